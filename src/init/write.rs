//! Writes a proposal: as configuration, with a comment why at each line, and as a summary.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::columns::Fit;
use super::plan::{Guess, Plan};
use super::words::normal;

/// A string of TOML. JSON writes strings in the same way, but for one character.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// A comment: one line, without what TOML forbids there.
fn comment(text: &str) -> String {
    let plain: String = text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match words.char_indices().nth(160) {
        Some((end, _)) => format!("{}...", &words[..end]),
        None => words,
    }
}

/// Names under `custom`, each once.
fn own_names(plan: &Plan) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let names = plan.sources.iter().enumerate().map(|(index, source)| {
        let name = normal(&source.head.replace(['(', ')'], " ")).replace(' ', "_");
        let name = if name.is_empty() { format!("column_{}", index + 1) } else { name };
        let mut unique = name.clone();
        let mut count = 1;
        while !taken.insert(unique.clone()) {
            count += 1;
            unique = format!("{name}_{count}");
        }
        unique
    });
    names.collect()
}

/// The whole configuration.
pub(super) fn config(file: &str, plans: &[Plan], windows: bool) -> String {
    let mut out = format!(
        "# How {} becomes a record: a proposal, made by its heads and cells alone. Look at each line.\n\
         # A column under `custom` is kept as it is and judged by no check. To map it, write a field in place of the name;\n\
         # the fields are listed by `aims-report schema record --collection NAME`.\n\
         # What else can stand here is in the documentation of aims-report under `[ingest]`.\n",
        comment(file)
    );
    for plan in plans {
        out.push('\n');
        let _ = writeln!(out, "# ---- {}, {}", comment(&plan.place), rows(plan));
        match &plan.guess {
            None => {
                let heads: Vec<&str> = plan.sources.iter().map(|source| source.head.as_str()).collect();
                let _ = writeln!(out, "# Not understood: it is like no collection, and nothing of it is read.");
                let _ = writeln!(out, "# Its heads: {}", comment(&heads.join(" | ")));
            }
            Some(guess) => {
                let text = section(file, plan, guess, windows);
                if let Some(off) = &guess.off {
                    let _ = writeln!(
                        out,
                        "# Like {}, but NOT READ: {}. Put that right, then take the first # off these lines.",
                        guess.kind.collection(),
                        comment(off)
                    );
                    out.extend(
                        text.lines().map(|line| if line.is_empty() { "#\n".to_owned() } else { format!("# {line}\n") }),
                    );
                } else {
                    out.push_str(&text);
                }
            }
        }
    }
    out
}

fn rows(plan: &Plan) -> String {
    if plan.rows == 1 { "1 row".to_owned() } else { format!("{} rows", plan.rows) }
}

fn section(file: &str, plan: &Plan, guess: &Guess, windows: bool) -> String {
    let name = guess.kind.collection();
    let mut out = String::new();
    if !plan.above.is_empty() {
        let _ = writeln!(out, "# Not read, for it stands above the heads: {}", comment(&plan.above.join(" | ")));
    }
    if plan.beyond > 0 {
        let _ = writeln!(
            out,
            "# {} cells stand beyond the last head; check says which, and they are not read.",
            plan.beyond
        );
    }
    if plan.hidden {
        let _ = writeln!(out, "# This sheet is hidden.");
    }
    let _ = writeln!(out, "[[ingest.{name}]]\nfile = {}", quoted(file));
    if let Some(sheet) = &plan.sheet {
        let _ = writeln!(out, "sheet = {}", quoted(sheet));
    }
    if let Some(table) = plan.table {
        let _ = writeln!(out, "table = {table}");
    }
    if let Some(row) = plan.header_row {
        let _ = writeln!(out, "header-row = {row}   # guessed: its cells are most like heads");
    }
    if windows {
        let _ =
            writeln!(out, "encoding = \"windows-1252\"   # guessed: the text is not UTF-8; look at letters such as é");
    }
    if let Some((_, pattern, why)) = guess.set.iter().find(|(field, ..)| field == "id") {
        let _ = writeln!(out, "id = {}   # {}", quoted(pattern), comment(why));
    }
    let own = own_names(plan);
    let mut patterns = String::new();
    let _ = writeln!(out, "\n[ingest.{name}.columns]");
    for (index, source) in plan.sources.iter().enumerate() {
        let empty = source.filled().next().is_none();
        if empty && source.head.is_empty() {
            continue;
        }
        let column = quoted(&source.name);
        let custom = format!("custom.{}", own[index]);
        match &guess.fits[index] {
            Some(Fit { pattern: Some(pattern), why, .. }) => {
                let _ = writeln!(patterns, "{column} = {}   # {}", quoted(pattern), comment(why));
            }
            Some(fit) => {
                let mut fields = fit.fields.clone();
                let lost = fit.values.iter().any(|(_, word, _)| word.is_none());
                if lost {
                    fields.push(custom);
                }
                let targets: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
                let targets =
                    if let [one] = targets.as_slice() { one.clone() } else { format!("[{}]", targets.join(", ")) };
                let kept = if lost { "; also kept as it is, for not all of its words were understood" } else { "" };
                let _ = writeln!(out, "{column} = {targets}   # {}{kept}", comment(&fit.why));
            }
            None => {
                let why = guess.misfits.get(&index).map_or("kept as it is: the head is like no field", String::as_str);
                let _ = writeln!(out, "{column} = {}   # {}", quoted(&custom), comment(why));
            }
        }
    }
    if !patterns.is_empty() {
        let _ = write!(out, "\n[ingest.{name}.patterns]\n{patterns}");
    }
    let fits = || guess.fits.iter().flatten().filter(|fit| fit.pattern.is_none());
    for fit in fits().filter(|fit| !fit.values.is_empty()) {
        let _ = writeln!(
            out,
            "\n[ingest.{name}.values.{}]   # one of: {}",
            quoted(&fit.fields[0]),
            comment(&fit.words.join(", "))
        );
        for (word, meant, guessed) in &fit.values {
            let _ = match meant {
                Some(meant) => {
                    let note = if *guessed { "   # guessed: look whether it means that" } else { "" };
                    writeln!(out, "{} = {}{note}", quoted(word), quoted(meant))
                }
                None => writeln!(
                    out,
                    "{} = \"\"   # NOT UNDERSTOOD, so the field is left empty there: write the word",
                    quoted(word)
                ),
            };
        }
    }
    let splits: Vec<_> = fits().filter_map(|fit| fit.split.map(|split| (&fit.fields[0], split))).collect();
    if !splits.is_empty() {
        let _ = writeln!(out, "\n[ingest.{name}.split]");
        for (field, split) in splits {
            let _ = writeln!(out, "{} = {}   # guessed: commas divide the entries", quoted(field), quoted(split));
        }
    }
    let dates: Vec<_> = fits().filter_map(|fit| fit.date.map(|date| (fit, date))).collect();
    if !dates.is_empty() {
        let _ = writeln!(out, "\n[ingest.{name}.dates]");
        for (fit, date) in dates {
            let note = if fit.ambiguous { "   # CHECK: another order of day and month would fit as well" } else { "" };
            let _ = writeln!(out, "{} = {}{note}", quoted(&fit.fields[0]), quoted(date));
        }
    }
    let set: Vec<_> = guess.set.iter().filter(|(field, ..)| field != "id").collect();
    if !set.is_empty() {
        let _ = writeln!(out, "\n[ingest.{name}.set]");
        for (field, pattern, why) in set {
            let _ = writeln!(out, "{} = {}   # {}", quoted(field), quoted(pattern), comment(why));
        }
    }
    out
}

/// What was understood, and what to look at.
pub(super) fn summary(file: &str, plans: &[Plan], windows: bool) -> String {
    let mut out = format!(
        "{file}: {}\n",
        if plans.len() == 1 { "1 table".to_owned() } else { format!("{} tables", plans.len()) }
    );
    if windows {
        out.push_str("  to check: the text is not UTF-8 and was taken for Windows-1252\n");
    }
    for plan in plans {
        let Some(guess) = &plan.guess else {
            let _ = writeln!(out, "  {}: NOT UNDERSTOOD, nothing of it is read ({})", plan.place, rows(plan));
            continue;
        };
        let name = guess.kind.collection();
        if let Some(off) = &guess.off {
            let _ = writeln!(out, "  {}: like {name}, but NOT READ: {off}", plan.place);
            continue;
        }
        let fit = guess.fits.iter().flatten().count();
        let kept: Vec<String> = (0..plan.sources.len())
            .filter(|index| guess.fits[*index].is_none() && !plan.sources[*index].head.is_empty())
            .map(|index| format!("\"{}\"", plan.sources[index].head))
            .collect();
        let _ = writeln!(
            out,
            "  {}: {} become {name}; {fit} of {} columns are mapped",
            plan.place,
            rows(plan),
            plan.sources.len()
        );
        if !kept.is_empty() {
            let _ = writeln!(out, "    kept under `custom`: {}", kept.join(", "));
        }
        let lost = guess.fits.iter().flatten().flat_map(|fit| &fit.values).filter(|(_, word, _)| word.is_none());
        let lost: Vec<String> = lost.map(|(word, ..)| format!("\"{word}\"")).collect();
        if !lost.is_empty() {
            let _ = writeln!(out, "    words not understood: {}", lost.join(", "));
        }
        let guessed = guess
            .fits
            .iter()
            .flatten()
            .flat_map(|fit| &fit.values)
            .filter(|(_, word, guessed)| *guessed && word.is_some());
        let guessed: Vec<String> =
            guessed.map(|(word, meant, _)| format!("\"{word}\" as {}", meant.as_deref().unwrap_or_default())).collect();
        if !guessed.is_empty() {
            let _ = writeln!(out, "    to check, words guessed: {}", guessed.join(", "));
        }
        for fit in guess.fits.iter().flatten().filter(|fit| fit.ambiguous) {
            let _ = writeln!(out, "    to check: the order of day and month in {}", fit.fields[0]);
        }
        for (field, pattern, _) in &guess.set {
            let _ = writeln!(out, "    to check: {field} is made, as {pattern}");
        }
        if !plan.above.is_empty() {
            let _ = writeln!(out, "    not read, above the heads: {}", plan.above.join(" | "));
        }
        if plan.beyond > 0 {
            let _ = writeln!(out, "    not read, beyond the last head: {} cells, which check names", plan.beyond);
        }
    }
    out
}
