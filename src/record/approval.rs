//! What an approval speaks of: the state of an item, by its digest.

use super::Item;
use super::json::without_empty;

/// SHA-256 in hex of the canonical JSON (RFC 8785) of an item as it is approved: without its `approval` and
/// `approvals`, which come after it, and without fields that say nothing, as in the digest of the record.
///
/// A long text counts as it is read, wherever its file lies.
pub fn digest(item: &dyn Item) -> String {
    let mut state = item.to_json();
    if let Some(fields) = state.as_object_mut() {
        fields.remove("approval");
        fields.remove("approvals");
    }
    super::digest(&without_empty(state))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::policy::Policy;

    #[test]
    fn approvals_do_not_change_what_was_approved_and_anything_else_does() {
        let policy = |more: serde_json::Value| -> Policy {
            let mut fields = serde_json::json!({"id": "P-01", "title": "AI policy", "topic": "AI", "version": "1"});
            let (Some(fields), Some(more)) = (fields.as_object_mut(), more.as_object()) else { unreachable!() };
            fields.extend(more.clone());
            serde_json::from_value(serde_json::Value::Object(fields.clone())).expect("a policy")
        };
        let plain = digest(&policy(serde_json::json!({})));
        let text = r#"{"id":"P-01","title":"AI policy","topic":"AI","version":"1"}"#;
        let value: serde_json::Value = serde_json::from_str(text).expect("JSON");
        assert_eq!(plain, crate::record::digest(&value), "what says nothing is left out");
        let approved = serde_json::json!({"approval": {"by": "a"}, "approvals": [{"by": "b"}], "history": []});
        assert_eq!(plain, digest(&policy(approved)));
        assert_ne!(plain, digest(&policy(serde_json::json!({"updated": "2026-01-01"}))));
    }
}
