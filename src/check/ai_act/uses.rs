//! Words by which a described use gives itself away as one of Annex III.
//!
//! The list is short on purpose: a word is in it only where the use can hardly be another one. What it does not know
//! it says nothing about.

/// A use of Annex III, with the words that name it.
struct Telltale {
    /// Its point.
    point: &'static str,
    /// Words of the use, in lower case.
    terms: &'static [&'static str],
    /// Words beside which it is another use, such as fraud beside credit (point 5(b)).
    unless: &'static [&'static str],
}

const TELLTALES: [Telltale; 14] = [
    Telltale {
        point: "Annex III 1(a)",
        terms: &["biometric identification"],
        unless: &["verification", "verify", "one-to-one"],
    },
    Telltale { point: "Annex III 1(b)", terms: &["biometric categorisation", "biometric categorization"], unless: &[] },
    Telltale {
        point: "Annex III 1(c)",
        terms: &["emotion recognition", "recognise emotions", "recognize emotions", "detect emotions"],
        unless: &[],
    },
    Telltale {
        point: "Annex III 3(a)",
        terms: &["university admission", "school admission", "student admission", "admission of students"],
        unless: &[],
    },
    Telltale {
        point: "Annex III 3(b)",
        terms: &[
            "exam grading",
            "grade exams",
            "grading exams",
            "grading of exams",
            "mark exams",
            "marking of exams",
            "evaluate learning outcomes",
            "assess learning outcomes",
        ],
        unless: &[],
    },
    Telltale {
        point: "Annex III 3(d)",
        terms: &["exam proctoring", "cheating in exams", "cheating during exams", "cheating in tests"],
        unless: &[],
    },
    Telltale {
        point: "Annex III 4(a)",
        terms: &[
            "screen applicants",
            "screening applicants",
            "screening of applicants",
            "rank applicants",
            "ranking applicants",
            "ranking of applicants",
            "select applicants",
            "selecting applicants",
            "selection of applicants",
            "screen candidates",
            "screening candidates",
            "screening of candidates",
            "rank candidates",
            "ranking candidates",
            "ranking of candidates",
            "shortlist candidates",
            "shortlist applicants",
            "candidate ranking",
            "candidate screening",
            "cv screening",
            "screen cvs",
            "filter job applications",
            "rank job applications",
            "hiring decisions",
        ],
        unless: &[],
    },
    Telltale {
        point: "Annex III 4(b)",
        terms: &["promotion decisions", "dismissal decisions", "monitor employees", "monitoring of employees"],
        unless: &[],
    },
    Telltale {
        point: "Annex III 5(b)",
        terms: &["creditworthiness", "credit scoring", "credit score"],
        unless: &["fraud", "compan", "business", "corporate", "enterprise"],
    },
    Telltale {
        point: "Annex III 5(c)",
        terms: &[
            "life insurance pricing",
            "health insurance pricing",
            "price life insurance",
            "price health insurance",
        ],
        unless: &[],
    },
    Telltale { point: "Annex III 5(d)", terms: &["triage of emergency", "emergency calls"], unless: &[] },
    Telltale { point: "Annex III 6(d)", terms: &["predictive policing", "risk of reoffending"], unless: &[] },
    Telltale { point: "Annex III 7(c)", terms: &["asylum applications", "visa applications"], unless: &[] },
    Telltale { point: "Annex III 8(b)", terms: &["influence voters", "influencing voters"], unless: &[] },
];

/// Words that turn a sentence into its opposite.
const NEGATIONS: [&str; 9] = ["not", "no", "never", "nor", "without", "neither", "except", "excluding", "cannot"];

/// The first use of Annex III that a text names, and the words that do.
pub(super) fn read(texts: &[&str]) -> Option<(&'static str, &'static str)> {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    TELLTALES.iter().find_map(|use_| {
        if use_.unless.iter().any(|word| texts.iter().any(|text| text.contains(word))) {
            return None;
        }
        let term = use_.terms.iter().find(|term| texts.iter().any(|text| affirms(text, term)))?;
        Some((use_.point, *term))
    })
}

/// Does the text name the term in a sentence that does not deny it?
fn affirms(text: &str, term: &str) -> bool {
    text.match_indices(term).any(|(at, _)| {
        let sentence = text[..at].rsplit(['.', ';', '\n', ':']).next().unwrap_or_default();
        let starts = !text[..at].chars().next_back().is_some_and(char::is_alphanumeric);
        let denied =
            sentence.split(|character: char| !character.is_alphanumeric()).any(|word| NEGATIONS.contains(&word));
        // `*not*: ranking candidates` denies what follows the colon.
        let label = text[..at].trim_end_matches(|character: char| character.is_whitespace() || character == ':');
        let label = label.rsplit(['.', ';', '\n', ' ']).next().unwrap_or_default();
        let label = label.trim_matches(|character: char| !character.is_alphanumeric());
        starts && !denied && !NEGATIONS.contains(&label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standards::ai_act::classification;

    #[test]
    fn each_use_is_one_of_the_annex() {
        for telltale in &TELLTALES {
            let uses = classification().annex_iii.iter().flat_map(|area| &area.uses);
            assert!(uses.into_iter().any(|known| known.id == telltale.point), "{}", telltale.point);
        }
    }

    #[test]
    fn a_use_is_read_where_it_is_plain() {
        let point = |text: &str| read(&[text]).map(|(point, _)| point);
        assert_eq!(point("Ranking of applicants for a vacancy"), Some("Annex III 4(a)"));
        assert_eq!(point("To judge the creditworthiness of private borrowers"), Some("Annex III 5(b)"));
        assert_eq!(point("To judge the creditworthiness of companies"), None);
        assert_eq!(point("Drafts letters. It is not for screening of applicants."), None);
        assert_eq!(point("- *not*: ranking of applicants"), None);
        assert_eq!(point("Answers questions about the product"), None);
    }
}
