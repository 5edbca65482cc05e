//! `aims-report.toml`: what is refused in it, and where it lets registers lie.

use super::{folder, read, refused, said, told};

#[test]
fn faults_are_all_shown_with_the_nearest() {
    let lines = refused(&[(
        "aims-report.toml",
        br#"
[ingst]
[ingest.risk]
file = "a.csv"
[ingest.controls]
fil = "a.csv"
[ingest.audits]
file = "a.csv"
header-row = 0
delimiter = "x"
columns = { a = 3 }
patterns = { b = "{a}{b}", c = "{a" }
custom = "all"
"#,
    )]);
    said(&lines, &["aims-report.toml:2:2: error[configuration]", "`ingst`", "did you mean `ingest`?"]);
    said(&lines, &["aims-report.toml:3:", "`risk` is no collection", "did you mean `risks`?"]);
    said(&lines, &["aims-report.toml:6:1:", "`fil`", "did you mean `file`?"]);
    said(&lines, &["aims-report.toml:6:1:", "names no file"]);
    said(&lines, &["aims-report.toml:9:14:", "a whole number from 1"]);
    said(&lines, &["aims-report.toml:10:13:", "one of `,`"]);
    said(&lines, &["aims-report.toml:11:17:", "text in quotes"]);
    said(&lines, &["aims-report.toml:12:18:", "touch"]);
    said(&lines, &["aims-report.toml:12:32:", "not closed"]);
    said(&lines, &["aims-report.toml:13:10:", "`rest`"]);
    said(&refused(&[("aims-report.toml", b"[ingest\n")]), &["aims-report.toml:1:", "not TOML"]);
}

#[test]
fn mappings_that_match_nothing_are_found() {
    let mapping = br#"
[ingest.risks]
file = "r.csv"
columns = { "Risk titel" = "title", "No" = "idd" }
values = { stats = { a = "open" } }
ignore = ["Colour"]
"#;
    let lines = told(&read(&[("r.csv", b"No,Risk title\n1,One\n"), ("aims-report.toml", mapping)]).findings);
    said(
        &lines,
        &["aims-report.toml:4:13: error[unmatched-mapping]", "no column `Risk titel`", "did you mean `Risk title`?"],
    );
    said(&lines, &["aims-report.toml:4:44: error[unmatched-mapping]", "no field `idd`", "did you mean `id`?"]);
    said(&lines, &["aims-report.toml:5:12: error[unmatched-mapping]", "`stats`"]);
    said(&lines, &["aims-report.toml:6:11: error[unmatched-mapping]", "`Colour`", "`No`, `Risk title`"]);
    said(&lines, &["r.csv:1:4: error[unmapped-column]", "`Risk title`"]);
}

#[test]
fn two_columns_are_not_one_field() {
    let mapping = b"[ingest.risks]\nfile = \"r.csv\"\ncolumns = { A = \"title\", B = \"title\" }\nid = \"R-{row:3}\"\n";
    let lines = told(&read(&[("r.csv", b"A,B\none,two\n"), ("aims-report.toml", mapping)]).findings);
    said(&lines, &["error[unmatched-mapping]", "the field `title` comes from the column `A` and from the column `B`"]);
}

#[test]
fn registers_lie_in_the_record_unless_that_is_said() {
    let outside = folder(&[("r.csv", b"id,title\nR-1,One\n")]);
    let path = outside.path().join("r.csv").canonicalize().unwrap();
    let mapping = |more: &str| format!("[ingest.risks]\nfile = \"{}\"\n{more}", path.display());
    let lines = told(&read(&[("aims-report.toml", mapping("").as_bytes())]).findings);
    said(&lines, &["aims-report.toml:2:8: error[path-escape]", "outside = true"]);
    let ingested = read(&[("aims-report.toml", mapping("outside = true\n").as_bytes())]);
    assert_eq!(ingested.record.risks[0].title, "One");
    said(&told(&ingested.findings), &["note[outside-record]", &path.display().to_string()]);
    let lines = told(&read(&[("aims-report.toml", b"[ingest.risks]\nfile = \"../r.csv\"\n")]).findings);
    said(&lines, &["error[path-escape]", "`../r.csv`"]);
    let device = b"[ingest.risks]\nfile = \"/dev/zero\"\noutside = true\n";
    said(&told(&read(&[("aims-report.toml", device)]).findings), &["[unreadable]", "`/dev/zero` is no file"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let record = folder(&[("x.csv", b"id,title\n"), ("aims-report.toml", b"[ingest.risks]\nfile = \"r/y.csv\"\n")]);
    std::fs::create_dir(record.path().join("r")).unwrap();
    std::os::unix::fs::symlink("../x.csv", record.path().join("r/y.csv")).unwrap();
    let lines = told(&aims_report::ingest::read(record.path()).unwrap().findings);
    said(&lines, &["error[path-escape]", "symbolic link"]);
}

#[test]
fn files_beside_a_register_are_no_part_of_the_record() {
    let mapping = b"[ingest.risks]\nfile = \"registers/r.csv\"\n";
    let files: &[(&str, &[u8])] =
        &[("registers/r.csv", b"id,title\n"), ("registers/old.csv", b"id\n"), ("aims-report.toml", mapping)];
    said(&told(&read(files).findings), &["registers/old.csv: error[unknown-collection]"]);
}
