//! Whom a verifier trusts, and packs that are of somebody else, too old, or drafts (group 9, as far as it goes).

use super::*;

#[test]
fn a_pack_of_another_key() {
    let verdict = check(
        &Loose::good().write().root,
        &Trust::Keys(vec![TrustedKey { key: other_key().public(), identities: Vec::new() }]),
    );
    assert_eq!(codes(&verdict), [Code::KeyUntrusted]);
    assert_eq!(verdict.conclusion.exit_code(), 1);
}

#[test]
fn a_throw_away_key_is_refused_where_another_is_trusted() {
    let sealed = seal::seal(file_set(), &facts(), &SigningKey::throw_away().unwrap(), "", "preparer").unwrap();
    let verdict = check(&Loose::of(sealed.tree()).write().root, &trusted());
    assert_eq!(codes(&verdict), [Code::KeyUntrusted]);
}

/// Everything made anew by someone else, who leaves the old names in.
#[test]
fn a_pack_forged_whole() {
    let forged = seal::seal(file_set(), &facts(), &other_key(), IDENTITY, "preparer").unwrap();
    let verdict = check(&Loose::of(forged.tree()).write().root, &trusted());
    assert_eq!(codes(&verdict), [Code::KeyUntrusted]);
}

#[test]
fn a_trusted_key_under_another_name() {
    let trust = Trust::read(&key().public().to_allowed_signers("other@acme.example"), "keys").unwrap();
    assert_eq!(codes(&check(&Loose::good().write().root, &trust)), [Code::SignerDiffers]);
}

#[test]
fn keys_in_every_form_are_read() {
    let public = key().public();
    let root = &Loose::good().write().root;
    let forms = [
        public.to_pem(),
        public.to_openssh(),
        format!("{} comment of mine\n", public.to_openssh()),
        public.to_allowed_signers(IDENTITY),
        format!("# keys\n\n{}{}", other_key().public().to_allowed_signers("x"), public.to_allowed_signers(IDENTITY)),
        format!("a,{IDENTITY} namespaces=\"git,aims-report\" {}", public.to_openssh()),
    ];
    for text in forms {
        let trust = Trust::read(&text, "keys").unwrap();
        assert_eq!(check(root, &trust).conclusion, Conclusion::Trusted, "{text}");
    }
}

#[test]
fn keys_that_can_not_be_trusted_are_told() {
    let openssh = key().public().to_openssh();
    let cases = [
        (String::new(), Code::Trust),
        ("hello".to_owned(), Code::Trust),
        (KEY.to_owned(), Code::Trust),
        ("ssh-ed25519".to_owned(), Code::Trust),
        (format!("x namespaces=\"git\" {openssh}"), Code::Trust),
        (format!("x valid-before=\"20270101\" {openssh}"), Code::Trust),
        (format!("x cert-authority {openssh}"), Code::Trust),
        (format!("*@acme.example {openssh}"), Code::Trust),
        ("ssh-rsa AAAAB3NzaC1yc2E".to_owned(), Code::Trust),
        ("ssh-ed25519 AAAA".to_owned(), Code::KeyMalformed),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n".to_owned(), Code::KeyMalformed),
        // The neutral element.
        (
            "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----END PUBLIC KEY-----\n"
                .to_owned(),
            Code::KeyWeak,
        ),
    ];
    for (text, code) in cases {
        let failure = Trust::read(&text, "keys").unwrap_err();
        assert_eq!(failure.0[0].code, code, "{text}");
    }
}

fn sealed_with(facts: &PackFacts) -> Pack {
    Loose::of(seal::seal(file_set(), facts, &key(), IDENTITY, "preparer").unwrap().tree()).write()
}

fn demand(pack: &Pack, demands: &Demands) -> Vec<Code> {
    codes(&verify::verify(&pack.root, &trusted(), demands))
}

#[test]
fn a_draft() {
    let pack = sealed_with(&PackFacts { draft: true, ..facts() });
    assert_eq!(demand(&pack, &Demands::default()), [Code::Draft]);
    assert_eq!(demand(&pack, &Demands { drafts: true, ..Demands::default() }), []);
}

#[test]
fn a_pack_past_its_day() {
    let pack = sealed_with(&PackFacts { expires: Some("2026-12-31".parse().unwrap()), ..facts() });
    let on = |day: &str| demand(&pack, &Demands { today: Some(day.parse().unwrap()), ..Demands::default() });
    assert_eq!(on("2026-12-31"), []);
    assert_eq!(on("2027-01-01"), [Code::Expired]);
}

#[test]
fn an_old_pack_as_the_current_one() {
    let numbered = sealed_with(&facts());
    let unnumbered = sealed_with(&PackFacts { sequence: None, ..facts() });
    let expect = |sequence| Demands { sequence: Some(sequence), ..Demands::default() };
    assert_eq!(demand(&numbered, &expect(7)), []);
    assert_eq!(demand(&numbered, &expect(8)), [Code::SequenceUnexpected]);
    assert_eq!(demand(&unnumbered, &expect(7)), [Code::SequenceUnexpected]);
}

/// Opening it would take 2^31 rounds.
const SLOW_KEY: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGdMFkGCSqGSIb3DQEFDTBMMCsGCSqGSIb3DQEFDDAeBAhzYWx0c2FsdAIEf///
/zAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQaWlpaWlpaWlpaWlpaWlpaQRA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAA==
-----END ENCRYPTED PRIVATE KEY-----
";
/// Opening it would take 16 GiB.
const BIG_KEY: &str = "-----BEGIN ENCRYPTED PRIVATE KEY-----
MIGVMFEGCSqGSIb3DQEFDTBEMCMGCSsGAQQB2kcECzAWBAhzYWx0c2FsdAIEAQAA
AAIBCAIBATAdBglghkgBZQMEASoEEGlpaWlpaWlpaWlpaWlpaWkEQAAAAAAAAAAA
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
AAAAAAAAAAA=
-----END ENCRYPTED PRIVATE KEY-----
";

#[test]
fn a_signing_key_that_would_take_an_hour_to_open_is_refused_at_once() {
    for pem in [SLOW_KEY, BIG_KEY] {
        let refused = SigningKey::from_pem(pem, Some("passphrase")).unwrap_err();
        assert!(refused.to_string().contains("far more work"), "{refused}");
    }
}
