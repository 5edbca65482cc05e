//! Addresses and places inside the organisation (TD-L4): private IP addresses, host names of inner networks, addresses
//! of files and shares, paths of machines.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The last parts of host names that no public name has.
const INSIDE: [&str; 7] = ["local", "internal", "intranet", "corp", "lan", "localdomain", "arpa"];

/// Schemes of addresses that lead into a network or a machine.
const SCHEMES: [&str; 9] =
    ["file://", "smb://", "cifs://", "nfs://", "ssh://", "git+ssh://", "ldap://", "ldaps://", "//localhost"];

/// Folders at the root of machines, with what must follow.
const FOLDERS: [&str; 8] = ["/home/", "/Users/", "/var/", "/etc/", "/root/", "/opt/", "/srv/", "/mnt/"];

/// Words before four numbers that make them the number of something else.
const NUMBERED: [&str; 9] = ["version", "versions", "v", "release", "build", "clause", "section", "firmware", "ver"];

/// An address: what it is, and its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'a> {
    pub(super) what: &'static str,
    pub(super) text: &'a str,
}

/// The first address in a text that leads inside. `field` is the name of what holds it.
pub(super) fn find<'a>(text: &'a str, field: &str) -> Option<Address<'a>> {
    scheme(text)
        .or_else(|| folder(text))
        .or_else(|| windows(text))
        .or_else(|| repository(text))
        .or_else(|| tokens(text).find_map(|(at, token)| named_or_numbered(text, at, token, field)))
}

/// The text from a place to the next blank or quote, at most 80 characters: what a message is about.
fn stretch(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let end =
        rest.char_indices().take(80).find(|(_, c)| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | '<' | '>'));
    let end = end.or_else(|| rest.char_indices().nth(80)).map_or(rest.len(), |(end, _)| end);
    rest[..end].trim_end_matches(['.', ',', ';', ':', ')', ']'])
}

fn before(text: &str, at: usize) -> Option<char> {
    text[..at].chars().next_back()
}

fn scheme(text: &str) -> Option<Address<'_>> {
    let lower = text.to_ascii_lowercase();
    SCHEMES.iter().find_map(|scheme| {
        let (at, _) = lower
            .match_indices(scheme)
            .find(|(at, _)| !before(text, *at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | '.')))?;
        // `file://` alone is talk about addresses.
        let text = stretch(text, at);
        let led = scheme.starts_with("//") || text.len() > scheme.len();
        led.then_some(Address { what: "an address inside the organisation", text })
    })
}

/// A path from the root of a machine. In a web address a letter or digit stands before the slash.
fn folder(text: &str) -> Option<Address<'_>> {
    let at = FOLDERS.iter().flat_map(|folder| text.match_indices(folder)).find_map(|(at, folder)| {
        let inside =
            before(text, at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '/' | '}'));
        let goes_on = text[at + folder.len()..]
            .chars()
            .next()
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '{' | '$'));
        (!inside && goes_on).then_some(at)
    })?;
    Some(Address { what: "a path of a machine", text: stretch(text, at) })
}

/// `C:\Users`, `D:/data`, `\\server\share`.
fn windows(text: &str) -> Option<Address<'_>> {
    let drive = text.match_indices([':']).find_map(|(colon, _)| {
        let at = colon.checked_sub(1)?;
        let letter = text.get(at..colon)?.chars().next()?.is_ascii_alphabetic();
        let alone = !before(text, at).is_some_and(|c| c.is_alphanumeric() || c == '_');
        let mut after = text[colon + 1..].chars();
        let slash = after.next()?;
        let path = slash == '\\' || slash == '/' && after.next().is_some_and(char::is_alphanumeric);
        (letter && alone && path).then_some(at)
    });
    let share = || {
        text.match_indices("\\\\").map(|(at, _)| at).find(|at| {
            let host = text[at + 2..].split('\\').next().unwrap_or_default();
            let named =
                !host.is_empty() && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '$'));
            let goes_on = text[at + 2 + host.len()..]
                .strip_prefix('\\')
                .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
            named && goes_on && before(text, *at) != Some('\\')
        })
    };
    Some(Address { what: "a path of a machine", text: stretch(text, drive.or_else(share)?) })
}

/// `git@host:project`.
fn repository(text: &str) -> Option<Address<'_>> {
    let (at, _) = text.match_indices("git@").find(|(at, found)| {
        !before(text, *at).is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_'))
            && text[at + found.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
    })?;
    Some(Address { what: "the address of a repository", text: stretch(text, at) })
}

/// Runs of what names and numbers of hosts are made of.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(is_part)?;
        let end = text[start..].find(|c| !is_part(c)).map_or(text.len(), |length| start + length);
        from = end;
        Some((start, &text[start..end]))
    })
}

fn named_or_numbered<'a>(text: &'a str, at: usize, token: &'a str, field: &str) -> Option<Address<'a>> {
    // Letters beyond ASCII belong to the word as well: `é10.0.0.1` is no address.
    let joined = before(text, at).is_some_and(char::is_alphanumeric);
    if joined || !token.contains(['.', ':']) {
        return None;
    }
    let number = || Address { what: "an IP address of an inner network", text: token };
    if token.bytes().filter(|byte| *byte == b':').count() >= 2 {
        // A colon of the sentence may follow, and two belong to the address.
        let address = token.trim_end_matches(['.', '-']);
        let address = address.parse().or_else(|_| address.trim_end_matches(':').parse());
        return address.is_ok_and(is_inner_6).then(number);
    }
    let bare = token.trim_end_matches(['.', ':', '-']);
    if let Some(address) = bare.split([':', '-']).find_map(|part| part.parse::<Ipv4Addr>().ok()) {
        let word = text[..at].trim_end_matches([' ', ':', '\u{a0}', '(', '`', '*']);
        let word = word.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let other = NUMBERED.contains(&word.as_str()) || field.to_ascii_lowercase().contains("version");
        // The numbers of no product begin with 192.168 or 172.16.
        let doubtful = matches!(address.octets()[0], 10 | 127);
        return (is_inner(address) && !(other && doubtful)).then(number);
    }
    // A name may follow the user of an address, or a colon in prose.
    bare.split(':')
        .find(|host| is_inner_name(host))
        .map(|host| Address { what: "a host name of an inner network", text: host })
}

fn is_inner(address: Ipv4Addr) -> bool {
    address.is_private() || address.is_loopback() || address.is_link_local()
}

fn is_inner_6(address: Ipv6Addr) -> bool {
    let first = address.segments()[0];
    first & 0xfe00 == 0xfc00
        || first & 0xffc0 == 0xfe80
        || address.is_loopback()
        || address.to_ipv4_mapped().is_some_and(is_inner)
}

/// `build.corp`, `db-1.prod.internal`. A full stop without a blank after it makes no name: `in general.Internal use`.
fn is_inner_name(host: &str) -> bool {
    let Some((rest, last)) = host.trim_end_matches('.').rsplit_once('.') else { return false };
    let lower = last.to_ascii_lowercase();
    let cased = last == lower || last == last.to_ascii_uppercase();
    let whole = rest.split('.').all(|label| !label.is_empty() && !label.starts_with('-'));
    let arpa = lower != "arpa" || rest == "home" || rest.ends_with(".home");
    INSIDE.contains(&lower.as_str()) && cased && whole && arpa
}
