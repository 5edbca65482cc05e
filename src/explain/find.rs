//! Reads what was asked for: a prefix that names a framework, and one form for the many ways to write an id.

use crate::standards::{self, ai_act};

/// Whose id is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Framework {
    /// Codes of this program.
    Program,
    Iso42001,
    AiAct,
    Iso27001,
    Nist,
    Soc2,
    Owasp,
}

impl Framework {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Program, "code"),
        (Self::Iso42001, "iso42001"),
        (Self::AiAct, "ai-act"),
        (Self::Iso27001, "iso27001"),
        (Self::Nist, "nist"),
        (Self::Soc2, "soc2"),
        (Self::Owasp, "owasp"),
    ];

    /// The prefix that picks it.
    pub(super) fn prefix(self) -> &'static str {
        Self::ALL.iter().find(|(own, _)| *own == self).map_or("", |(_, prefix)| prefix)
    }

    /// Its name in the crosswalk.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Program => "aims-report",
            Self::Iso42001 => standards::ISO_42001,
            Self::AiAct => standards::AI_ACT,
            Self::Iso27001 => "ISO/IEC 27001:2022",
            Self::Nist => "NIST AI RMF 1.0",
            Self::Soc2 => "AICPA TSC 2017",
            Self::Owasp => "OWASP LLM Top 10 2025",
        }
    }

    /// How to ask for an id of it alone.
    pub(super) fn ask(self, id: &str) -> String {
        let id = if self == Self::AiAct { slug(id) } else { id.replace(' ', "-") };
        format!("{}:{id}", self.prefix())
    }
}

/// Splits `iso27001:A.5.2`; a colon after anything else belongs to the id, as in `LLM06:2025`.
pub(super) fn framework(query: &str) -> (Option<Framework>, &str) {
    let split = query.split_once(':');
    let named = split.and_then(|(prefix, rest)| {
        let own = Framework::ALL.iter().find(|(_, name)| prefix.eq_ignore_ascii_case(name))?;
        Some((Some(own.0), rest))
    });
    named.unwrap_or((None, query))
}

/// One form for `Art. 73(2)`, `art-73-2` and `Article 73 (2)`: lower-case words and numbers with `-` between them.
pub(super) fn slug(id: &str) -> String {
    let lower = id.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut parts: Vec<&str> = Vec::new();
    for word in words {
        match word {
            "section" | "point" | "clause" | "control" | "paragraph" => {}
            "article" => parts.push("art"),
            _ => match word.strip_prefix("article").or_else(|| word.strip_prefix("art")) {
                Some(number) if number.starts_with(|c: char| c.is_ascii_digit()) => parts.extend(["art", number]),
                _ => parts.push(word),
            },
        }
    }
    parts.join("-")
}

/// Every id that can be asked for, codes apart.
pub(super) fn names() -> Vec<String> {
    let mut names: Vec<String> = standards::annex_a().controls.iter().map(|control| control.id.clone()).collect();
    names.extend(standards::annex_a().objectives.iter().map(|objective| objective.id.clone()));
    let parts = standards::annex_a().objectives.iter().flat_map(|objective| &objective.sub_objectives);
    names.extend(parts.map(|part| part.id.clone()));
    names.extend(standards::clauses().clauses.iter().map(|clause| clause.id.clone()));
    names.extend(standards::clauses().subclauses.iter().map(|part| part.id.clone()));
    names.extend(standards::review().inputs.iter().map(|input| input.id.clone()));
    names.extend(standards::review().results.iter().map(|result| result.id.clone()));
    names.extend(standards::audit().report_fields.iter().map(|field| field.id.clone()));
    names.extend(standards::applicability().must_contain.iter().map(|content| content.id.clone()));
    names.extend(standards::applicability().checks.iter().map(|check| check.id.clone()));
    names.extend(standards::disclosure().sections.iter().map(|section| section.id.clone()));
    names.extend(standards::disclosure().leaks.iter().map(|leak| leak.id.clone()));
    names.extend(standards::disclosure().refused_claims.iter().map(|claim| claim.id.clone()));
    names.extend(standards::owasp().entries.iter().map(|entry| entry.id.clone()));
    names.extend(ai_act::law().articles.iter().map(|article| article.id.clone()));
    names.extend(ai_act::law().annexes.iter().map(|annex| annex.id.clone()));
    names.extend(super::law::ids());
    names
}
