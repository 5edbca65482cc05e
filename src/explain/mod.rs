//! Explains a word of a finding or of a standard: what is asked in our words, what serves it, dates with their source,
//! and what is related to it elsewhere.
//!
//! Ids of different frameworks can be the same (`A.5.2`, `9.3.2`); each answer says whose id it explains, and a prefix
//! picks one: `iso27001:A.5.2`.

mod find;
mod iso;
mod law;
mod other;
mod page;

use crate::diagnostic::{Code, Finding, nearest, nearest_id};
use find::Framework;
use page::Page;

/// Explains what is called `query`.
///
/// # Errors
/// [`Code::Usage`] where nothing is called so, with the nearest name.
pub fn explain(query: &str) -> Result<String, Finding> {
    let (framework, name) = find::framework(query);
    let slug = find::slug(name);
    let wanted = |own: Framework| framework.is_none_or(|only| only == own);
    let mut answers: Vec<Page> = Vec::new();
    if wanted(Framework::Program) {
        answers.extend(other::code(name));
    }
    if wanted(Framework::Iso42001) {
        answers.extend(iso::explain(&slug));
    }
    if wanted(Framework::AiAct) {
        answers.extend(law::explain(&slug));
    }
    for own in [Framework::Iso27001, Framework::Nist, Framework::Soc2, Framework::Owasp] {
        if wanted(own) {
            answers.extend(other::foreign(own, &slug));
        }
    }
    if answers.is_empty() {
        return Err(unknown(query, &slug));
    }
    // One answer in full; what else has this name is said, and how to ask for it.
    let first = answers.remove(0);
    Ok(first.with_namesakes(&answers).render())
}

/// Every code with its summary.
pub fn codes() -> String {
    let mut out = String::new();
    for code in Code::ALL {
        out.push_str(&format!(
            "{:24} {:10} {:7} {}\n",
            code.as_str(),
            code.class().as_str(),
            code.level(),
            code.summary()
        ));
    }
    out.push_str(
        "\nClauses (9.3.2), controls (A.6.2.6), articles (art-73, annex-iv.2.e) and the labels MR-IN-03, IA-11\n",
    );
    out.push_str("and SOA-C13 are explained too.\n");
    out
}

fn unknown(query: &str, slug: &str) -> Finding {
    // A number or letter that is off by one names another thing, so only words are guessed at. Of an id that does not
    // exist, what it would be a part of is offered.
    let wholes = || std::iter::successors(slug.rsplit_once('-'), |(whole, _)| whole.rsplit_once('-'));
    let whole =
        || wholes().find_map(|(whole, _)| iso::explain(whole).or_else(|| law::explain(whole))).map(|page| page.id);
    let code = || nearest(slug, Code::ALL.iter().map(|code| code.as_str())).map(str::to_owned);
    // `A.06.2.6` is written in another way than `A.6.2.6`, and has the same numbers.
    let same = || {
        let names: Vec<(String, String)> = find::names().into_iter().map(|name| (find::slug(&name), name)).collect();
        let near = nearest_id(slug, names.iter().map(|(slug, _)| slug.as_str()))?;
        names.iter().find(|(slug, name)| slug == near && !name.contains('(')).map(|(_, name)| name.clone())
    };
    let name = if slug.contains(|c: char| c.is_ascii_digit()) { same().or_else(whole) } else { code().or_else(same) };
    let help = name.map_or_else(
        || {
            "give a code, a clause (9.3.2), a control (A.6.2.6), an article (art-73) or a point (annex-iv.2.e)"
                .to_owned()
        },
        |name| format!("did you mean `{name}`?"),
    );
    Finding::new(Code::Usage, format!("nothing here is called `{query}`")).help(help)
}

#[cfg(test)]
mod tests;
