//! What is owed, as tasks that a calendar takes in (RFC 5545).
//!
//! The same record on the same day gives the same bytes: a task is stamped with the day that the record is read for,
//! and its UID is made of kind, id and field, so that a later import changes the task and adds no second one.

use std::collections::BTreeMap;

use super::Duty;
use crate::canonical;
use crate::record::Date;

/// Octets of a line, without its end, before it must be folded.
const LINE: usize = 75;

/// One calendar with a task for each duty.
pub fn calendar(duties: &[Duty], names: &BTreeMap<&str, &str>, as_of: Date) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, &format!("PRODID:-//aims-report//{}//EN", env!("CARGO_PKG_VERSION")));
    line(&mut out, "CALSCALE:GREGORIAN");
    if duties.is_empty() {
        // A calendar without any component is none.
        for text in ["BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"] {
            line(&mut out, text);
        }
        for text in ["TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"] {
            line(&mut out, text);
        }
    }
    for duty in duties {
        let identity = serde_json::json!([duty.kind.field_singular(), duty.id, duty.field]);
        let owner = duty.owner.as_deref().map(|id| match names.get(id) {
            Some(name) => format!("{name} ({id})"),
            None => id.to_owned(),
        });
        let owner = owner.unwrap_or_else(|| "nobody is named".to_owned());
        let item = duty.kind.named(&duty.id);
        line(&mut out, "BEGIN:VTODO");
        line(&mut out, &format!("UID:{}@aims-report", &canonical::digest(&identity)[..32]));
        line(&mut out, &format!("DTSTAMP:{}T000000Z", compact(as_of)));
        if let Some(due) = duty.due {
            line(&mut out, &format!("DUE;VALUE=DATE:{}", compact(due)));
        }
        line(&mut out, &format!("SUMMARY:{}", text(&format!("{} - {}: {}", duty.id, duty.what, duty.title))));
        line(&mut out, &format!("DESCRIPTION:{}", text(&format!("{item}\nfield: {}\nowner: {owner}", duty.field))));
        line(&mut out, &format!("CATEGORIES:{}", text(duty.kind.label())));
        line(&mut out, "STATUS:NEEDS-ACTION");
        line(&mut out, "END:VTODO");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// A value of the type TEXT. It has no control characters, however the record came by them.
fn text(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// Adds a line, folded after 75 octets and never inside a character.
fn line(out: &mut String, content: &str) {
    let mut room = LINE;
    for character in content.chars() {
        if character.len_utf8() > room {
            out.push_str("\r\n ");
            room = LINE - 1;
        }
        out.push(character);
        room -= character.len_utf8();
    }
    out.push_str("\r\n");
}
