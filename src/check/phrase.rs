//! How findings put lists and days into a sentence.

use crate::record::When;

/// More names than this are counted: a message is read, a register is looked up.
const NAMED: usize = 4;

/// `AIR-01, AIR-02 and AIR-03`; the first few and a count where there are many.
pub(super) fn listed<T: AsRef<str>>(names: &[T]) -> String {
    listed_up_to(NAMED, names)
}

/// All of them, however many: what is asked for must be said.
pub(super) fn joined<T: AsRef<str>>(names: &[T]) -> String {
    listed_up_to(usize::MAX, names)
}

/// As many names as a message can hold, the last of them a count where there are more.
pub(super) fn listed_up_to<T: AsRef<str>>(most: usize, names: &[T]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] if names.len() <= most => format!("{} and {last}", first.join(", ")),
        many => format!("{} and {} more", many[..most - 1].join(", "), many.len() - (most - 1)),
    }
}

/// `on 2026-09-30`, and `in 2026-09` where the day is not known.
pub(super) fn on(when: &When) -> String {
    format!("{} {when}", if when.is_day() { "on" } else { "in" })
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn many_names_are_counted() {
        assert_eq!(listed(&["A"]), "A");
        assert_eq!(listed(&["A", "B", "C", "D"]), "A, B, C and D");
        assert_eq!(listed(&["A", "B", "C", "D", "E"]), "A, B, C and 2 more");
    }
}
