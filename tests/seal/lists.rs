//! Lists of files that are not plainly one, though their owner signed them (group 4).

use super::*;

/// Changes the list of a good pack and signs it again.
#[track_caller]
fn list(change: impl FnOnce(String) -> String, codes: &[Code]) {
    let mut loose = Loose::good();
    let sums = change(loose.text(names::SUMS));
    loose.resign(sums, facts());
    loose.refused_with(codes);
}

fn first_line(sums: &str) -> String {
    sums.split_inclusive('\n').next().unwrap().to_owned()
}

#[test]
fn empty() {
    list(|_| String::new(), &[Code::SumsEmpty]);
}

#[test]
fn empty_line() {
    list(|sums| sums.replacen('\n', "\n\n", 1), &[Code::SumsMalformed]);
}

#[test]
fn empty_last_line() {
    list(|sums| sums + "\n", &[Code::SumsMalformed]);
}

#[test]
fn comment() {
    list(|sums| format!("# files\n{sums}"), &[Code::SumsMalformed]);
}

#[test]
fn crlf() {
    list(|sums| sums.replace('\n', "\r\n"), &[Code::SumsLineEnds]);
}

#[test]
fn no_last_line_end() {
    list(|sums| sums.trim_end().to_owned(), &[Code::SumsLineEnds]);
}

#[test]
fn byte_order_mark() {
    list(|sums| format!("\u{feff}{sums}"), &[Code::SumsByteOrderMark]);
}

#[test]
fn not_utf8() {
    let mut loose = Loose::good();
    let sums = [loose.get(names::SUMS), b"\xff\n"].concat();
    loose.resign(sums, facts());
    loose.refused_with(&[Code::SumsMalformed]);
}

#[test]
fn upper_case() {
    list(|sums| sums[..64].to_uppercase() + &sums[64..], &[Code::SumsDigest]);
}

#[test]
fn digest_too_short() {
    list(|sums| sums[1..].to_owned(), &[Code::SumsDigest]);
}

#[test]
fn digest_not_hex() {
    list(|sums| format!("g{}", &sums[1..]), &[Code::SumsDigest]);
}

#[test]
fn another_algorithm() {
    list(|sums| format!("{}{}", "0".repeat(64), sums), &[Code::SumsAlgorithm]);
}

#[test]
fn algorithm_named() {
    list(|sums| format!("SHA256 (a) = {}\n{sums}", "0".repeat(64)), &[Code::SumsAlgorithm]);
}

#[test]
fn binary_marker() {
    list(|sums| sums.replacen("  ", " *", 1), &[Code::SumsMalformed]);
}

#[test]
fn one_space() {
    list(|sums| sums.replacen("  ", " ", 1), &[Code::SumsMalformed]);
}

#[test]
fn name_twice() {
    list(|sums| first_line(&sums) + &sums, &[Code::DuplicateName]);
}

#[test]
fn unsorted() {
    list(|sums| sums.split_inclusive('\n').rev().collect(), &[Code::SumsUnsorted]);
}

#[test]
fn lists_itself() {
    list(|sums| sums + &format!("{}  SHA256SUMS.sig\n", "0".repeat(64)), &[Code::SumsSealFile]);
}

#[test]
fn leads_out() {
    list(|sums| format!("{}  ../etc/passwd\n{sums}", "0".repeat(64)), &[Code::UnsafeName]);
}

#[test]
fn absolute() {
    list(|sums| format!("{}  /etc/passwd\n{sums}", "0".repeat(64)), &[Code::UnsafeName]);
}

#[test]
fn leaves_out_the_manifest() {
    let mut loose = Loose::good();
    let sums: String =
        loose.text(names::SUMS).split_inclusive('\n').filter(|line| !line.contains("manifest")).collect();
    loose.resign(sums, facts());
    loose.refused_with(&[Code::SealFileMissing, Code::FileUnlisted]);
}

#[test]
fn changed_without_a_new_signature() {
    let mut loose = Loose::good();
    let line = format!("{}  zzz\n", Digest::of(b"z"));
    loose.set("zzz", "z");
    loose.set(names::SUMS, loose.text(names::SUMS) + &line);
    loose.refused_with(&[Code::SignatureWrong, Code::SubjectDiffers, Code::ManifestDiffers]);
}
