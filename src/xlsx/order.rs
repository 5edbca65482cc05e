//! The order of rows: numbers inside text count as numbers, and what is empty comes last.

use std::cmp::Ordering;

use crate::expression::Value;

/// Compares two values to sort by.
pub(super) fn compare(a: &Value, b: &Value, descending: bool) -> Ordering {
    match (is_empty(a), is_empty(b)) {
        (true, true) => return Ordering::Equal,
        (true, false) => return Ordering::Greater,
        (false, true) => return Ordering::Less,
        (false, false) => {}
    }
    let order = match (a.as_str(), b.as_str()) {
        (Some(a), Some(b)) => natural(a, b),
        _ => a.cmp(b),
    };
    if descending { order.reverse() } else { order }
}

fn is_empty(value: &Value) -> bool {
    value.is_none() || value.as_str().is_some_and(str::is_empty)
}

/// `A.2.9` before `A.2.10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) else {
            // Whole texts decide between `01` and `1`.
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            let (m, after_m) = digits(left);
            let (n, after_n) = digits(right);
            (left, right) = (after_m, after_n);
            m.len().cmp(&n.len()).then_with(|| m.cmp(n))
        } else {
            (left, right) = (left.get(x.len_utf8()..).unwrap_or(""), right.get(y.len_utf8()..).unwrap_or(""));
            x.cmp(&y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The number at the start, without leading zeros, and what follows it.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(end);
    (number.trim_start_matches('0'), rest)
}
