//! What people call things in registers of their own: heads of columns, and words for states.

/// A head in plain words: lower case, without what stands in parentheses, without signs.
pub(super) fn normal(text: &str) -> String {
    let mut depth = 0_usize;
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            _ if character.is_alphanumeric() => out.extend(character.to_lowercase()),
            _ => out.push(' '),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Collection (empty for any), head and field. Where a head has several fields, the first that its cells fit counts.
pub(super) const HEADS: &[(&str, &str, &str)] = &[
    ("", "ref", "id"),
    ("", "reference", "id"),
    ("", "no", "id"),
    ("", "nr", "id"),
    ("", "number", "id"),
    ("", "identifier", "id"),
    ("", "responsible", "owner"),
    ("", "responsible person", "owner"),
    ("", "assigned to", "owner"),
    ("", "assignee", "owner"),
    ("", "due date", "due"),
    ("", "deadline", "due"),
    ("", "target date", "due"),
    ("", "frequency", "cadence"),
    ("", "review frequency", "cadence"),
    ("", "review date", "next_review"),
    ("", "next review date", "next_review"),
    ("", "last reviewed", "last_review"),
    ("", "last review date", "last_review"),
    ("", "date raised", "raised"),
    ("", "date identified", "raised"),
    ("", "related controls", "controls"),
    ("", "control", "controls"),
    ("", "control ref", "controls"),
    ("", "ai system", "system"),
    ("", "ai system", "systems"),
    ("", "system", "systems"),
    ("", "ai systems", "systems"),
    ("", "name", "title"),
    ("", "title", "name"),
    ("risks", "risk", "title"),
    ("risks", "threat", "title"),
    ("risks", "ai threat", "title"),
    ("risks", "risk name", "title"),
    ("risks", "risk event", "title"),
    ("risks", "risk statement", "title"),
    ("risks", "risk description", "description"),
    ("risks", "likelihood", "inherent.likelihood"),
    ("risks", "probability", "inherent.likelihood"),
    ("risks", "l", "inherent.likelihood"),
    ("risks", "impact", "inherent.impact"),
    ("risks", "severity", "inherent.impact"),
    ("risks", "i", "inherent.impact"),
    ("risks", "rating", "inherent.rating"),
    ("risks", "score", "inherent.rating"),
    ("risks", "inherent risk", "inherent.rating"),
    ("risks", "inherent score", "inherent.rating"),
    ("risks", "level", "inherent.level"),
    ("risks", "residual risk", "residual.rating"),
    ("risks", "residual score", "residual.rating"),
    ("risks", "residual risk level", "residual.level"),
    ("risks", "risk treatment", "treatment"),
    ("risks", "treatment option", "treatment"),
    ("risks", "response", "treatment"),
    ("controls", "control", "id"),
    ("controls", "control id", "id"),
    ("controls", "control no", "id"),
    ("controls", "control number", "id"),
    ("controls", "clause", "id"),
    ("controls", "annex a control", "id"),
    ("controls", "control", "title"),
    ("controls", "control name", "title"),
    ("controls", "applicability", "applicable"),
    ("controls", "in scope", "applicable"),
    ("controls", "included", "applicable"),
    ("controls", "reason", "justification"),
    ("controls", "rationale", "justification"),
    ("controls", "justification for inclusion", "justification"),
    ("controls", "implementation", "how_implemented"),
    ("controls", "implementation description", "how_implemented"),
    ("controls", "implementation details", "how_implemented"),
    ("controls", "implementation status", "status"),
    ("objectives", "objective", "statement"),
    ("objectives", "ai objective", "statement"),
    ("objectives", "aim", "statement"),
    ("objectives", "goal", "statement"),
    ("objectives", "kpi", "measure"),
    ("objectives", "metric", "measure"),
    ("objectives", "indicator", "measure"),
    ("interested-parties", "interested party", "party"),
    ("interested-parties", "stakeholder", "party"),
    ("interested-parties", "needs and expectations", "needs"),
    ("interested-parties", "requirements", "needs"),
    ("interested-parties", "expectations", "needs"),
    ("interested-parties", "aims response", "met_by_aims"),
    ("systems", "system", "name"),
    ("systems", "ai system", "name"),
    ("systems", "system name", "name"),
    ("systems", "use case", "purpose"),
    ("systems", "lifecycle stage", "stage"),
    ("suppliers", "supplier", "name"),
    ("suppliers", "vendor", "name"),
    ("suppliers", "service", "supplies"),
    ("suppliers", "product", "supplies"),
    ("suppliers", "services provided", "supplies"),
    ("incidents", "incident", "title"),
    ("incidents", "summary", "title"),
    ("incidents", "date", "occurred_at"),
    ("incidents", "root cause", "cause"),
    ("actions", "action", "what"),
    ("actions", "corrective action", "what"),
    ("actions", "description", "what"),
    ("actions", "status", "state"),
    ("treatment-plan", "treatment", "action"),
    ("treatment-plan", "treatment action", "action"),
    ("treatment-plan", "status", "state"),
    ("treatment-plan", "risk", "serves"),
    ("treatment-plan", "risk id", "serves"),
    ("treatment-plan", "related risk", "serves"),
    ("nonconformities", "nonconformity", "title"),
    ("nonconformities", "finding", "title"),
    ("people", "full name", "name"),
    ("people", "job title", "title"),
    ("people", "role", "title"),
    ("people", "department", "unit"),
    ("people", "e mail", "email"),
    ("roles", "role", "title"),
    ("evidence", "evidence", "title"),
    ("evidence", "link", "location"),
    ("evidence", "url", "location"),
    ("documents", "document", "title"),
    ("datasets", "dataset", "title"),
    ("datasets", "data set", "title"),
    ("resources", "resource", "title"),
    ("raci", "task", "activity"),
    ("raci", "r", "responsible"),
    ("raci", "a", "accountable"),
    ("raci", "c", "consulted"),
    ("raci", "i", "informed"),
];

/// Fields that so many collections have that they tell little of which one it is.
pub(super) const COMMON: &[&str] = &[
    "id",
    "title",
    "name",
    "owner",
    "status",
    "state",
    "due",
    "systems",
    "system",
    "controls",
    "evidence",
    "description",
    "date",
    "kind",
    "cadence",
    "next_review",
    "last_review",
];

/// A word that people write, and the words of the record that it may be; the first that the field has counts.
const MEANS: &[(&str, &[&str])] = &[
    ("in progress", &["in_progress", "in_treatment", "partial", "under_way"]),
    ("ongoing", &["in_progress", "in_treatment", "partial"]),
    ("started", &["in_progress", "in_treatment", "partial"]),
    ("wip", &["in_progress", "in_treatment", "partial"]),
    ("mitigating", &["in_treatment", "in_progress"]),
    ("partly", &["partial"]),
    ("partially", &["partial"]),
    ("partially implemented", &["partial"]),
    ("partly implemented", &["partial"]),
    ("done", &["done", "treated", "implemented", "closed"]),
    ("complete", &["done", "treated", "implemented", "closed"]),
    ("completed", &["done", "treated", "implemented", "closed"]),
    ("implemented", &["implemented", "treated", "done"]),
    ("fully implemented", &["implemented", "treated", "done"]),
    ("mitigated", &["treated", "done"]),
    ("resolved", &["closed", "done"]),
    ("new", &["open", "not_started", "planned"]),
    ("to do", &["not_started", "open", "planned"]),
    ("todo", &["not_started", "open", "planned"]),
    ("not implemented", &["not_started"]),
    ("cancelled", &["dropped", "rejected"]),
    ("treat", &["mitigate"]),
    ("reduce", &["mitigate"]),
    ("modify", &["mitigate"]),
    ("retain", &["accept"]),
    ("tolerate", &["accept"]),
    ("share", &["transfer"]),
    ("terminate", &["avoid"]),
    ("yearly", &["annual"]),
    ("annually", &["annual"]),
    ("half yearly", &["half_yearly"]),
    ("semi annual", &["half_yearly"]),
    ("every quarter", &["quarterly"]),
    ("every month", &["monthly"]),
];

/// What is meant by a word where a field knows these words; and whether it is only a guess.
pub(super) fn meant<'w>(word: &str, known: &'w [String]) -> Option<(&'w str, bool)> {
    let plain = normal(word);
    if plain.is_empty() {
        return None;
    }
    if let Some(same) = known.iter().find(|known| normal(known) == plain) {
        return Some((same, false));
    }
    let listed = MEANS
        .iter()
        .find(|(from, _)| *from == plain)
        .and_then(|(_, to)| to.iter().find_map(|to| known.iter().find(|known| known.as_str() == *to)));
    if let Some(listed) = listed {
        return Some((listed, true));
    }
    // Of short words most are near to each other.
    let near = (plain.chars().count() >= 5)
        .then(|| crate::diagnostic::nearest(&plain.replace(' ', "_"), known.iter().map(String::as_str)))
        .flatten();
    near.map(|near| (near, true))
}

/// What is meant by a word where yes or no is asked.
pub(super) fn truth(word: &str) -> Option<bool> {
    match normal(word).as_str() {
        "yes" | "y" | "true" | "applicable" | "x" | "included" | "in scope" => Some(true),
        "no" | "n" | "false" | "not applicable" | "n a" | "excluded" | "out of scope" => Some(false),
        _ => None,
    }
}

/// Ways to write a day, most usual first.
pub(super) const DAYS: &[&str] = &[
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d.%m.%Y",
    "%d-%m-%Y",
    "%Y/%m/%d",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%B %d, %Y",
    "%b %d, %Y",
];
