//! Writes the seeds of every target into `corpus/`, from the samples, the cases of the tests and a sealed pack.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use aims_report::ingest;
use aims_report::pack::Digest;
use aims_report::record::{Kind, Record};
use aims_report::seal::{Custody, Predicate, Signer, files, manifest, statement};
use aims_report_fuzz::pack::{GOOD, KEY, facts, key};
use aims_report_fuzz::record::{as_json, first_byte};
use aims_report_fuzz::workbook;
use base64ct::{Base64, Encoding as _};
use serde_json::Value;

/// Keys at rest that need two rounds only: with more, a run would do little else.
const ENCRYPTED: [&str; 2] = [
    "MIGaMFYGCSqGSIb3DQEFDTBJMCgGCSqGSIb3DQEFDDAbBAiX/i5MfH7x5QIBAjAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQXO1WFi/EvvLcIR9b1nISlARAD2bytwp3O0d61uEN5Eq1NXesSYjXfiTRVEmXcnRLFW2TDjiQhyfl3UliJhWWAuPKk93taid/AmvKCEHKN/BPMA==",
    "MIGSME4GCSqGSIb3DQEFDTBBMCAGCSsGAQQB2kcECzATBAjdV9zubORjYQIBAgIBAQIBATAdBglghkgBZQMEASoEEHchsnOCMUmMFMR/B9/A/hwEQA7Vywy2+smF5lsQj7nrdlXQEhDoHnv58mtweZJXEg8FcesNpanghyaghhx5LRTFmYu1vAawfsMudJPZxvYPb04=",
];

struct Corpus(BTreeMap<(&'static str, String), Vec<u8>>);

impl Corpus {
    fn add(&mut self, target: &'static str, bytes: impl Into<Vec<u8>>) {
        let bytes = bytes.into();
        self.0.insert((target, Digest::of(&bytes).to_string()), bytes);
    }

    /// Adds a file of a record to the target of its format.
    fn file(&mut self, path: &str, text: &str) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let folder = folder.rsplit('/').next().unwrap_or_default();
        let collection = [stem, folder].into_iter().find_map(Kind::from_collection);
        match (extension, collection) {
            ("toml", _) => self.add("configuration", text),
            ("pem" | "pub", _) => self.add("keys", text),
            ("csv" | "md", _) => {
                let target = if extension == "csv" { "csv" } else { "markdown" };
                let first = first_byte(collection.filter(|kind| !kind.is_single()).unwrap_or(Kind::Risk));
                self.add(target, [&[first], text.as_bytes()].concat());
            }
            ("json", Some(kind)) => self.add("json", format!("{{\"{}\":{text}}}", kind.collection())),
            ("json", None) => self.add("json", text),
            ("yaml" | "yml", Some(kind)) => {
                let item = Kind::from_collection(stem).is_none() && !kind.is_single();
                let mut out = format!("{}:\n", kind.collection());
                for (number, line) in text.lines().filter(|line| *line != "---").enumerate() {
                    let before = if item && number == 0 { "- " } else { "  " };
                    out += &format!("{before}{line}\n");
                }
                self.add("yaml", out);
            }
            ("yaml" | "yml", None) => self.add("yaml", text),
            _ => {}
        }
    }

    /// Adds what a record says, in each of the other formats.
    fn record(&mut self, record: &Record) {
        for kind in Kind::ALL.iter().filter(|kind| !record.of_kind(**kind).is_empty()) {
            let whole = as_json(record);
            let content = &whole[kind.collection()];
            self.add("json", format!("{{\"{}\":{content}}}", kind.collection()));
            if kind.is_single() {
                continue;
            }
            let rows: Vec<BTreeMap<&str, String>> =
                content.as_array().into_iter().flatten().filter_map(Value::as_object).take(4).map(cells).collect();
            let heads: Vec<&str> = rows.iter().flat_map(BTreeMap::keys).copied().collect();
            let heads: Vec<&str> = heads
                .iter()
                .enumerate()
                .filter(|(at, head)| !heads[..*at].contains(head))
                .map(|(_, head)| *head)
                .collect();
            let mut table = vec![heads.iter().map(|head| (*head).to_owned()).collect::<Vec<String>>()];
            table.extend(
                rows.iter().map(|row| heads.iter().map(|head| row.get(head).cloned().unwrap_or_default()).collect()),
            );
            let lines = |start: &str, end: &str, between: &str, cell: fn(&str) -> String| -> Vec<String> {
                table
                    .iter()
                    .map(|row| {
                        format!("{start}{}{end}\n", row.iter().map(|text| cell(text)).collect::<Vec<_>>().join(between))
                    })
                    .collect()
            };
            let first = char::from(first_byte(*kind));
            self.add(
                "csv",
                format!("{first}{}", lines("", "", ",", |text| format!("\"{}\"", text.replace('"', "\"\""))).concat()),
            );
            let mut markdown = lines("| ", " |", " | ", |text| text.replace('|', "\\|").replace('\n', "<br>"));
            markdown.insert(1, format!("|{}\n", "---|".repeat(heads.len())));
            self.add("markdown", format!("{first}{}", markdown.concat()));
            let cell = |text: &str| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                match text.parse::<f64>() {
                    Ok(_) => format!("<c s=\"1\"><v>{text}</v></c>"),
                    Err(_) => format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                }
            };
            let rows: String = lines("<row>", "</row>", "", cell).concat();
            self.add("workbook", format!("{first}<worksheet><sheetData>{rows}</sheetData></worksheet>"));
        }
    }
}

/// The fields of an item that fit into cells.
fn cells(item: &serde_json::Map<String, Value>) -> BTreeMap<&str, String> {
    let cell = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Array(entries) => {
            let entries: Option<Vec<&str>> = entries.iter().map(Value::as_str).collect();
            entries.map(|entries| entries.join("; "))
        }
        _ => None,
    };
    let flat = item.iter().filter_map(|(name, value)| Some((name.as_str(), cell(value)?)));
    flat.filter(|(_, text)| !text.is_empty()).collect()
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut corpus = Corpus(BTreeMap::new());
    for sample in ["minimal", "meridian"] {
        let folder = root.join("../samples").join(sample);
        for path in walk(&folder) {
            let name = path.strip_prefix(&folder).expect("it lies below").to_string_lossy().into_owned();
            if let Ok(text) = fs::read_to_string(&path).map(|text| text.chars().take(6000).collect::<String>())
                && !name.starts_with("evidence/")
            {
                corpus.file(&name, &text);
            }
        }
        corpus.record(&ingest::read(&folder).expect("a sample can be read").record);
    }
    for path in walk(&root.join("../tests/errors/cases")).into_iter().chain(walk(&root.join("../tests/checks/cases"))) {
        let text = fs::read_to_string(&path).expect("a case is text");
        let given = text.split("\n=> ").next().unwrap_or_default();
        for part in given.split("\n== ").skip(1) {
            let (head, body) = part.split_once('\n').unwrap_or((part, ""));
            if !head.contains(' ') {
                corpus.file(head, body);
            }
        }
    }
    for path in walk(&root.join("../tests/fixtures")).into_iter().chain(walk(&root.join("../samples"))) {
        let bytes = fs::read(&path).expect("a fixture can be read");
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("xlsx") => corpus.add("workbook", [&[first_byte(Kind::Risk)], bytes.as_slice()].concat()),
            Some("pem") => corpus.add("keys", bytes),
            _ => {}
        }
    }
    sheets(&mut corpus);
    pack(&mut corpus);
    for ((target, name), bytes) in &corpus.0 {
        let folder = root.join("corpus").join(target);
        fs::create_dir_all(&folder).expect("the corpus can be written");
        fs::write(folder.join(&name[..16]), bytes).expect("the corpus can be written");
    }
}

/// What real workbooks have beside text: numbers and days, formulas, merged and hidden cells, shared strings.
fn sheets(corpus: &mut Corpus) {
    let first = first_byte(Kind::Risk);
    let sheet = br#"<worksheet><dimension ref="A1:E9"/><cols><col min="2" max="2" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><f>A1</f><v>title</v></c></row><row r="2" hidden="1"><c r="A2" s="1"><v>46295</v></c><c r="B2" s="3"><v>0.95</v></c><c r="C2" s="4"><v>1.5</v></c><c r="D2" t="e"><v>#REF!</v></c><c r="E2" t="b"><v>1</v></c></row><row r="3"><c r="A3"><f>1/0</f></c><c r="B3" t="d"><v>2026-09-30T00:00:00</v></c><c r="C3" s="2"><v>46295.25</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells></worksheet>"#;
    corpus.add("workbook", [&[first], sheet.as_slice()].concat());
    corpus.add("workbook", [&[first], workbook::of(sheet).as_slice()].concat());
    let whole = workbook::parts().join(&255);
    corpus.add("workbook", [&[first], whole.as_slice()].concat());
}

fn pack(corpus: &mut Corpus) {
    for (at, bytes) in GOOD.files.values().enumerate() {
        let first = u8::try_from(at).expect("a few files");
        corpus.add("pack_file", [&[first], bytes.as_slice()].concat());
        corpus.add("pack_file", [&[first | 0x80], bytes.as_slice()].concat());
    }
    corpus.add("archive", GOOD.archive.clone());
    for operation in 0..8_u8 {
        corpus.add("archive", [operation, 1, 10, 0, 1, 0, 0, 0]);
    }
    corpus.add("sums", GOOD.files[files::SUMS].clone());
    let signature = &GOOD.files[files::SSH_SIGNATURE];
    corpus.add("sshsig", signature.clone());
    let lines: String = String::from_utf8_lossy(signature).lines().filter(|line| !line.starts_with('-')).collect();
    corpus.add("sshsig", decoded(&lines));
    corpus.add("bundle", GOOD.files[files::BUNDLE].clone());
    corpus.add("manifest", GOOD.files[files::MANIFEST].clone());
    let pack = manifest::parse(&GOOD.files[files::MANIFEST]).expect("it was sealed").pack;
    assert_eq!(pack, facts(&GOOD.files["record.json"]));
    let signer = Signer { identity: "a@b.example".to_owned(), role: "preparer".to_owned(), key: Custody::Kept };
    corpus.add("statement", statement::write(&Predicate { pack, signer }, GOOD.sums));

    corpus.add("keys", KEY);
    let public = key().public();
    corpus.add("keys", public.to_pem());
    corpus.add("keys", public.to_openssh());
    corpus.add("keys", public.to_allowed_signers("a@b.example"));
    let body = |pem: &str| decoded(&pem.lines().filter(|line| !line.starts_with('-')).collect::<String>());
    corpus.add("keys", [b"P", body(&public.to_pem()).as_slice()].concat());
    corpus.add("keys", [b"K", body(KEY).as_slice()].concat());
    let line = public.to_openssh();
    corpus.add("keys", [b"S", decoded(line.split(' ').nth(1).expect("two words")).as_slice()].concat());
    for base64 in ENCRYPTED {
        corpus.add("keys", [b"E", decoded(base64).as_slice()].concat());
    }
}

fn decoded(base64: &str) -> Vec<u8> {
    Base64::decode_vec(base64).expect("it is base64")
}

/// Every file below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found
}
