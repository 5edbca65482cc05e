//! Findings as SARIF 2.1.0, which code hosts and editors read.
//!
//! Paths are relative to the record. Fingerprints are made of code, item and file, so that a finding keeps its
//! identity when lines move or the day changes. A waived finding is a suppressed result with the waiver's reason.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Code, Finding, Place, page};

/// Where the schema of the format lies.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes findings, and those that a waiver accepts with its reason.
pub fn sarif(findings: &[Finding], waived: &[(&Finding, &str)]) -> String {
    let all = || findings.iter().map(|finding| (finding, None)).chain(waived.iter().map(|(f, why)| (*f, Some(*why))));
    let mut codes: Vec<Code> = all().map(|(finding, _)| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut seen = BTreeMap::new();
    let results: Vec<Value> = all()
        .map(|(finding, reason)| {
            let index = codes.binary_search(&finding.code).unwrap_or_default();
            result(finding, reason, index, &mut seen)
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "aims-report",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": { "RECORD": { "description": { "text": "the folder of the record" } } },
            "results": results,
        }],
    });
    // Whether a map keeps the order of insertion is a feature that another crate may turn on.
    let mut text = sorted(&log);
    text.push('\n');
    text
}

fn rule(code: Code) -> Value {
    let page = page(code);
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.summary() },
        "help": { "text": page.text(), "markdown": page.markdown },
        "defaultConfiguration": { "level": code.level().as_str() },
        "properties": { "class": code.class().as_str(), "basis": page.basis },
    })
}

fn result(finding: &Finding, reason: Option<&str>, index: usize, seen: &mut BTreeMap<String, usize>) -> Value {
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    let mut location = serde_json::Map::new();
    if let Some(place) = &finding.place {
        location.insert("physicalLocation".to_owned(), physical(place));
    }
    let subject = finding.subject.iter().map(|subject| json!({ "fullyQualifiedName": subject, "kind": "item" }));
    let cell = finding.place.iter().filter_map(|place| {
        let sheet = place.sheet.as_ref()?;
        let name = place.cell().map_or_else(|| sheet.clone(), |cell| format!("{sheet}!{cell}"));
        Some(json!({ "fullyQualifiedName": name, "kind": "cell" }))
    });
    let logical: Vec<Value> = subject.chain(cell).collect();
    if !logical.is_empty() {
        location.insert("logicalLocations".to_owned(), Value::Array(logical));
    }
    let mut result = json!({
        "ruleId": finding.code.as_str(),
        "ruleIndex": index,
        "level": finding.level.as_str(),
        "message": { "text": text },
        "partialFingerprints": { "aimsReport/v1": fingerprint(finding, seen) },
    });
    if !location.is_empty() {
        result["locations"] = json!([location]);
    }
    if let Some(reason) = reason {
        result["suppressions"] = json!([{ "kind": "external", "status": "accepted", "justification": reason }]);
    }
    result
}

fn physical(place: &Place) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": uri(&place.file), "uriBaseId": "RECORD" } });
    // A region counts lines and characters of text, which a workbook has none of.
    if let Some(line) = place.line.filter(|_| place.sheet.is_none()) {
        let mut region = json!({ "startLine": line });
        if let Some(column) = place.column {
            region["startColumn"] = json!(column);
            region["endColumn"] = json!(column + place.length.max(1));
        }
        if let Some(source) = &place.source {
            region["snippet"] = json!({ "text": source });
        }
        physical["region"] = region;
    }
    physical
}

/// A relative reference. A file outside the record keeps its name alone: where it lies on a machine is nobody's business.
fn uri(file: &str) -> String {
    let file = file.replace('\\', "/");
    let outside = file.starts_with('/') || file.split('/').any(|part| part == "..") || file.get(1..2) == Some(":");
    let name = if outside { file.rsplit('/').next().unwrap_or_default() } else { &file };
    let mut uri = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn fingerprint(finding: &Finding, seen: &mut BTreeMap<String, usize>) -> String {
    let file = finding.place.as_ref().map_or("", |place| place.file.as_str());
    let key = [finding.code.as_str(), finding.subject.as_deref().unwrap_or_default(), file].join("\0");
    let nth = seen.entry(key.clone()).or_default();
    *nth += 1;
    let hash = Sha256::digest(format!("{key}\0{nth}"));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// JSON with sorted keys.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let fields: BTreeMap<_, _> = fields.iter().collect();
            let parts: Vec<_> =
                fields.into_iter().map(|(key, field)| format!("{}:{}", json!(key), sorted(field))).collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(",")),
        other => other.to_string(),
    }
}
