//! Credentials and addresses: what is refused, and what only looks like one.

use serde_json::json;

use super::{allowed, codes, record, refused};
use crate::diagnostic::Code;

#[test]
fn credentials_are_refused() {
    // Put together here, so that no file of the program holds the shape of a token.
    let long = "8fJ2kQ0zLr5tXv7bNc3mPw9sDg1hYu6a";
    let made = [
        format!("AKIA{}", "IOSFODNN7EXAMPLE"),
        format!("ghp_{long}Ab12"),
        format!("github_pat_11AAAAAAA0{long}"),
        format!("xoxb-1234567890-{long}"),
        format!("AIza{long}xyz"),
        format!("sk_live_{long}"),
        format!("see sk-{long}{long}."),
        format!("glpat-{long}"),
        format!("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.{long}"),
        format!("-----BEGIN RSA {} KEY-----\nMIIE", "PRIVATE"),
        format!("-----BEGIN {} KEY-----", "PRIVATE"),
        format!("Authorization: Bearer {long}"),
        format!("the key is {long}"),
        format!("secret 3c9d1f0a7be24865{}", "9d1f0a7be2486530"),
    ];
    refused(Code::LeakedSecret, &made.iter().map(String::as_str).collect::<Vec<_>>());
    refused(
        Code::LeakedSecret,
        &[
            "password=hunter",
            "pwd: hunter",
            "Password: Tr0ub4dor&3",
            "\"secret\": \"a8Kd02mQ\"",
            "**Password:** hunter22",
            "token=abcdef",
            "CLIENT_SECRET = q7!xyz",
            "postgres://app:s3cret@db.example/prod",
            "amqp://u:p@mq.example",
            "Server=db;Pwd=abcd;",
            "pass\u{ad}word=hunter",
        ],
    );
    let record = record();
    let named = json!({ "custom": { "api_key": long } });
    assert_eq!(codes(&record, &named), [Code::LeakedSecret]);
}

#[test]
fn what_only_looks_like_a_credential_is_not_refused() {
    let digest = "3c9d1f0a7be248659d1f0a7be24865303c9d1f0a7be248659d1f0a7be2486530";
    allowed(&[
        digest,
        &format!("sha256: {digest}"),
        &format!("The public key has the fingerprint {digest}"),
        &format!("key digest {digest}"),
        "token 123e4567-e89b-12d3-a456-426614174000",
        "Password: at least 12 characters, changed never",
        "password: required",
        "Tokens: 4096 at most, max_tokens=4096",
        "token: 128k-context",
        "secret: SHA-256 of the text",
        "Secrets are kept in a vault: access is logged",
        "The secret=none of our business",
        "api key: see the manual",
        "credentials: https://docs.example/a1b2",
        "password={password}",
        "-----BEGIN PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----",
        "https://docs.example/a:b",
        "https://docs.example/@team:x",
        "mail info@meridian.example: we answer",
        "risk-based-sk-approach",
        "The bearer of this letter is the auditor 12",
        "key_performance_indicator_of_the_management_system",
        "AKIA is how keys of AWS begin",
        "eyJ is how a JWT begins",
    ]);
    let record = record();
    for field in ["sha256", "digest", "public_key", "fingerprint_of_key"] {
        assert_eq!(codes(&record, &json!({ field: digest })), [], "{field}");
    }
}

#[test]
fn addresses_inside_are_refused() {
    refused(
        Code::LeakedAddress,
        &[
            "10.0.12.7",
            "at 192.168.1.1:8080.",
            "172.16.0.1/12",
            "(172.31.255.254)",
            "127.0.0.1",
            "169.254.169.254",
            "10.0.0.1-10.0.0.9",
            "fe80::1%eth0",
            "fd12:3456:789a::1",
            "[::1]:80",
            "fc00::",
            "::ffff:10.0.0.1",
            "db-1.prod.internal",
            "https://wiki.corp/x",
            "BUILD.CORP",
            "printer.local:631",
            "gate.lan",
            "a.localdomain.",
            "x.intranet",
            "router.home.arpa",
            "file:///srv/x",
            "smb://share/x",
            "SMB://share",
            "ssh://build",
            "http://localhost:8080",
            "C:\\Users\\x",
            "d:/data/x",
            "\\\\files\\hr",
            "/home/anna/x",
            "log in /var/log/ask",
            "`/etc/passwd`",
            "/Users/anna",
            "git@code.example:org/x",
            "version 192.168.0.1",
            "10\u{200b}.0.0.1",
        ],
    );
    let record = record();
    assert_eq!(codes(&record, &json!({ "a": { "markdown": "see 10\\.1\\.2\\.3" } })), [Code::LeakedAddress]);
    assert_eq!(
        codes(&record, &json!({ "a": { "markdown": "see [here](https://wiki.corp/x)" } })),
        [Code::LeakedAddress]
    );
    assert_eq!(codes(&record, &json!({ "host.corp": 1 })), [Code::LeakedAddress]);
}

#[test]
fn public_addresses_versions_and_times_are_not_refused() {
    allowed(&[
        "4.3.1.2",
        "version 10.1.2.3",
        "Clause 10.2.1.1",
        "8.8.8.8",
        "172.32.0.1",
        "192.169.0.1",
        "999.10.0.1",
        "10.0.0",
        "10.0.0.0.1",
        "10.0.0.256",
        "12:30:45",
        "at 10:15::",
        "2001:db8::1",
        "std::1",
        "a::1",
        "https://docs.meridian.example/home/x",
        "www.local.example",
        ".local",
        "In general.Internal use",
        "e.g. local",
        "Meridian Corp.",
        "corp.example",
        "file:// addresses",
        "and/or/etc/more",
        "https://x.example/var/log/",
        "drive C: is full",
        "1:/2",
        "\\\\",
        "a \\\\ b",
        "~/notes",
        "the /home/ folder",
        "gita@x.example",
        "legit@x.example",
        "internal",
        "readme.md",
        "sub.arpa",
        "see:D",
        "http://x.example",
    ]);
    assert_eq!(codes(&record(), &json!({ "version": "10.4.1.2" })), []);
}
