//! Shows each judge something right and something wrong, so that one that says yes to all, or no to all, is noticed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::judges;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/judges").join(name)
}

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

#[test]
fn verapdf_accepts_the_engines_own_document_and_refuses_an_untagged_one() {
    let dir = temp();
    let (source, good) = (dir.path().join("main.typ"), dir.path().join("good.pdf"));
    let text =
        "#set document(title: \"Accessible\", date: datetime(year: 2026, month: 9, day: 30))\n= Heading\nText.\n";
    fs::write(&source, text).expect("a source");
    let Some(written) = judges::typst_compile(dir.path(), &source, dir.path(), &["a-3a", "ua-1"], &good) else {
        return;
    };
    written.expect("typst compiles");
    let bad = fixture("untagged.pdf");
    let files = [(good.clone(), "3a"), (good, "ua1"), (bad.clone(), "3a"), (bad, "ua1")];
    let Some(verdicts) = judges::verapdf(&files) else { return };
    assert!(verdicts[0].compliant, "{}", verdicts[0]);
    assert!(verdicts[1].compliant, "{}", verdicts[1]);
    let rules = |n: usize| verdicts[n].failures.iter().map(|failure| failure.rule.as_str()).collect::<Vec<_>>();
    assert!(!verdicts[2].compliant && rules(2).contains(&"6.6.2.1-1"), "{}", verdicts[2]);
    assert!(!verdicts[3].compliant && rules(3).contains(&"7.1-3"), "{}", verdicts[3]);
}

#[test]
fn typst_refuses_a_warning() {
    let dir = temp();
    let (source, out) = (dir.path().join("main.typ"), dir.path().join("out.pdf"));
    fs::write(&source, "#set text(font: \"No Such Font\")\nText.\n").expect("a source");
    let Some(verdict) = judges::typst_compile(dir.path(), &source, dir.path(), &[], &out) else { return };
    let complaint = verdict.expect_err("an unknown font is a warning");
    assert!(complaint.contains("unknown font family"), "{complaint}");
}

#[test]
fn qpdf_refuses_a_file_cut_short() {
    let sound = fixture("untagged.pdf");
    let Some(verdict) = judges::qpdf_check(&sound) else { return };
    verdict.expect("sound syntax");
    let dir = temp();
    let cut = dir.path().join("cut.pdf");
    let bytes = fs::read(&sound).expect("the fixture");
    fs::write(&cut, &bytes[..bytes.len() - 40]).expect("a copy");
    assert!(judges::qpdf_check(&cut).is_some_and(|verdict| verdict.is_err()));
}

#[test]
fn poppler_reads_a_page() {
    let pdf = fixture("untagged.pdf");
    if let Some(text) = judges::pdftotext(&pdf) {
        assert_eq!(text.trim(), "Neither archived nor tagged");
    }
    if let Some(text) = judges::pdftotext_layout(&pdf) {
        assert_eq!(text.trim(), "Neither archived nor tagged");
    }
    if let Some(info) = judges::pdfinfo(&pdf) {
        assert_eq!((info["Pages"].as_str(), info["Tagged"].as_str()), ("1", "no"));
    }
    let dir = temp();
    if let Some(files) = judges::pdf_attachments(&pdf, dir.path()) {
        assert!(files.is_empty());
    }
    if let Some(pages) = judges::pdftoppm(&pdf, dir.path(), 50) {
        assert_eq!(pages.len(), 1);
    }
}

#[test]
fn workbook_judges_differ_on_columns_after_rows() {
    let broken = fixture("columns-after-rows.xlsx");
    if let Some(verdict) = judges::openxml_audit(&broken) {
        let complaints = verdict.expect_err("the schema forbids it");
        assert!(complaints.contains("Unexpected element 'cols'"), "{complaints}");
    }
    if let Some(book) = judges::openpyxl_dump(&broken) {
        let sheet = &book["sheets"][0];
        assert_eq!((&sheet["name"], &sheet["cells"]["A1"]["value"]), (&"Risks".into(), &"AIR-01".into()));
        assert_eq!(book["properties"]["title"], "Columns after rows");
    }
    let dir = temp();
    if let Some(opened) = judges::libreoffice_opens(&broken, dir.path()) {
        let pdf = opened.expect("LibreOffice repairs in silence");
        assert!(judges::pdftotext(&pdf).is_none_or(|text| text.contains("AIR-01")));
    }
}

#[test]
fn dsse_verifiers_accept_the_signer_and_refuse_a_stranger_or_a_changed_payload() {
    let (signed, signer, stranger) = (fixture("signed.sigstore.json"), fixture("signer.pem"), fixture("stranger.pem"));
    let text = fs::read_to_string(&signed).expect("the fixture");
    let dir = temp();
    let changed = dir.path().join("changed.json");
    fs::write(&changed, text.replacen("eyJ", "eyK", 1)).expect("a copy");
    for judge in [judges::securesystemslib_verify, judges::sigstore_verify] {
        let Some(verdict) = judge(&signed, &signer) else { continue };
        let payload = verdict.expect("the signer's key verifies");
        assert!(payload.contains("https://in-toto.io/Statement/v1"), "{payload}");
        assert!(judge(&signed, &stranger).is_some_and(|verdict| verdict.is_err()));
        assert!(judge(&changed, &signer).is_some_and(|verdict| verdict.is_err()));
    }
}

#[test]
fn stock_tools_verify_a_seal_and_refuse_a_changed_byte() {
    let dir = temp();
    let at = |name: &str| dir.path().join(name);
    let run = |program: &str, args: &[&str]| {
        let status = Command::new(program).args(args).current_dir(dir.path()).output().expect("it starts").status;
        assert!(status.success(), "{program} {args:?}");
    };
    fs::write(at("a.txt"), "abc").expect("a file");
    let sums = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n";
    fs::write(at("SHA256SUMS"), sums).expect("sums");
    fs::write(at("changed"), sums.replace("ba78", "ba79")).expect("other sums");

    if let Some(verdict) = judges::sha256sum_check(dir.path()) {
        verdict.expect("the digest is right");
        fs::write(at("a.txt"), "abd").expect("a file");
        assert!(judges::sha256sum_check(dir.path()).is_some_and(|verdict| verdict.is_err()));
    }

    if judges::ssh_keygen_present() {
        run("ssh-keygen", &["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", "key"]);
        let public = fs::read_to_string(at("key.pub")).expect("a public key");
        fs::write(at("allowed_signers"), format!("ana@example.org namespaces=\"aims-report\" {public}"))
            .expect("trust");
        let sig = judges::ssh_keygen_sign(&at("key"), "aims-report", &at("SHA256SUMS")).expect("ssh-keygen is there");
        let ask = |who: &str, data: &str| {
            judges::ssh_keygen_verify(&at("allowed_signers"), who, "aims-report", &sig, &at(data)).expect("it is there")
        };
        ask("ana@example.org", "SHA256SUMS").expect("the signature is right");
        assert!(ask("ana@example.org", "changed").is_err());
        assert!(ask("bob@example.org", "SHA256SUMS").is_err());
    }

    if judges::openssl_present() {
        run("openssl", &["genpkey", "-algorithm", "ed25519", "-out", "key.pem"]);
        run("openssl", &["pkey", "-in", "key.pem", "-pubout", "-out", "pub.pem"]);
        run("openssl", &["pkeyutl", "-sign", "-rawin", "-inkey", "key.pem", "-in", "SHA256SUMS", "-out", "raw.sig"]);
        let ask = |data: &str| judges::openssl_verify(&at("pub.pem"), &at(data), &at("raw.sig")).expect("it is there");
        ask("SHA256SUMS").expect("the signature is right");
        assert!(ask("changed").is_err());
    }
}
