//! Proposes what becomes of each table: a collection, and a place for every column.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Fit, Source, candidates, fit};
use super::fields::{self, Field, Holds};
use super::words::normal;
use crate::ingest::Tabular;
use crate::record::Kind;

/// What is proposed for one table.
#[derive(Debug)]
pub(super) struct Plan {
    /// Where the table stands, in words.
    pub(super) place: String,
    pub(super) sheet: Option<String>,
    pub(super) table: Option<usize>,
    pub(super) hidden: bool,
    /// Row of the heads; none where it is the first that is not empty.
    pub(super) header_row: Option<u32>,
    /// Texts that stand above the heads, and belong to no row.
    pub(super) above: Vec<String>,
    /// Number of the row of each item, and the place of each cell.
    pub(super) places: BTreeMap<(u32, u32), usize>,
    pub(super) sources: Vec<Source>,
    pub(super) rows: usize,
    /// Cells that stand beyond the last head.
    pub(super) beyond: usize,
    pub(super) guess: Option<Guess>,
}

/// The collection that a table is taken for.
#[derive(Debug)]
pub(super) struct Guess {
    pub(super) kind: Kind,
    /// By column; none where it is kept under `custom`.
    pub(super) fits: Vec<Option<Fit>>,
    /// Why a column is kept under `custom` though its head is understood.
    pub(super) misfits: BTreeMap<usize, String>,
    /// Fields that are made: the field, the pattern, and why.
    pub(super) set: Vec<(String, String, String)>,
    /// Why the section is only shown.
    pub(super) off: Option<String>,
    score: u32,
}

/// Says what a table may be.
pub(super) fn plan(table: &Tabular, stem: &str, names: impl Fn(&[String]) -> Vec<String>) -> Plan {
    let head = head_row(table);
    let (number, cells) = table.rows.get(head).map_or((0, &[][..]), |(number, cells)| (*number, cells.as_slice()));
    let heads: Vec<String> =
        cells.iter().map(|cell| cell.text.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    let mut sources: Vec<Source> = names(&heads)
        .into_iter()
        .zip(&heads)
        .map(|(name, head)| Source { name, head: head.clone(), cells: Vec::new() })
        .collect();
    let mut places = BTreeMap::new();
    let (mut rows, mut beyond) = (0, 0);
    for (_, row) in table.rows.iter().skip(head + 1) {
        // A row whose only cells stand beyond the heads is still a row.
        rows += 1;
        for (index, source) in sources.iter_mut().enumerate() {
            source.cells.push(row.get(index).map(|cell| cell.text.clone()).unwrap_or_default());
        }
        beyond += row.iter().skip(sources.len()).filter(|cell| !cell.text.is_empty()).count();
        places.extend(row.iter().enumerate().map(|(index, cell)| ((cell.line, cell.column), index)));
    }
    let above = table.rows.iter().take(head).flat_map(|(_, row)| row).map(|cell| cell.text.clone());
    let mut above: Vec<String> = above.filter(|text| !text.is_empty()).collect();
    above.dedup();
    let title = match (&table.sheet, &table.section) {
        (Some(sheet), _) => sheet.clone(),
        (None, Some((_, heading))) => heading.clone(),
        _ => String::new(),
    };
    let place = match (&table.sheet, &table.section) {
        (Some(sheet), _) => format!("sheet \"{sheet}\""),
        (None, Some((number, heading))) => format!("table {number} (under \"{heading}\")"),
        _ => "the table".to_owned(),
    };
    let guess = if rows == 0 { None } else { best(&sources, &title, stem) };
    Plan {
        place,
        sheet: table.sheet.clone(),
        table: table.section.as_ref().map(|(number, _)| *number),
        hidden: table.hidden,
        header_row: (head > 0).then_some(number),
        above,
        places,
        sources,
        rows,
        beyond,
        guess,
    }
}

/// The row of the heads: of the first ones, that with most cells that are text and most like the name of a field.
fn head_row(table: &Tabular) -> usize {
    // Tables of Markdown say which row it is.
    if table.section.is_some() {
        return 0;
    }
    let wordy = |text: &str| text.chars().any(char::is_alphabetic) && text.chars().count() <= 80;
    let known: BTreeSet<&str> = super::words::HEADS.iter().map(|(_, head, _)| *head).collect();
    let mut best = (0, 0);
    for (index, (_, row)) in table.rows.iter().enumerate().take(20) {
        // Merged cells repeat their text: a title over all columns is no row of heads.
        let texts: BTreeSet<&str> = row.iter().map(|cell| cell.text.as_str()).filter(|text| wordy(text)).collect();
        let named = texts.iter().filter(|text| {
            let plain = normal(text);
            known.contains(plain.as_str()) || super::words::COMMON.iter().any(|common| normal(common) == plain)
        });
        let score = named.count() * 3 + texts.len();
        if texts.len() >= 2 && score > best.1 {
            best = (index, score);
        }
    }
    best.0
}

/// The collection that most heads and the title speak for.
fn best(sources: &[Source], title: &str, stem: &str) -> Option<Guess> {
    let kinds = Kind::ALL.iter().filter(|kind| !kind.is_single());
    let guesses = kinds.filter_map(|kind| guess(*kind, sources, title, stem));
    // The first of the best, in the order of the collections.
    guesses.fold(None, |best: Option<Guess>, next| match best {
        Some(best) if (best.off.is_none(), best.score) >= (next.off.is_none(), next.score) => Some(best),
        _ => Some(next),
    })
}

fn guess(kind: Kind, sources: &[Source], title: &str, stem: &str) -> Option<Guess> {
    let fields = fields::of(kind);
    let mut offers: Vec<(u32, usize, Fit)> = Vec::new();
    let mut misfits = BTreeMap::new();
    for (index, source) in sources.iter().enumerate() {
        for (weight, field, why) in candidates(kind, &fields, &source.head) {
            match fit(kind, &fields, field, source, &why) {
                Some(fit) => offers.push((weight, index, fit)),
                None => {
                    misfits
                        .entry(index)
                        .or_insert_with(|| format!("the head is like {}, but the cells do not fit it", field.path));
                }
            }
        }
    }
    offers.sort_by_key(|(weight, index, _)| (std::cmp::Reverse(*weight), *index));
    let mut fits: Vec<Option<Fit>> = Vec::new();
    fits.resize_with(sources.len(), || None);
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let (mut score, mut matched) = (0, 0);
    for (weight, index, fit) in offers {
        let wanted = slots(&fit);
        if fits[index].is_some() || wanted.iter().any(|field| taken.contains(field)) {
            continue;
        }
        score += weight / 10;
        matched += 1;
        taken.extend(wanted);
        misfits.remove(&index);
        fits[index] = Some(fit);
    }
    let named = |text: &str| {
        let plain = format!(" {} ", normal(text));
        let collection = normal(kind.collection());
        let alias = match kind {
            Kind::Control => " statement of applicability ",
            Kind::System => " system inventory ",
            _ => "\u{0}",
        };
        // The longer name says more: "Risk assessments" are no risks.
        let length = u32::try_from(collection.split(' ').count()).unwrap_or(1);
        let found = [format!(" {collection} "), format!(" {} ", normal(kind.label()))]
            .iter()
            .any(|name| plain.contains(name.as_str()));
        if found || plain.contains(alias) || (kind == Kind::Control && plain.contains(" soa ")) {
            5 + length
        } else {
            0
        }
    };
    let name = named(title).max(named(stem).saturating_sub(2));
    if matched == 0 || score + name < 5 || (name == 0 && matched < 3) {
        return None;
    }
    let mut guess = Guess { kind, fits, misfits, set: Vec::new(), off: None, score: score + name };
    require(&mut guess, &fields, sources);
    Some(guess)
}

/// The fields that a column is put into.
fn slots(fit: &Fit) -> Vec<String> {
    match &fit.pattern {
        Some(pattern) => {
            let parts = pattern.split('{').skip(1);
            parts.filter_map(|part| part.split_once('}').map(|(name, _)| name.to_owned())).collect()
        }
        None => fit.fields.clone(),
    }
}

/// Sees that each row gives what an item needs: makes an id and a title where it can, and says what is missing.
pub(super) fn require(guess: &mut Guess, fields: &[Field], sources: &[Source]) {
    let column = |guess: &Guess, path: &str| {
        guess.fits.iter().position(|fit| fit.as_ref().is_some_and(|fit| fit.fields.iter().any(|field| field == path)))
    };
    for field in fields.iter().filter(|field| field.required) {
        let own = column(guess, &field.path);
        let unknown = |index: usize| {
            guess.fits[index].as_ref().is_some_and(|fit| fit.values.iter().any(|(_, word, _)| word.is_none()))
        };
        if own.is_some_and(|index| sources[index].full() && !unknown(index)) {
            continue;
        }
        if field.path == "id" {
            let prefix: String = guess.kind.label().split(' ').filter_map(|word| word.chars().next()).collect();
            let prefix = if prefix.chars().count() > 1 { prefix } else { guess.kind.label().chars().take(4).collect() };
            let pattern = format!("{}-{{row:3}}", prefix.to_uppercase());
            guess.set.push((
                "id".to_owned(),
                pattern,
                "made of the row's number, as no column has an id in each row: better give each row one that never changes".to_owned(),
            ));
            continue;
        }
        if field.holds != Holds::Text || field.refers || field.list {
            let why = match own {
                Some(index) => {
                    format!("`{}` is needed, and not every cell of \"{}\" gives one", field.path, sources[index].name)
                }
                None => format!("`{}` is needed, and no column gives it", field.path),
            };
            guess.off.get_or_insert(why);
            continue;
        }
        // A text of each row stands in for it.
        let plain = |name: &str| {
            !name.contains(['{', '}']) && !name.is_empty() && !name.starts_with('[') && !name.starts_with("row")
        };
        if let Some(index) = own.filter(|index| plain(&sources[*index].name)) {
            let name = &sources[index].name;
            let why = format!("\"{name}\" is empty in some rows, and {} is needed", field.path);
            if let Some(fit) = &mut guess.fits[index] {
                fit.fields.retain(|own| *own != field.path);
                if fit.fields.is_empty() {
                    guess.fits[index] = None;
                    guess.misfits.insert(index, why.clone());
                }
            }
            guess.set.push((field.path.clone(), format!("{{{name}}} (row {{row}})"), why));
            continue;
        }
        let wordy = |source: &Source| source.filled().map(str::len).sum::<usize>().min(4000);
        let is_text = |index: usize| {
            let id = guess.fits[index]
                .as_ref()
                .is_some_and(|fit| fit.fields == ["id"] || fit.pattern.is_some() || !fit.words.is_empty());
            sources[index].full() && !id && sources[index].filled().any(|cell| cell.chars().any(char::is_alphabetic))
        };
        match (0..sources.len()).filter(|index| is_text(*index)).max_by_key(|index| wordy(&sources[*index])) {
            Some(index) => {
                let why = format!("no column is a {}, and one is needed: this one has most to say", field.path);
                match &mut guess.fits[index] {
                    Some(fit) => fit.fields.push(field.path.clone()),
                    None => {
                        guess.misfits.remove(&index);
                        guess.fits[index] = Some(Fit { fields: vec![field.path.clone()], why, ..Fit::default() });
                    }
                }
            }
            None => {
                let why = format!("no column gives a {} in each row, and one is needed", field.path);
                guess.set.push((field.path.clone(), "Row {row}".to_owned(), why));
            }
        }
    }
}
