//! Answers for a dozen ids, word by word, and the rules that hold for all.

use super::{codes, explain, find};
use crate::diagnostic::{Code, page};
use crate::record::Kind;
use crate::standards::{self, ai_act};

#[test]
fn answers_read_like_this() {
    for query in [
        "A.6.2.6",
        "A.5.2",
        "iso27001:A.5.2",
        "A.6",
        "9.3.2",
        "6.1",
        "9",
        "annex-iv.2.e",
        "art-73",
        "art-5.1.ba",
        "Art. 6(3)",
        "art-43",
        "art-111.2",
        "Annex III",
        "evidence-stale",
        "MR-IN-03",
        "IA-11",
        "SOA-C13",
        "LLM06",
        "B.6.2.6",
    ] {
        insta::assert_snapshot!(find::slug(query), explain(query).unwrap());
    }
    insta::assert_snapshot!("codes", codes());
}

#[test]
fn each_id_is_explained_under_its_own_name() {
    for name in find::names() {
        let answer = explain(&name).unwrap_or_else(|finding| panic!("{name}: {finding}"));
        assert!(answer.starts_with(&format!("{name}  (")), "asked for {name}, got {}", answer.lines().next().unwrap());
    }
    for code in Code::ALL {
        assert!(explain(code.as_str()).unwrap().starts_with(&format!("{code}  (")));
    }
}

#[test]
fn an_id_can_be_written_in_many_ways() {
    for (one, other) in [
        ("Art. 73", "article 73"),
        ("Art. 73(2)", "art73.2"),
        ("Annex IV 2(e)", "annex iv point 2 e"),
        ("A.6.2.6", "a.6.2.6"),
        ("owasp:LLM06:2025", "llm06"),
        ("iso42001:9.3.2", "iso42001:clause 9.3.2"),
    ] {
        assert_eq!(explain(one).unwrap(), explain(other).unwrap(), "{one} and {other}");
    }
}

#[test]
fn ids_that_collide_are_told_apart() {
    let ours = explain("A.5.2").unwrap();
    assert!(ours.contains("ISO/IEC 42001:2023, Annex A control"));
    assert!(ours.contains("explain iso27001:A.5.2"));
    let theirs = explain("iso27001:A.5.2").unwrap();
    assert!(theirs.starts_with("A.5.2  (ISO/IEC 27001:2022)"));
    assert!(explain("9.3.2").unwrap().starts_with("9.3.2  (ISO/IEC 42001:2023, clause)"));
}

#[test]
fn an_unknown_word_gets_the_nearest_name() {
    let help = |query: &str| explain(query).unwrap_err().help.unwrap();
    assert_eq!(help("evidence-stael"), "did you mean `evidence-stale`?");
    // A.6.2.9 does not exist, and no other number is guessed for it.
    assert_eq!(help("A.6.2.9"), "did you mean `A.6.2`?");
    assert_eq!(help("A.06.2.6"), "did you mean `A.6.2.6`?");
    assert_eq!(help("annex-iv.2.z"), "did you mean `Annex IV 2`?");
    assert_eq!(help("art-73-99"), "did you mean `Art. 73`?");
    assert!(help("xyzzy").starts_with("give a code"));
    assert_eq!(explain("A.6.10").unwrap_err().code, Code::Usage);
}

#[test]
fn kinds_of_record_are_collections() {
    for collection in standards::words().record_kinds.values().flatten() {
        assert!(Kind::from_collection(collection).is_some(), "{collection} is no collection");
    }
}

#[test]
fn what_a_page_comes_from_exists() {
    let soa = standards::applicability();
    for code in Code::ALL {
        let basis = page(*code).basis;
        for word in basis.split([' ', ',', ';', ')']).filter(|word| !word.is_empty()) {
            let label = word.starts_with("SOA-").then(|| {
                soa.checks.iter().any(|check| check.id == word) || soa.must_contain.iter().any(|own| own.id == word)
            });
            let number = word.starts_with(|c: char| c.is_ascii_digit()) && word.contains('.');
            let clause = number.then(|| standards::subclause(word).is_some());
            assert!(label.or(clause).unwrap_or(true), "the page of `{code}` names {word}, which does not exist");
        }
    }
}

#[test]
fn each_check_of_the_statement_is_made_and_says_so() {
    let bases: Vec<&str> = Code::ALL.iter().map(|code| page(*code).basis).collect();
    for check in &standards::applicability().checks {
        let named = bases.iter().any(|basis| basis.split([' ', ',', ';']).any(|word| word == check.id));
        assert!(named, "no finding comes from {}", check.id);
    }
}

#[test]
fn articles_named_in_the_crosswalk_are_explained() {
    let known = |id: &str| ai_act::law().articles.iter().any(|own| own.id == id);
    let rows = standards::crosswalk().rows.iter().flat_map(|row| &row.related);
    for id in rows.filter(|related| related.framework == standards::AI_ACT).flat_map(|related| &related.ids) {
        let article = ai_act::article_of(id).unwrap_or_else(|| panic!("{id} belongs to no article"));
        assert!(known(&article), "{article}, of {id}, has no heading");
    }
}
