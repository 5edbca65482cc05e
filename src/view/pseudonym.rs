//! What readers outside the organisation get in place of its ids.
//!
//! An id can tell more than it names: how many risks there are, that a number is missing, what a customer is called. A
//! pseudonym is the kind and ten hex digits of a keyed digest. It is the same wherever the item is named in all documents
//! that are made from one state of the record, follows no order, and leaves no gap. The key is a digest of the whole record,
//! what nobody outside sees included; it is printed nowhere and can't be told from the record's own digest.

use std::collections::BTreeMap;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::canonical::canonical_json;
use crate::record::{Kind, Record};
use crate::standards;

/// Makes the pseudonyms of one record.
#[derive(Debug)]
pub(super) struct Pseudonyms {
    key: [u8; 32],
    /// Pseudonyms by id, whatever the kind, for values that say only an id.
    by_id: BTreeMap<String, String>,
}

impl Pseudonyms {
    pub(super) fn new(record: &Record) -> Self {
        let whole = canonical_json(&record.assemble(|item| Some(item.to_json())));
        let key = Sha256::new().chain_update(b"pseudonyms of a record\0").chain_update(whole).finalize().into();
        let mut pseudonyms = Self { key, by_id: BTreeMap::new() };
        let ids = record.items().map(|item| (item.kind(), item.id().as_str()));
        pseudonyms.by_id = ids.map(|(kind, id)| (id.to_owned(), pseudonyms.of(kind, id))).collect();
        pseudonyms
    }

    /// What an item is called outside. Controls of Annex A keep their ids, which everybody knows.
    pub(super) fn of(&self, kind: Kind, id: &str) -> String {
        if kind.is_single() || (kind == Kind::Control && standards::control(id).is_some()) {
            return id.to_owned();
        }
        let name = kind.collection();
        let hash =
            Sha256::new().chain_update(self.key).chain_update(name).chain_update([0]).chain_update(id).finalize();
        let digits: String = hash.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
        format!("{}-{digits}", kind.field_singular().replace('_', "-"))
    }

    /// A path through a view for readers outside, with the item's own id in place of its pseudonym.
    pub(super) fn put_back(&self, path: &str) -> String {
        let Some((before, rest)) = path.split_once('[') else { return path.to_owned() };
        let Some((pseudonym, after)) = rest.split_once(']') else { return path.to_owned() };
        match self.by_id.iter().find(|(_, known)| *known == pseudonym) {
            Some((id, _)) => format!("{before}[{id}]{after}"),
            None => path.to_owned(),
        }
    }

    /// Puts pseudonyms for ids into a value that was derived: there a text that is an id names an item.
    pub(super) fn put(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(pseudonym) = self.by_id.get(text.as_str()) {
                    *text = pseudonym.clone();
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.put(item)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.put(field)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
