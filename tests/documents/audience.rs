//! What is classed for a narrower circle is in no file that a wider one gets: not in the text, not in a stream, an
//! attachment, a part of the workbook, the record or the manifest.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::workbook::parts;
use crate::support::pdf::Pdf;
use crate::support::program::{REPORT, append, copy, files, pack, program, replace, run, sample};

/// A word that no document has by itself. Each place of the record gets its own, by a number.
const CANARY: &str = "Xylquorn";

/// Where canaries are planted, by number.
const PLACES: [&str; 11] = [
    "id of a restricted item of evidence",
    "its title",
    "its description",
    "its file's name",
    "its file's content",
    "its location",
    "a restricted field of a control",
    "a customer of a restricted collection",
    "evidence of a compartment",
    "a restricted risk",
    "a restricted entry of the treatment plan",
];

fn canary(number: usize) -> String {
    format!("{CANARY}{number:02}")
}

/// Meridian with a canary in each place.
fn record(folder: &Path) -> PathBuf {
    let record = folder.join("record");
    copy(&sample("meridian"), &record);
    let c = canary;
    let file = format!("evidence/{}.txt", c(3));
    fs::write(record.join(&file), format!("{}\n", c(4))).unwrap();
    let output = std::process::Command::new("sha256sum").arg(record.join(&file)).output();
    let digest = output.map(|output| String::from_utf8_lossy(&output.stdout)[..64].to_owned()).unwrap();
    append(
        &record.join("evidence.yaml"),
        &format!(
            "- {{id: EV-{}, title: {}, kind: report, file: {file}, sha256: \"{digest}\", date: 2026-09-02, collected_by: \
             z.brandt, controls: [A.2.2], description: \"{}\", classification: restricted}}\n\
             - {{id: EV-{}b, title: Place, kind: report, location: \"{}\", date: 2026-09-02, collected_by: z.brandt, \
             classification: restricted}}\n\
             - {{id: EV-{}, title: {}, kind: report, location: safe, date: 2026-09-02, collected_by: z.brandt, \
             controls: [A.2.4], compartments: [legal-privilege]}}\n",
            c(0),
            c(1),
            c(2),
            c(0),
            c(5),
            c(8),
            c(8),
        ),
    );
    // Named by what everybody may see.
    let (policy, refresh) = ("  evidence: [EV-021, EV-022]\n", "  evidence: [EV-001, EV-049]\n");
    let controls = record.join("controls.yaml");
    replace(&controls, policy, &format!("  evidence: [EV-021, EV-022, EV-{}]\n", c(0)));
    replace(&controls, refresh, &format!("  evidence: [EV-001, EV-049, EV-{}]\n", c(8)));
    // A control whose reason everybody may read, and what is done about it not; and one called for by a hidden risk.
    append(
        &controls,
        &format!(
            "- id: MTS-C9\n  source: custom\n  framework: Meridian controls\n  title: Ninth\n  applicable: true\n  \
             justification: A control of our own that the risk AIR-01 calls for.\n  how_implemented: \"{}\"\n  \
             field_classes: {{how_implemented: restricted}}\n  drivers: [AIR-01, AIR-{}]\n  status: partial\n  \
             owner: z.brandt\n  evidence: [EV-021]\n  treatment: [TRT-01, TRT-{}]\n  cadence: annual\n",
            c(6),
            c(9),
            c(10),
        ),
    );
    append(
        &record.join("customers.yaml"),
        &format!("  - {{id: CUS-{}, name: {} plc, systems: [SYS-001]}}\n", c(7), c(7)),
    );
    append(
        &record.join("risks.yaml"),
        &format!(
            "- {{id: AIR-{}, title: {}, classification: restricted, owner: z.brandt, controls: [MTS-C9], description: {}}}\n",
            c(9),
            c(9),
            c(9),
        ),
    );
    append(
        &record.join("treatment-plan.yaml"),
        &format!(
            "- {{id: TRT-{}, action: {}, classification: restricted, owner: z.brandt, due: 2026-08-01, state: in_progress, \
             serves: [MTS-C9]}}\n",
            c(10),
            c(10),
        ),
    );
    record
}

/// Is the word in the bytes, in any case: as UTF-8, as UTF-16, or in hex as PDF writes strings?
pub(crate) fn is_in(bytes: &[u8], word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let wide = |order: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(order).collect::<Vec<_>>();
    let hex = |bytes: &[u8]| bytes.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect::<Vec<_>>();
    let (big, little) = (wide(u16::to_be_bytes), wide(u16::to_le_bytes));
    let forms = [hex(word.as_bytes()), hex(&big), word.into_bytes(), big, little];
    let lower = bytes.to_ascii_lowercase();
    forms.iter().any(|form| holds(&lower, form))
}

fn holds(mut text: &[u8], word: &[u8]) -> bool {
    while let Some(at) = text.iter().position(|byte| *byte == word[0]) {
        text = &text[at..];
        if text.starts_with(word) {
            return true;
        }
        text = &text[1..];
    }
    false
}

/// Everything that the files of a pack hold, unpacked, by file.
pub(crate) fn unpacked(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for (name, bytes) in files(root) {
        let mut all = format!("{name}\n").into_bytes();
        if name.ends_with(".xlsx") {
            all.extend(parts(&bytes).into_iter().flat_map(|(part, bytes)| [part.into_bytes(), bytes].concat()));
        }
        if name.starts_with("documents/") && name.ends_with(".pdf") {
            all.extend(Pdf::read(&bytes).everything());
        }
        all.extend(bytes);
        found.insert(name, all);
    }
    found
}

#[test]
fn nothing_of_a_narrower_circle_is_in_any_file() {
    let folder = tempfile::tempdir().unwrap();
    let record = record(folder.path());
    let internal = pack(&record, &folder.path().join("internal"), &["--period", "2026-Q3"]);
    let held = unpacked(&internal);
    assert!(held.len() > 20 && held.contains_key(&format!("documents/{REPORT}.pdf")));
    for (name, bytes) in held.iter().filter(|(_, bytes)| is_in(bytes, CANARY)) {
        for (number, place) in PLACES.iter().enumerate() {
            assert!(!is_in(bytes, &canary(number)), "{name} holds {place}");
        }
    }
    // What stands beside it is there.
    let view: serde_json::Value =
        serde_json::from_slice(&files(&internal)[&format!("documents/{REPORT}.json")]).unwrap();
    let ninth = view["controls"].as_array().unwrap().iter().find(|row| row["id"] == "MTS-C9").unwrap();
    assert_eq!(ninth["how_implemented"], serde_json::Value::Null);
    assert_eq!(ninth["treatment"], serde_json::json!(["TRT-01"]));
    let policy = view["controls"].as_array().unwrap().iter().find(|row| row["id"] == "A.2.2").unwrap();
    assert_eq!(policy["derived"]["withheld_evidence"], 1);
    let withheld = view["withheld"].as_array().unwrap();
    let count = |kind: &str| withheld.iter().find(|line| line["kind"] == kind).map(|line| line["count"].clone());
    assert_eq!(count("risk"), Some(1.into()));
    assert_eq!(count("treatment plan entry"), Some(1.into()));
    assert_eq!(count("evidence item"), Some(13.into()));

    // The same search finds them where they may be: it can fail.
    let restricted =
        pack(&record, &folder.path().join("restricted"), &["--period", "2026-Q3", "--audience", "restricted"]);
    let held = unpacked(&restricted);
    for number in [0, 1, 2, 3, 6, 9, 10] {
        for file in [format!("documents/{REPORT}.pdf"), format!("documents/{REPORT}.json"), "record.json".to_owned()] {
            assert!(is_in(&held[&file], &canary(number)), "{file} lacks {}", PLACES[number]);
        }
    }
    assert!(is_in(&held[&format!("evidence/{}.txt", canary(3))], &canary(4)));
    assert!(is_in(&held["record.json"], &canary(7)), "{}", PLACES[7]);
    // A compartment is opened by name alone, whatever the class.
    assert!(held.values().all(|bytes| !is_in(bytes, &canary(8))), "{}", PLACES[8]);
}

#[test]
fn the_customers_of_meridian_are_nobodys_business() {
    let made = super::meridian();
    let held = unpacked(&made.root);
    assert!(made.record.customers.len() > 2);
    for customer in &made.record.customers {
        for (name, bytes) in &held {
            // Free text of others may name a customer; its id and item are nowhere.
            let item = format!("\"id\":\"{}\"", customer.id.as_str());
            assert!(!is_in(bytes, &item), "{name} holds {item}");
        }
        for name in
            [format!("documents/{REPORT}.pdf"), format!("documents/{REPORT}.xlsx"), format!("documents/{REPORT}.json")]
        {
            assert!(!is_in(&held[&name], &customer.name), "{name} names {}", customer.name);
        }
    }
}

#[test]
fn an_audience_that_does_not_exist_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program();
    command.arg("render").arg(sample("minimal")).args([
        "--report",
        REPORT,
        "--period",
        "2026-Q3",
        "--audience",
        "everybody",
    ]);
    assert_eq!(run(command.arg("--out").arg(folder.path())).code, 2);
}
