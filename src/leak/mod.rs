//! What must not leave the organisation: a search of all that is about to be published for readers outside it.
//!
//! The search is the last of several guards. What a document for outsiders holds is chosen by class and by lists of
//! fields long before; this finds what somebody wrote into a text that they may see. It fails closed: whatever it finds
//! keeps the document from being made, and there is no way to wave it through but to change the text, or the class of
//! what is named.
//!
//! | kind | what is sought | basis |
//! | --- | --- | --- |
//! | `secrets` | tokens, private keys, passwords, connection strings | TD-L1 |
//! | `hosts` | private addresses, inner host names, paths of machines | TD-L4 |
//! | `names` | people, customers and ids of the record | TD-L6, TD-L7, 4.1 |
//! | `claims` | claims that are refused; security findings, instructions to a model, what lawyers said | TD-C, TD-L2, TD-L3, TD-L11 |
//!
//! Markdown is read twice: as it is written, for its addresses are part of it, and as its reader sees it. Names,
//! claims and such are words: they are compared without case and accents. The time is linear in the size of the view.

mod claims;
mod hosts;
mod names;
mod phrases;
mod secrets;
mod sentence;
#[cfg(test)]
mod tests;
mod text;
mod written;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::{self, Code, Finding};
use crate::narrative;
use crate::record::{Class, Record};
use names::{Names, What};
use text::Text;

/// Searches a view that is about to be published. Empty for readers inside the organisation.
///
/// Each finding is about a path such as `systems[SYS-003].purpose`; a place is told once for each code. `published` are
/// ids that stand in the view on purpose, such as pseudonyms: an item of the record that has one of them is not sought
/// by its id.
pub fn scan(view: &Value, record: &Record, audience: Class, published: &[&str]) -> Vec<Finding> {
    if audience >= Class::Internal {
        return Vec::new();
    }
    let names = Names::new(record, audience, published);
    let mut scan =
        Scan { names: &names, audience, path: String::new(), ours: false, told: BTreeSet::new(), findings: Vec::new() };
    scan.value(view, "");
    diagnostic::sort(&mut scan.findings);
    scan.findings
}

struct Scan<'a> {
    names: &'a Names,
    audience: Class,
    path: String,
    /// Below `catalogue`, whose words are those of the program: it speaks of claims, and makes none.
    ours: bool,
    told: BTreeSet<(String, Code)>,
    findings: Vec<Finding>,
}

impl Scan<'_> {
    fn value(&mut self, value: &Value, field: &str) {
        match value {
            Value::String(text) => self.text(text, field),
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let step = match item.get("id").and_then(Value::as_str) {
                        Some(id) => format!("[{id}]"),
                        None => format!("[{index}]"),
                    };
                    self.below(&step, |scan| scan.value(item, field));
                }
            }
            Value::Object(fields) => self.object(fields, field),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn object(&mut self, fields: &Map<String, Value>, field: &str) {
        if let Some(source) = fields.get("markdown").and_then(Value::as_str).filter(|_| fields.len() == 1) {
            self.text(source, field);
            let shown = narrative::plain(&narrative::parse(source, 1).0);
            if shown != source {
                self.text(&shown, field);
            }
            return;
        }
        let top = self.path.is_empty();
        for (key, item) in fields {
            let step = if top { key.clone() } else { format!(".{key}") };
            self.below(&step, |scan| {
                scan.ours |= top && key == "catalogue";
                // The names of an organisation's own fields are printed too. They claim nothing.
                scan.held(&Text::new(key), "");
                scan.value(item, key);
            });
        }
    }

    fn below(&mut self, step: &str, look: impl FnOnce(&mut Self)) {
        let (length, ours) = (self.path.len(), self.ours);
        self.path.push_str(step);
        look(self);
        self.path.truncate(length);
        self.ours = ours;
    }

    fn text(&mut self, text: &str, field: &str) {
        let text = Text::new(text);
        self.held(&text, field);
        if !self.ours {
            self.said(&text);
        }
    }

    /// What a text holds, whatever it says of it.
    fn held(&mut self, text: &Text<'_>, field: &str) {
        if let Some(secret) = secrets::find(&text.raw, field) {
            let message = format!("this holds {}, {}", secret.what, quoted(secret.text));
            let help = "take it out, and replace the credential: whoever could read the record has it";
            self.tell(Code::LeakedSecret, message, help.to_owned());
        }
        if let Some(address) = hosts::find(&text.raw, field) {
            let message = format!("this holds {}, {}", address.what, quoted(address.text));
            self.tell(Code::LeakedAddress, message, "say what runs there, and not where".to_owned());
        }
        let names = self.names;
        for (named, first, last) in names.find(text) {
            let (code, message, help) = match named.what {
                What::Person => (
                    Code::LeakedPerson,
                    format!("this names {}", named.item),
                    format!(
                        "write the role instead; whoever may be named has `classification: {}`",
                        self.audience.as_str()
                    ),
                ),
                What::Customer => (
                    Code::LeakedCustomer,
                    format!("this names {}", named.item),
                    format!(
                        "write what kind of customer it is; one that may be named has `classification: {}`",
                        self.audience.as_str()
                    ),
                ),
                What::Id | What::Known => (
                    Code::LeakedId,
                    format!("this holds the internal id `{}`", text.written(first, last)),
                    format!("say in words what {} is, or leave it out", named.item),
                ),
            };
            self.tell(code, message, help);
        }
    }

    /// What a text says.
    fn said(&mut self, text: &Text<'_>) {
        let said = claims::find(text);
        if let Some((claim, words)) = said.claim {
            let message = format!("this claims \"{words}\", which is refused ({})", claim.id);
            self.tell(Code::RefusedClaim, message, format!("{}; print instead: {}", claim.because, claim.instead));
        }
        if let Some((what, words)) = said.inside {
            let help = "leave it out: what is open, how the model is instructed and what lawyers said stay inside";
            self.tell(Code::LeakedDetail, format!("this {what}, \"{words}\""), help.to_owned());
        }
    }

    fn tell(&mut self, code: Code, message: String, help: String) {
        if self.told.insert((self.path.clone(), code)) {
            self.findings.push(Finding::new(code, message).help(help).about(self.path.clone()));
        }
    }
}

/// As much of a secret as whoever looks for it needs: its first characters and its length.
fn quoted(secret: &str) -> String {
    const SHOWN: usize = 4;
    let start: String = secret.chars().take(SHOWN).collect();
    format!("\"{start}…\" ({} characters)", secret.chars().count())
}
