//! Embeds templates and fonts.
fn main() {}
