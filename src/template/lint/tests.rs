//! A tiny report that is as it should be, and the same with one thing wrong.

#![allow(clippy::unwrap_used, reason = "a test that can't be set up has failed")]

use std::collections::BTreeMap;

use super::lint;
use crate::assets;
use crate::diagnostic::Finding;
use crate::template::{Brand, Catalogue, Template};

const DECLARATION: &str = r#"title = { en = "Supplier review" }
summary = "Which suppliers were reviewed, and what is open."
audience = "internal"
printed = ["suppliers.*.name"]

[data]
required = ["organisation"]
optional = ["suppliers"]
catalogues = ["dates"]

[figures.reviewed]
title = "Suppliers reviewed"
over = "suppliers"
where = "row.last_review"

[[sheets]]
name = "Suppliers"
rows = "view.suppliers"

[[sheets.columns]]
title = "Name"
value = "row.name"
"#;

const REPORT: &str = r#"// Review of suppliers.

#import "../_kit/narrative.typ": say
#import "../_kit/page.typ": report
#import "suppliers.typ": suppliers

#show: report.with(subtitle: [Suppliers])

= Suppliers
#say("overview")
#suppliers()
"#;

const SUPPLIERS: &str = r#"// The list of suppliers.

#import "../_kit/chart.typ": tiles
#import "../_kit/view.typ": rows, view

#let suppliers() = {
  tiles("reviewed")
  for supplier in rows("suppliers") [#supplier.name]
  [Law as of #view.catalogue.dates.text_as_of]
}
"#;

const WORDS: &str = "## overview\n\n{{ organisation.name }} reviewed {{ figures.reviewed.value }} suppliers.\n";

/// What a declaration has more for readers outside.
const OUTSIDE: &str = r#"
[data.fields]
organisation = ["name"]
suppliers = ["name", "last_review"]
"#;

/// The files of the report.
fn good() -> BTreeMap<&'static str, String> {
    [("template.toml", DECLARATION), ("report.typ", REPORT), ("suppliers.typ", SUPPLIERS), ("narrative.en.md", WORDS)]
        .map(|(name, text)| (name, text.to_owned()))
        .into()
}

/// The same report for customers.
fn outside() -> BTreeMap<&'static str, String> {
    let mut files = good();
    change(&mut files, "template.toml", "\"internal\"", "\"customer\"");
    change(&mut files, "template.toml", "\n[figures", &format!("{OUTSIDE}\n[figures"));
    files
}

#[track_caller]
fn change(files: &mut BTreeMap<&'static str, String>, file: &'static str, from: &str, to: &str) {
    let text = files.entry(file).or_default();
    if from.is_empty() {
        text.push_str(to);
    } else {
        assert_eq!(text.matches(from).count(), 1, "`{from}` in {file}");
        *text = text.replace(from, to);
    }
}

fn linted(files: &BTreeMap<&'static str, String>) -> Vec<Finding> {
    let own = files.iter().map(|(name, text)| (format!("supplier-review/{name}"), text.clone().into_bytes()));
    let kit = assets::templates("_kit").map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
    let template = Template {
        id: "supplier-review".to_owned(),
        declaration: toml::from_str(&files["template.toml"]).unwrap(),
        brand: Brand::default(),
        files: own.chain(kit).collect(),
        digest: String::new(),
    };
    lint(&template)
}

/// Each flaw gives its finding in its file, and nothing else.
fn each_gives_its_finding(good: &BTreeMap<&'static str, String>, flaws: &[(&'static str, &str, &str, &str, &str)]) {
    assert_eq!(linted(good), []);
    for (file, from, to, place, message) in flaws {
        let mut files = good.clone();
        change(&mut files, file, from, to);
        let found = linted(&files);
        let said: Vec<String> = found
            .iter()
            .map(|finding| format!("{finding} ({})", finding.help.as_deref().unwrap_or_default()))
            .collect();
        assert_eq!(said.len(), 1, "{from} -> {to}: {said:#?}");
        assert!(said[0].contains(message), "{from} -> {to}: {said:#?}");
        assert!(said[0].starts_with(&format!("supplier-review/{place}")), "{from} -> {to}: {said:#?}");
    }
}

#[test]
fn each_flaw_gives_its_finding() {
    each_gives_its_finding(
        &good(),
        &[
            ("narrative.en.md", "", "\n## extra\n\nMore.\n", "narrative.en.md:5", "no layout says the section `extra`"),
            ("report.typ", "#suppliers()", "#say(\"more\")\n#suppliers()", "report.typ:11", "no section `more`"),
            (
                "report.typ",
                "say(\"overview\")",
                "say(if true { \"overview\" } else { \"overveiw\" })",
                "report.typ:10",
                "did you mean `overview`?",
            ),
            ("template.toml", "{ en =", "{ de = \"Prüfung\", en =", "template.toml:1", "a title in `de`, and no words"),
            ("narrative.fr.md", "", "## overview\n\nOui.\n", "narrative.fr.md", "no title in `fr`"),
            (
                "template.toml",
                "",
                "[figures.other]\ntitle = \"Other\"\nover = \"suppliers\"\n",
                "template.toml:",
                "shows the figure `other`",
            ),
            (
                "suppliers.typ",
                "tiles(\"reviewed\")",
                "tiles(\"reviewed\", \"review\")",
                "suppliers.typ:7",
                "did you mean `reviewed`?",
            ),
            (
                "narrative.en.md",
                "figures.reviewed.value",
                "figure('revewed')",
                "narrative.en.md:1",
                "shows the figure `revewed`",
            ),
            (
                "template.toml",
                "[\"suppliers\"]",
                "[\"suppliers\", \"datasets\"]",
                "template.toml:8:26",
                "nothing of the report reads `datasets`",
            ),
            (
                "template.toml",
                "[\"suppliers\"]",
                "[\"suppliers\", \"dataset\"]",
                "template.toml:8:26",
                "did you mean `datasets`?",
            ),
            (
                "suppliers.typ",
                "  [Law",
                "  rows(\"risks\")\n  [Law",
                "suppliers.typ:9",
                "reads `risks`, which it does not declare (add `risks`",
            ),
            (
                "suppliers.typ",
                "rows(\"suppliers\")",
                "rows(\"supliers\")",
                "suppliers.typ:8",
                "did you mean `suppliers`?",
            ),
            (
                "narrative.en.md",
                "{{ organisation.name }}",
                "{{ scope.version }}",
                "narrative.en.md:1",
                "reads `scope`, which it does not declare",
            ),
            ("narrative.en.md", "organisation.name", "organisation.nmae", "narrative.en.md:1", "did you mean `name`?"),
            (
                "template.toml",
                "\"row.name\"",
                "\"row.nmae\"",
                "template.toml:22:9",
                "`sheets.Suppliers.columns.Name.value`: no supplier has a field `nmae`",
            ),
            (
                "template.toml",
                "\"row.last_review\"",
                "\"row.last_reviewed\"",
                "template.toml:14",
                "`figures.reviewed.where`: no supplier has a field",
            ),
            (
                "template.toml",
                "\"row.name\"",
                "\"rwo.name\"",
                "template.toml:22",
                "nothing is called `rwo` here (did you mean `row`?",
            ),
            ("template.toml", "\"row.name\"", "\"row.name |\"", "template.toml:22", "is no expression"),
            (
                "template.toml",
                "\"suppliers.*.name\"",
                "\"suppliers.*.nmae\"",
                "template.toml:4",
                "no supplier has a field `nmae`",
            ),
            (
                "template.toml",
                "\"suppliers.*.name\"",
                "\"suppliers.*.name\", \"risks.*.title\"",
                "template.toml:4",
                "begins with `risks`",
            ),
            (
                "template.toml",
                "[\"dates\"]",
                "[\"dates\", \"duties\"]",
                "template.toml:9",
                "reads the catalogue `duties`",
            ),
            (
                "template.toml",
                "[\"dates\"]",
                "[\"dates.text_as_off\"]",
                "template.toml:9",
                "did you mean `text_as_of`?",
            ),
            ("report.typ", "#suppliers()", "#figure(rect())\n#suppliers()", "report.typ:11", "has no alternative text"),
            ("old.typ", "", "// Nobody needs it.\n", "old.typ", "no layout imports"),
            ("rates.csv", "", "a,b\n", "rates.csv", "nothing of the report reads"),
            (
                "report.typ",
                "#show: report.with(subtitle: [Suppliers])",
                "",
                "report.typ",
                "not set on the page of the kit",
            ),
        ],
    );
}

#[test]
fn what_no_reader_outside_may_see_is_refused() {
    each_gives_its_finding(
        &outside(),
        &[
            (
                "template.toml",
                "\"]\n\n[data]\nrequired = [\"organisation\"]\noptional = [",
                "\", \"incidents.*.title\"]\n\n[data]\nrequired = [\"organisation\"]\noptional = [\"incidents\", ",
                "template.toml:8:13",
                "may not hold `incidents`",
            ),
            ("template.toml", "\"last_review\"]", "\"last_review\", \"contract\"]", "template.toml:13", "(TD-L8)"),
            ("template.toml", "\"last_review\"]", "\"last_review\", \"history\"]", "template.toml:13", "(TD-L13)"),
            (
                "template.toml",
                "\"last_review\"]",
                "\"last_review\", \"nmae\"]",
                "template.toml:13",
                "did you mean `name`?",
            ),
            (
                "template.toml",
                "\nprinted",
                "\ncompartments = [\"supplier-confidential\"]\nprinted",
                "template.toml:4",
                "(TD-L8)",
            ),
            (
                "template.toml",
                "organisation = [\"name\"]",
                "",
                "template.toml:7",
                "must list what it publishes of `organisation`",
            ),
            (
                "template.toml",
                "\"row.name\"",
                "\"row.location\"",
                "template.toml:26",
                "is not among the fields that are published",
            ),
        ],
    );
}

#[test]
fn the_reports_of_the_program_are_clean() {
    let catalogue = Catalogue::embedded();
    for id in catalogue.ids() {
        assert_eq!(lint(&catalogue.get(id).unwrap()), [], "{id}");
    }
}
