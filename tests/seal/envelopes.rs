//! Bundles, statements and manifests that are not plainly one, though their owner signed them (group 6).

use super::*;
use aims_report::seal::bundle::{PAYLOAD_TYPE, pae};
use base64ct::{Base64, Encoding as _};

/// Signs this text in place of the statement of a good pack.
#[track_caller]
fn payload(change: impl FnOnce(String) -> String, codes: &[Code]) {
    let mut loose = Loose::good();
    let before = statement_of(&loose);
    let after = change(before.clone());
    assert_ne!(before, after, "the test changes nothing");
    loose.set(names::BUNDLE, bundle::write(&after, &key()));
    loose.refused_with(codes);
}

fn statement_of(loose: &Loose) -> String {
    let bundle: serde_json::Value = serde_json::from_slice(loose.get(names::BUNDLE)).unwrap();
    String::from_utf8(Base64::decode_vec(bundle["dsseEnvelope"]["payload"].as_str().unwrap()).unwrap()).unwrap()
}

/// Changes the text of the bundle itself.
#[track_caller]
fn wrapped(from: &str, to: &str, codes: &[Code]) {
    let mut loose = Loose::good();
    loose.replace(names::BUNDLE, from, to);
    loose.refused_with(codes);
}

#[test]
fn another_payload_type() {
    // Signed as what it says it is, so that only the type is wrong.
    let mut loose = Loose::good();
    let signature = Base64::encode_string(&key().sign(&pae("text/plain", statement_of(&loose).as_bytes())));
    let mut bundle: serde_json::Value = serde_json::from_slice(loose.get(names::BUNDLE)).unwrap();
    bundle["dsseEnvelope"]["payloadType"] = "text/plain".into();
    bundle["dsseEnvelope"]["signatures"][0]["sig"] = signature.into();
    loose.set(names::BUNDLE, bundle.to_string());
    loose.refused_with(&[Code::PayloadType]);
}

#[test]
fn empty_payload_type() {
    wrapped(&format!("\"payloadType\":\"{PAYLOAD_TYPE}\""), "\"payloadType\":\"\"", &[Code::PayloadType]);
}

#[test]
fn another_bundle_type() {
    wrapped("bundle.v0.3+json", "bundle.v0.2+json", &[Code::BundleType]);
}

#[test]
fn another_statement_type() {
    payload(|text| text.replace("Statement/v1", "Statement/v0.1"), &[Code::StatementType]);
}

#[test]
fn another_predicate_type() {
    payload(|text| text.replace("/seal/v1", "/seal/v2"), &[Code::PredicateType]);
}

#[test]
fn no_subject() {
    let cut = |text: String| text[..text.find("\"subject\"").unwrap()].to_owned() + "\"subject\":[]}";
    payload(cut, &[Code::SubjectCount]);
}

#[test]
fn two_subjects() {
    let twice = |text: String| {
        let at = text.find("[{\"digest\"").unwrap();
        let subject = text[at + 1..text.len() - 2].to_owned();
        format!("{},{subject}]}}", &text[..text.len() - 2])
    };
    payload(twice, &[Code::SubjectCount]);
}

#[test]
fn another_subject() {
    let digest = sealed().sums_digest().to_string();
    payload(|text| text.replace(&digest, &Digest::of(b"other").to_string()), &[Code::SubjectDiffers]);
}

#[test]
fn another_subject_name() {
    payload(|text| text.replace("\"name\":\"SHA256SUMS\"", "\"name\":\"SHA256SUM\""), &[Code::SubjectDiffers]);
}

#[test]
fn statement_of_another_pack() {
    let mut set = file_set();
    set.add(entry("documents/more.pdf", Kind::Document, b"%PDF")).unwrap();
    let other = seal::seal(set, &facts(), &key(), IDENTITY, "preparer").unwrap();
    let mut loose = Loose::good();
    loose.set(names::BUNDLE, Loose::of(other.tree()).get(names::BUNDLE));
    loose.refused_with(&[Code::SubjectDiffers]);
}

#[test]
fn a_key_twice_in_the_statement() {
    payload(|text| text.replace("\"draft\":false", "\"draft\":true,\"draft\":false"), &[Code::JsonDuplicateKey]);
}

#[test]
fn a_key_twice_in_the_bundle() {
    wrapped("{\"dsseEnvelope\"", "{\"mediaType\":\"x\",\"dsseEnvelope\"", &[Code::JsonDuplicateKey]);
}

#[test]
fn white_space() {
    payload(|text| text.replace("\"draft\":false", "\"draft\": false"), &[Code::JsonNotCanonical]);
    wrapped(",\"mediaType\"", ", \"mediaType\"", &[Code::JsonNotCanonical]);
}

#[test]
fn something_after_the_json() {
    payload(|text| text + "{}", &[Code::JsonMalformed]);
    let mut loose = Loose::good();
    loose.set(names::BUNDLE, loose.text(names::BUNDLE) + "\n");
    loose.refused_with(&[Code::JsonNotCanonical]);
}

#[test]
fn not_json() {
    payload(|_| "hello".to_owned(), &[Code::JsonMalformed]);
}

#[test]
fn a_field_that_is_not_known() {
    payload(|text| text.replace("\"draft\":false", "\"draft\":false,\"drafted\":1"), &[Code::PredicateMalformed]);
    wrapped("\"tlogEntries\":[]", "\"tlogEntries\":[],\"x\":1", &[Code::BundleMalformed]);
}

#[test]
fn a_field_that_is_missing() {
    payload(|text| text.replace("\"draft\":false,", ""), &[Code::PredicateMalformed]);
}

#[test]
fn a_sequence_that_is_a_number_or_has_zeros() {
    for other in ["7", "\"07\"", "\"+7\"", "\"0\"", "\"-7\""] {
        let change = |text: String| text.replace("\"sequence\":\"7\"", &format!("\"sequence\":{other}"));
        payload(change, &[Code::PredicateMalformed]);
    }
}

#[test]
fn a_statement_that_contradicts_the_manifest() {
    payload(|text| text.replace("\"audience\":\"management\"", "\"audience\":\"customer\""), &[Code::ManifestDiffers]);
}

#[test]
fn payload_exchanged_under_the_signature() {
    let mut loose = Loose::good();
    let text = statement_of(&loose);
    let other = text.replace("Acme Mobility GmbH", "Acme Mobility Gmbh");
    loose.replace(names::BUNDLE, &Base64::encode_string(text.as_bytes()), &Base64::encode_string(other.as_bytes()));
    loose.refused_with(&[Code::SignatureWrong]);
}

#[test]
fn a_manifest_that_leaves_a_file_out_or_lies() {
    let changes: [(&str, &str); 3] = [
        ("\"size\":0", "\"size\":1"),
        ("documents/review.xlsx", "documents/review.xls"),
        ("\"audience\":\"management\"", "\"audience\":\"board\""),
    ];
    for (from, to) in changes {
        let mut loose = Loose::good();
        loose.replace(names::MANIFEST, from, to);
        loose.relist(facts());
        loose.refused_with(&[Code::ManifestDiffers]);
    }
}

#[test]
fn a_manifest_that_is_not_one() {
    for (from, to, code) in [
        ("/manifest/v1", "/manifest/v2", Code::ManifestMalformed),
        ("\"size\":0", "\"size\":0.0", Code::JsonMalformed),
        ("\"size\":0", "\"size\":0,\"size\":0", Code::JsonDuplicateKey),
        ("\"size\":0", "\"size\": 0", Code::JsonNotCanonical),
        ("\"size\":0", "\"size\":0,\"sizf\":0", Code::ManifestMalformed),
    ] {
        let mut loose = Loose::good();
        loose.replace(names::MANIFEST, from, to);
        loose.relist(facts());
        loose.refused_with(&[code]);
    }
}

#[test]
fn another_record_than_the_statement_says() {
    let mut loose = Loose::good();
    let facts = PackFacts { record_digest: Digest::of(b"another record"), ..facts() };
    loose.replace(
        names::MANIFEST,
        &format!("\"recordDigest\":\"{}\"", Digest::of(RECORD)),
        &format!("\"recordDigest\":\"{}\"", facts.record_digest),
    );
    loose.relist(facts);
    loose.refused_with(&[Code::RecordDiffers]);
}
