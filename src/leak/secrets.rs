//! Credentials in a text (TD-L1): tokens of well-known shapes, heads of private keys, passwords that are given beside
//! their name, connection strings, and long random values beside a word for keys.
//!
//! A rule would rather miss than refuse ordinary words: what has no known shape must look random, or stand behind `=`.
//! Digests, UUIDs and public keys are no secrets.

/// A credential: what it is, and the text of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Secret<'a> {
    pub(super) what: &'static str,
    pub(super) text: &'a str,
}

/// What the characters of a token may be.
#[derive(Clone, Copy)]
enum Of {
    Upper,
    Alphanumeric,
    /// Also `-`, `_` and `.`.
    Wide,
}

impl Of {
    fn has(self, byte: u8) -> bool {
        match self {
            Self::Upper => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Alphanumeric => byte.is_ascii_alphanumeric(),
            Self::Wide => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'),
        }
    }
}

/// Tokens by how they begin: what they are, what follows, and how much of it at least.
const TOKENS: [(&str, &str, Of, usize); 33] = [
    ("AKIA", "an AWS access key id", Of::Upper, 16),
    ("ASIA", "an AWS access key id", Of::Upper, 16),
    ("ghp_", "a GitHub token", Of::Alphanumeric, 20),
    ("gho_", "a GitHub token", Of::Alphanumeric, 20),
    ("ghu_", "a GitHub token", Of::Alphanumeric, 20),
    ("ghs_", "a GitHub token", Of::Alphanumeric, 20),
    ("ghr_", "a GitHub token", Of::Alphanumeric, 20),
    ("github_pat_", "a GitHub token", Of::Wide, 20),
    ("glpat-", "a GitLab token", Of::Wide, 16),
    ("xoxa-", "a Slack token", Of::Wide, 10),
    ("xoxb-", "a Slack token", Of::Wide, 10),
    ("xoxe-", "a Slack token", Of::Wide, 10),
    ("xoxp-", "a Slack token", Of::Wide, 10),
    ("xoxr-", "a Slack token", Of::Wide, 10),
    ("xoxs-", "a Slack token", Of::Wide, 10),
    ("xapp-", "a Slack token", Of::Wide, 10),
    ("AIza", "a Google API key", Of::Wide, 30),
    ("ya29.", "a Google access token", Of::Wide, 20),
    ("sk_live_", "a Stripe key", Of::Alphanumeric, 10),
    ("rk_live_", "a Stripe key", Of::Alphanumeric, 10),
    ("sk_test_", "a Stripe key", Of::Alphanumeric, 10),
    ("whsec_", "a webhook secret", Of::Alphanumeric, 16),
    ("sk-ant-", "an API key of a model provider", Of::Wide, 16),
    ("sk-proj-", "an API key of a model provider", Of::Wide, 16),
    ("sk-", "an API key of a model provider", Of::Alphanumeric, 32),
    ("hf_", "a Hugging Face token", Of::Alphanumeric, 30),
    ("npm_", "an npm token", Of::Alphanumeric, 30),
    ("pypi-AgE", "a PyPI token", Of::Wide, 20),
    ("dop_v1_", "a DigitalOcean token", Of::Alphanumeric, 32),
    ("shpat_", "a Shopify token", Of::Alphanumeric, 20),
    ("SG.", "a SendGrid key", Of::Wide, 40),
    ("AGE-SECRET-KEY-1", "an age key", Of::Upper, 40),
    ("AccountKey=", "a key of a storage account", Of::Alphanumeric, 10),
];

/// Words for what is secret. Those of the first list are no words of prose: after them anything is a value.
const NAMES_OF_FIELDS: [&str; 12] = [
    "pwd",
    "passwd",
    "apikey",
    "api_key",
    "api-key",
    "client_secret",
    "secret_key",
    "access_key",
    "access_token",
    "auth_token",
    "private_key",
    "connectionstring",
];
const WORDS: [&str; 9] =
    ["password", "passphrase", "passcode", "secret", "token", "api key", "access key", "credential", "kennwort"];

/// What makes a random value beside a key word something that may be known.
const KNOWN: [&str; 11] =
    ["public", "sha256", "sha-256", "sha512", "sha-512", "digest", "hash", "checksum", "fingerprint", "commit", "uuid"];

/// Most bytes that are read of one value, so that the time stays linear in the text.
const LONGEST: usize = 512;

/// How far before a random value a word for keys is looked for.
const NEAR: usize = 48;

/// The first credential in a text. `field` is the name of what holds it.
pub(super) fn find<'a>(text: &'a str, field: &str) -> Option<Secret<'a>> {
    token(text)
        .or_else(|| web_token(text))
        .or_else(|| private_key(text))
        .or_else(|| connection(text))
        .or_else(|| assigned(text))
        .or_else(|| random(text, field))
}

/// The longest run of bytes from a place that all pass, up to [`LONGEST`].
fn run(text: &str, from: usize, passes: impl Fn(u8) -> bool) -> &str {
    let rest = text.get(from..).unwrap_or_default();
    let mut end = rest.bytes().take(LONGEST).position(|byte| !passes(byte)).unwrap_or(rest.len().min(LONGEST));
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}

/// Does a word begin here?
fn begins(text: &str, at: usize) -> bool {
    !text[..at].chars().next_back().is_some_and(|before| before.is_alphanumeric() || before == '_')
}

fn token(text: &str) -> Option<Secret<'_>> {
    for (prefix, what, of, least) in TOKENS {
        for (at, _) in text.match_indices(prefix).filter(|(at, _)| begins(text, *at)) {
            let body = run(text, at + prefix.len(), |byte| of.has(byte)).trim_end_matches(['.', '-']);
            // A word in kebab case has no digits; a key without any is rarer than that.
            if body.len() >= least && body.bytes().any(|byte| byte.is_ascii_digit()) {
                return Some(Secret { what, text: &text[at..at + prefix.len() + body.len()] });
            }
        }
    }
    None
}

/// Three parts in Base64, the first of which is a JSON object.
fn web_token(text: &str) -> Option<Secret<'_>> {
    text.match_indices("eyJ").filter(|(at, _)| begins(text, *at)).find_map(|(at, _)| {
        let whole = run(text, at, |byte| Of::Wide.has(byte));
        let parts: Vec<&str> = whole.split('.').take(3).collect();
        let is_token = matches!(parts.as_slice(), [head, body, _] if head.len() >= 10 && body.len() >= 10);
        is_token.then_some(Secret { what: "a web token (JWT)", text: whole.trim_end_matches('.') })
    })
}

fn private_key(text: &str) -> Option<Secret<'_>> {
    let head = text.match_indices("-----BEGIN ").find_map(|(at, _)| {
        let line = run(text, at, |byte| byte != b'\n');
        line.contains("PRIVATE KEY").then_some(line)
    });
    let head = head.or_else(|| text.find("PuTTY-User-Key-File").map(|at| run(text, at, |byte| byte != b'\n')))?;
    Some(Secret { what: "a private key", text: head })
}

/// `scheme://user:password@host`.
fn connection(text: &str) -> Option<Secret<'_>> {
    text.match_indices("://").find_map(|(at, _)| {
        let after = at + 3;
        let ends =
            |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'|');
        let authority = run(text, after, |byte| !ends(byte));
        let (user, _) = authority.rsplit_once('@')?;
        let (_, password) = user.split_once(':')?;
        let scheme = text[..at].rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.')));
        let scheme = scheme.map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
        (!password.is_empty() && scheme < at)
            .then(|| Secret { what: "an address with a password in it", text: &text[scheme..after + authority.len()] })
    })
}

/// `password=…`, `pwd: …`, `Bearer …`.
fn assigned(text: &str) -> Option<Secret<'_>> {
    let lower = text.to_ascii_lowercase();
    for (name, is_field) in
        NAMES_OF_FIELDS.iter().map(|name| (*name, true)).chain(WORDS.iter().map(|word| (*word, false)))
    {
        for (at, _) in lower.match_indices(name) {
            let after = &text[at + name.len()..];
            // A closing quote or a plural may stand between the name and the sign.
            let sign = after.trim_start_matches(['"', '\'', '`', 's', '*', '_']);
            let blank = sign.trim_start_matches([' ', '\t']);
            let Some(kind) = blank.chars().next().filter(|sign| matches!(sign, '=' | ':')) else { continue };
            let value = blank[1..].trim_start_matches(['=', '>']);
            let is_tight = !sign.starts_with([' ', '\t']) && !value.starts_with([' ', '\t', '\n']);
            let value = value.trim_start_matches([' ', '\t', '"', '\'', '`', '*']);
            let value = run(value, 0, |byte| !(byte.is_ascii_whitespace() || b"\"'`,;&|<>()*".contains(&byte)));
            let value = value.trim_end_matches(['.', '!', '?', ':']);
            // `max_tokens=4096` is a setting.
            let counted = name == "token" && value.bytes().all(|byte| byte.is_ascii_digit());
            let any = (is_field || kind == '=' && is_tight) && value.len() >= 4 && !counted && !is_blank(value);
            if any || looks_secret(value) {
                return Some(Secret { what: "a value beside a word for a secret", text: value });
            }
        }
    }
    lower.match_indices("bearer ").filter(|(at, _)| begins(text, *at)).find_map(|(at, name)| {
        let value = run(text, at + name.len(), |byte| Of::Wide.has(byte) || b"+/=~".contains(&byte));
        let mixed =
            value.bytes().any(|byte| byte.is_ascii_digit()) && value.bytes().any(|byte| byte.is_ascii_alphabetic());
        (value.len() >= 16 && mixed).then_some(Secret { what: "a bearer token", text: value })
    })
}

/// Is it a placeholder or an answer that says nothing?
fn is_blank(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let said = ["none", "null", "true", "false", "redacted", "required", "optional", "string", "withheld", "hidden"];
    said.contains(&lower.as_str())
        || value.starts_with(['$', '{', '[', '%', '…'])
        || value.bytes().all(|byte| matches!(byte, b'x' | b'X' | b'.' | b'-' | b'_'))
}

/// Has the value what words don't have: letters beside digits or marks, and more than a name with a number?
fn looks_secret(value: &str) -> bool {
    let letters = value.bytes().any(|byte| byte.is_ascii_alphabetic());
    let others = value.bytes().any(|byte| byte.is_ascii_digit() || b"!#$%^&+@?~".contains(&byte));
    value.len() >= 6 && letters && others && !is_blank(value) && !is_uuid(value) && !is_named(value)
}

/// Is the value a name with a number, as those of versions, standards, items and models are: `SHA-256`, `128k-context`,
/// `A.5.2`? Or is it an address, which is looked at elsewhere?
fn is_named(value: &str) -> bool {
    const NAMES: [&str; 7] = ["oauth2", "sha256", "sha512", "base64", "ed25519", "argon2", "pbkdf2"];
    let plain = |part: &str| {
        let digits = part.bytes().filter(u8::is_ascii_digit).count();
        let letters = part.bytes().filter(u8::is_ascii_alphabetic).count();
        digits + letters == part.len() && (digits == 0 || letters <= 1)
    };
    let parts: Vec<&str> = value.split(['-', '.', '/', ':', '_']).collect();
    let lower = value.to_ascii_lowercase();
    NAMES.contains(&lower.as_str())
        || lower.starts_with("http")
        || parts.len() > 1 && parts.iter().all(|part| plain(part))
        || value.split_once('@').is_some_and(|(_, host)| host.contains('.'))
}

/// A long random value with a word for keys before it, or in a field that is called so.
fn random<'a>(text: &'a str, field: &str) -> Option<Secret<'a>> {
    let field = field.to_ascii_lowercase();
    if KNOWN.iter().any(|known| field.contains(known)) {
        return None;
    }
    let mut at = 0;
    while at < text.len() {
        let value = run(text, at, |byte| byte.is_ascii_alphanumeric() || b"+/=_-".contains(&byte));
        if value.len() >= 32 && is_random(value) && !is_uuid(value) {
            let mut from = at.saturating_sub(NEAR);
            while !text.is_char_boundary(from) {
                from += 1;
            }
            let before = format!("{field} {}", text[from..at].to_ascii_lowercase());
            let keyed = ["key", "secret", "token", "password", "credential"].iter().any(|word| before.contains(word));
            if keyed && !KNOWN.iter().any(|known| before.contains(known)) {
                return Some(Secret { what: "a long random value beside a word for a secret", text: value });
            }
        }
        at += value.len().max(1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    None
}

fn is_uuid(value: &str) -> bool {
    let parts: Vec<usize> = value.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && value.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

/// Are the characters as evenly spread as those of a random value? Words and paths repeat themselves.
fn is_random(value: &str) -> bool {
    let mut counts = [0_u32; 128];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let whole = value.len() as f64;
    let shares = counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / whole);
    let bits: f64 = shares.map(|share| -share * share.log2()).sum();
    let has = |passes: fn(&u8) -> bool| value.bytes().any(|byte| passes(&byte));
    if value.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return bits >= 3.0;
    }
    bits >= 4.0 && has(u8::is_ascii_digit) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase)
}
