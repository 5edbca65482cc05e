//! Asks programs by others whether what we made is right.
//!
//! A judge is looked for on `PATH` and under `target/judges`, where `.ci/install-judges` puts it. One that is absent is
//! named once on standard error and its function returns `None`, so that a plain `cargo test` works on any machine;
//! with `AIMS_REQUIRE_JUDGES=1`, as in `.ci/run`, it fails the test instead.
//!
//! The inner `Result` is the verdict: `Ok` holds what the judge printed, `Err` why it refused. A judge that breaks down
//! without a verdict panics.

#![allow(dead_code, reason = "a judge is offered before the first test asks it")]
#![allow(clippy::print_stderr, reason = "a skipped judge must be seen in the output of the tests")]
#![allow(clippy::disallowed_methods, reason = "tests may read the environment; the library may not")]

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

/// Whether each judge must be there: `AIMS_REQUIRE_JUDGES=1`.
pub(crate) fn required() -> bool {
    std::env::var_os("AIMS_REQUIRE_JUDGES").is_some_and(|value| value == "1")
}

/// What veraPDF says about one file under one flavour (`3a`, `ua1`, …).
pub(crate) struct Verdict {
    pub(crate) file: PathBuf,
    pub(crate) flavour: String,
    pub(crate) compliant: bool,
    pub(crate) failures: Vec<Failure>,
}

/// One rule that a file breaks, with its first place.
pub(crate) struct Failure {
    /// Clause of the standard and number of the test, as in `6.1.7.1-1`.
    pub(crate) rule: String,
    pub(crate) message: String,
    pub(crate) location: String,
    pub(crate) count: u64,
}

/// Says all that is wrong, for the message of an assertion.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.compliant { "passes" } else { "fails" };
        write!(f, "{} {word} {}", self.file.display(), self.flavour)?;
        for Failure { rule, message, location, count } in &self.failures {
            write!(f, "\n  {rule} ({count} times): {message}\n    first at {location}")?;
        }
        Ok(())
    }
}

/// Judges PDF files against PDF/A and PDF/UA, each with the flavour beside it; verdicts come in the same order.
///
/// Ask about many files at once: the start of the JVM costs more than a short report.
pub(crate) fn verapdf(files: &[(PathBuf, &str)]) -> Option<Vec<Verdict>> {
    let judge = verapdf_launcher()?;
    let dir = scratch();
    let list = dir.path().join("list");
    let lines: String = files.iter().map(|(file, flavour)| format!("{flavour}\t{}\n", file.display())).collect();
    write(&list, lines.as_bytes());
    let run = Run::of(Command::new(&judge).arg(format!("@{}", list.display())));
    assert!(run.code == 0, "veraPDF could not judge every file:\n{}", run.all());
    let verdicts: Vec<_> = run.stdout.lines().map(|line| verdict(&json("veraPDF", line))).collect();
    assert!(verdicts.len() == files.len(), "veraPDF judged {} of {} files", verdicts.len(), files.len());
    Some(verdicts)
}

/// The text of a PDF in the order of its content, as a reader's program finds it.
pub(crate) fn pdftotext(pdf: &Path) -> Option<String> {
    let judge = on_path("pdftotext")?;
    Some(Run::of(Command::new(judge).arg(pdf).arg("-")).must("pdftotext", pdf))
}

/// The text of a PDF laid out as on the page, so that the cells of a table's row stand on one line.
pub(crate) fn pdftotext_layout(pdf: &Path) -> Option<String> {
    let judge = on_path("pdftotext")?;
    Some(Run::of(Command::new(judge).arg("-layout").arg(pdf).arg("-")).must("pdftotext", pdf))
}

/// The properties that `pdfinfo` prints: `Title`, `Pages`, `Tagged`, `PDF version`, …
pub(crate) fn pdfinfo(pdf: &Path) -> Option<BTreeMap<String, String>> {
    let judge = on_path("pdfinfo")?;
    let text = Run::of(Command::new(judge).arg(pdf)).must("pdfinfo", pdf);
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    Some(lines.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect())
}

/// Draws each page as a PNG into `out_dir` and returns the files in the order of pages.
pub(crate) fn pdftoppm(pdf: &Path, out_dir: &Path, dpi: u32) -> Option<Vec<PathBuf>> {
    let judge = on_path("pdftoppm")?;
    let mut command = Command::new(judge);
    command.args(["-png", "-r", &dpi.to_string()]).arg(pdf).arg(out_dir.join("page"));
    Run::of(&mut command).must("pdftoppm", pdf);
    Some(files_in(out_dir))
}

/// Saves the files that are attached to a PDF into `out_dir`, which should be empty, and returns them sorted.
pub(crate) fn pdf_attachments(pdf: &Path, out_dir: &Path) -> Option<Vec<PathBuf>> {
    let judge = on_path("pdfdetach")?;
    Run::of(Command::new(judge).arg("-saveall").arg("-o").arg(out_dir).arg(pdf)).must("pdfdetach", pdf);
    Some(files_in(out_dir))
}

/// Checks the syntax of a PDF. A warning is a refusal.
pub(crate) fn qpdf_check(pdf: &Path) -> Option<Result<String, String>> {
    let judge = on_path("qpdf")?;
    // 2 is errors, 3 warnings.
    Some(Run::of(Command::new(judge).arg("--check").arg(pdf)).verdict("qpdf", &[2, 3]))
}

/// Judges a log against the schema of SARIF 2.1.0 that OASIS publishes. `Ok` and `Err` hold a line for each complaint.
pub(crate) fn sarif(log: &Path) -> Option<Result<String, String>> {
    let schema = in_target("SARIF schema", "sarif-2.1.0.json")?;
    schemas(&[(schema, log.to_owned())])
}

/// The specification of CommonMark with its examples, as its authors publish it.
pub(crate) fn commonmark() -> Option<String> {
    let file = in_target("CommonMark specification", "node/node_modules/commonmark-spec/spec.txt")?;
    Some(fs::read_to_string(file).expect("the specification is text"))
}

/// Judges JSON and YAML files, each against the JSON Schema before it. `Ok` and `Err` hold a line for each complaint.
pub(crate) fn schemas(pairs: &[(PathBuf, PathBuf)]) -> Option<Result<String, String>> {
    let arguments = pairs.iter().flat_map(|(schema, file)| [schema, file]);
    let run = Run::of(python("jsonschema", "schema_verdict.py")?.args(arguments));
    Some(run.verdict("jsonschema", &[1]))
}

/// Checks a workbook against the OOXML schemas. `Err` and `Ok` hold a JSON line for each error and warning.
pub(crate) fn openxml_audit(xlsx: &Path) -> Option<Result<String, String>> {
    let run = Run::of(python("openxml-audit", "openxml_verdict.py")?.arg(xlsx));
    Some(run.verdict("openxml-audit", &[1]))
}

/// Everything in a workbook as openpyxl reads it; the shape is described in `.ci/judges/openpyxl_dump.py`.
pub(crate) fn openpyxl_dump(xlsx: &Path) -> Option<Value> {
    let run = Run::of(python("openpyxl", "openpyxl_dump.py")?.arg(xlsx));
    Some(json("openpyxl", &run.must("openpyxl", xlsx)))
}

/// Opens a workbook in LibreOffice, which draws it into `out_dir` as a PDF; returns that file.
///
/// It repairs much in silence: no proof that a workbook is valid, only that it can be looked at.
pub(crate) fn libreoffice_opens(xlsx: &Path, out_dir: &Path) -> Option<Result<PathBuf, String>> {
    let judge = on_path("soffice")?;
    // A profile of its own, since two runs may not share one, and a limit, since it can wait for a window for ever.
    let profile = scratch();
    let mut command = Command::new("timeout");
    command.arg("180").arg(judge);
    command.arg(format!("-env:UserInstallation=file://{}", profile.path().display()));
    command.args(["--headless", "--norestore", "--convert-to", "pdf", "--outdir"]).arg(out_dir).arg(xlsx);
    let run = Run::of(&mut command);
    let pdf = out_dir.join(xlsx.file_name().unwrap_or_default()).with_extension("pdf");
    // Its exit code is 0 also when it could not read the file.
    Some(if run.code == 0 && pdf.is_file() { Ok(pdf) } else { Err(run.all()) })
}

/// Whether `ssh-keygen` is there, for a test that must make a key first.
pub(crate) fn ssh_keygen_present() -> bool {
    on_path("ssh-keygen").is_some()
}

/// Signs `file` with OpenSSH and returns the signature beside it, `FILE.sig`. The key may be read by its owner alone.
pub(crate) fn ssh_keygen_sign(key: &Path, namespace: &str, file: &Path) -> Option<PathBuf> {
    let judge = on_path("ssh-keygen")?;
    let mut command = Command::new(judge);
    command.args(["-Y", "sign", "-n", namespace, "-f"]).arg(key).arg(file);
    Run::of(&mut command).must("ssh-keygen", file);
    let mut name = file.as_os_str().to_owned();
    name.push(".sig");
    Some(PathBuf::from(name))
}

/// Verifies an SSH signature over `data` by the identity's key in `allowed_signers`.
pub(crate) fn ssh_keygen_verify(
    allowed_signers: &Path,
    identity: &str,
    namespace: &str,
    sig: &Path,
    data: &Path,
) -> Option<Result<String, String>> {
    let judge = on_path("ssh-keygen")?;
    let mut command = Command::new(judge);
    command.args(["-Y", "verify", "-n", namespace, "-I", identity, "-f"]).arg(allowed_signers);
    command.arg("-s").arg(sig).stdin(open(data));
    Some(Run::with_stdin(&mut command).verdict("ssh-keygen", &[1, 255]))
}

/// Whether `openssl` is there, for a test that must make a key first.
pub(crate) fn openssl_present() -> bool {
    on_path("openssl").is_some()
}

/// Verifies a raw Ed25519 signature over `data` with a public key in PEM.
pub(crate) fn openssl_verify(public_key: &Path, data: &Path, sig: &Path) -> Option<Result<String, String>> {
    let judge = on_path("openssl")?;
    let mut command = Command::new(judge);
    command.args(["pkeyutl", "-verify", "-rawin", "-pubin", "-inkey"]).arg(public_key);
    command.arg("-in").arg(data).arg("-sigfile").arg(sig);
    Some(Run::of(&mut command).verdict("openssl", &[1]))
}

/// Runs `sha256sum --strict -c SHA256SUMS` in a folder.
pub(crate) fn sha256sum_check(dir: &Path) -> Option<Result<String, String>> {
    let judge = on_path("sha256sum")?;
    let mut command = Command::new(judge);
    command.args(["--strict", "-c", "SHA256SUMS"]).current_dir(dir);
    Some(Run::of(&mut command).verdict("sha256sum", &[1]))
}

/// Verifies the DSSE envelope in a Sigstore bundle with one public key in PEM; `Ok` holds the payload.
pub(crate) fn securesystemslib_verify(bundle: &Path, public_key: &Path) -> Option<Result<String, String>> {
    let run = Run::of(python("securesystemslib", "securesystemslib_verify.py")?.arg(bundle).arg(public_key));
    Some(run.verdict("securesystemslib", &[1]))
}

/// Verifies a Sigstore bundle v0.3 with one public key in PEM as the only trust; `Ok` holds the payload.
pub(crate) fn sigstore_verify(bundle: &Path, public_key: &Path) -> Option<Result<String, String>> {
    in_target("@sigstore/verify", "node/node_modules/@sigstore/verify")?;
    let mut command = Command::new(on_path("node")?);
    command.arg(script("sigstore_verify.mjs")).arg(bundle).arg(public_key);
    Some(Run::of(&mut command).verdict("@sigstore/verify", &[1]))
}

/// Compiles a template with the plain engine of the same version and writes a PDF; its warnings are refusals.
///
/// Paths in the template start from `root`; `standards` are names such as `a-3a` and `ua-1`.
pub(crate) fn typst_compile(
    root: &Path,
    main: &Path,
    fonts: &Path,
    standards: &[&str],
    out: &Path,
) -> Option<Result<String, String>> {
    let mut command = python("typst", "typst_compile.py")?;
    command.arg(root).arg(main).arg(out).arg(fonts).args(standards);
    Some(Run::of(&mut command).verdict("typst", &[1]))
}

// Finding a judge.

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn script(name: &str) -> PathBuf {
    root().join(".ci/judges").join(name)
}

fn on_path(judge: &'static str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|dir| dir.join(judge)).find(|file| file.is_file());
    found.or_else(|| absent(judge))
}

fn in_target(judge: &'static str, path: &str) -> Option<PathBuf> {
    let found = root().join("target/judges").join(path);
    if found.exists() { Some(found) } else { absent(judge) }
}

/// A command that runs one of our scripts with the Python packages of `target/judges`.
fn python(judge: &'static str, name: &str) -> Option<Command> {
    let mut command = Command::new(in_target(judge, "venv/bin/python")?);
    // Nothing is written beside the scripts, and nothing of the user's own packages is read.
    command.args(["-B", "-s"]).arg(script(name));
    Some(command)
}

fn verapdf_launcher() -> Option<PathBuf> {
    in_target("veraPDF", "verapdf/VeraPdf.class")?;
    on_path("java")?;
    Some(script("verapdf"))
}

fn absent<T>(judge: &'static str) -> Option<T> {
    static NAMED: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    assert!(!required(), "judge {judge} is required and absent: run .ci/install-judges");
    if NAMED.lock().unwrap_or_else(PoisonError::into_inner).insert(judge) {
        eprintln!("skipped: {judge} is absent");
    }
    None
}

// Running one.

struct Run {
    what: String,
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    fn of(command: &mut Command) -> Self {
        Self::with_stdin(command.stdin(Stdio::null()))
    }

    fn with_stdin(command: &mut Command) -> Self {
        // Messages and number formats must not depend on who runs the tests.
        command.env("LC_ALL", "C.UTF-8").env("TZ", "UTC");
        let what = format!("{command:?}");
        let output = command.output().unwrap_or_else(|error| panic!("{what} did not start: {error}"));
        Self {
            what,
            // No code: a signal ended it.
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }

    fn all(&self) -> String {
        format!("{}\nexit code {}\n{}{}", self.what, self.code, self.stdout, self.stderr)
    }

    /// The judge's word, where `refusals` are the exit codes by which it says no.
    fn verdict(self, judge: &str, refusals: &[i32]) -> Result<String, String> {
        match self.code {
            0 => Ok(self.stdout),
            code if refusals.contains(&code) => Err(self.all()),
            _ => panic!("{judge} broke down without a verdict:\n{}", self.all()),
        }
    }

    /// What a judge printed that has no way to refuse a file but to fail.
    fn must(self, judge: &str, file: &Path) -> String {
        assert!(self.code == 0, "{judge} could not read {}:\n{}", file.display(), self.all());
        self.stdout
    }
}

fn verdict(line: &Value) -> Verdict {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let failures = line["failures"].as_array().map_or(&[][..], Vec::as_slice).iter().map(|failure| Failure {
        rule: text(&failure["rule"]),
        message: text(&failure["message"]),
        location: text(&failure["location"]),
        count: failure["count"].as_u64().unwrap_or_default(),
    });
    Verdict {
        file: PathBuf::from(text(&line["file"])),
        flavour: text(&line["flavour"]),
        compliant: line["compliant"].as_bool().unwrap_or_else(|| panic!("veraPDF gave no verdict: {line}")),
        failures: failures.collect(),
    }
}

fn json(judge: &str, text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{judge} printed no JSON ({error}):\n{text}"))
}

fn scratch() -> tempfile::TempDir {
    tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}"))
}

fn open(path: &Path) -> fs::File {
    fs::File::open(path).unwrap_or_else(|error| panic!("cannot open {}: {error}", path.display()))
}

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).unwrap_or_else(|error| panic!("cannot write {}: {error}", path.display()));
}

fn files_in(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("cannot list {}: {error}", dir.display()));
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<_> = paths.collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{error}"));
    files.sort_by(|a, b| OsStr::cmp(a.as_os_str(), b.as_os_str()));
    files
}
