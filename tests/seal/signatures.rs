//! Signatures and keys that prove nothing, or something else (groups 7 and 8).

use super::*;
use base64ct::{Base64, Encoding as _};
use sha2::{Digest as _, Sha512};

/// The blob of an SSH signature, field by field, as nobody's library writes it.
struct Ssh {
    magic: &'static [u8],
    version: u32,
    key: Vec<u8>,
    namespace: &'static str,
    reserved: &'static str,
    hash: &'static str,
    algorithm: &'static [u8],
    signature: Vec<u8>,
    trailing: &'static [u8],
}

fn field(bytes: &[u8]) -> Vec<u8> {
    [&u32::try_from(bytes.len()).unwrap().to_be_bytes(), bytes].concat()
}

impl Ssh {
    /// What `ssh-keygen -n NAMESPACE` would sign over the list.
    fn over(sums: &[u8], key: &SigningKey, namespace: &'static str) -> Self {
        let signed = [
            b"SSHSIG".to_vec(),
            field(namespace.as_bytes()),
            field(b""),
            field(b"sha512"),
            field(&Sha512::digest(sums)),
        ]
        .concat();
        Self {
            magic: b"SSHSIG",
            version: 1,
            key: [field(b"ssh-ed25519"), field(key.public().as_bytes())].concat(),
            namespace,
            reserved: "",
            hash: "sha512",
            algorithm: b"ssh-ed25519",
            signature: key.sign(&signed).to_vec(),
            trailing: b"",
        }
    }

    fn armored(&self) -> String {
        let blob = [
            self.magic.to_vec(),
            self.version.to_be_bytes().to_vec(),
            field(&self.key),
            field(self.namespace.as_bytes()),
            field(self.reserved.as_bytes()),
            field(self.hash.as_bytes()),
            field(&[field(self.algorithm), field(&self.signature)].concat()),
            self.trailing.to_vec(),
        ]
        .concat();
        let text = Base64::encode_string(&blob);
        let lines: Vec<&str> = text.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()).collect();
        format!("-----BEGIN SSH SIGNATURE-----\n{}\n-----END SSH SIGNATURE-----\n", lines.join("\n"))
    }
}

/// Changes the SSH signature of a good pack.
#[track_caller]
fn ssh(change: impl FnOnce(&mut Ssh), codes: &[Code]) {
    let mut loose = Loose::good();
    let mut ssh = Ssh::over(loose.get(names::SUMS), &key(), "aims-report");
    assert_eq!(ssh.armored(), loose.text(names::SSH_SIGNATURE), "the test writes another form than the seal");
    change(&mut ssh);
    loose.set(names::SSH_SIGNATURE, ssh.armored());
    loose.refused_with(codes);
}

#[test]
fn ssh_for_another_purpose() {
    let mut loose = Loose::good();
    let ssh = Ssh::over(loose.get(names::SUMS), &key(), "git");
    loose.set(names::SSH_SIGNATURE, ssh.armored());
    loose.refused_with(&[Code::SshsigNamespace]);
}

#[test]
fn ssh_namespace_exchanged() {
    let mut loose = Loose::good();
    let mut ssh = Ssh::over(loose.get(names::SUMS), &key(), "git");
    ssh.namespace = "aims-report";
    loose.set(names::SSH_SIGNATURE, ssh.armored());
    loose.refused_with(&[Code::SignatureWrong]);
}

#[test]
fn ssh_of_another_version() {
    ssh(|ssh| ssh.version = 2, &[Code::SshsigVersion]);
}

#[test]
fn ssh_with_another_hash() {
    ssh(|ssh| ssh.hash = "sha256", &[Code::SshsigHash]);
    ssh(|ssh| ssh.hash = "md5", &[Code::SshsigHash]);
}

#[test]
fn ssh_with_something_reserved() {
    ssh(|ssh| ssh.reserved = "x", &[Code::SshsigMalformed]);
}

#[test]
fn ssh_with_trailing_data() {
    ssh(|ssh| ssh.trailing = b"\0\0\0\0", &[Code::SshsigTrailing]);
    let mut loose = Loose::good();
    loose.set(names::SSH_SIGNATURE, loose.text(names::SSH_SIGNATURE) + "more\n");
    loose.refused_with(&[Code::SshsigTrailing]);
}

#[test]
fn ssh_with_two_signatures() {
    let mut loose = Loose::good();
    loose.set(names::SSH_SIGNATURE, loose.text(names::SSH_SIGNATURE).repeat(2));
    loose.refused_with(&[Code::SshsigTrailing]);
}

#[test]
fn ssh_of_another_algorithm() {
    ssh(|ssh| ssh.algorithm = b"ssh-rsa", &[Code::SshsigMalformed]);
    ssh(|ssh| ssh.key = [field(b"ssh-rsa"), field(b"x")].concat(), &[Code::KeyMalformed]);
}

#[test]
fn ssh_with_another_beginning() {
    ssh(|ssh| ssh.magic = b"SSHSIX", &[Code::SshsigMalformed]);
}

#[test]
fn ssh_cut() {
    ssh(|ssh| ssh.signature.truncate(63), &[Code::SignatureMalformed]);
    let mut loose = Loose::good();
    let text = loose.text(names::SSH_SIGNATURE);
    loose.set(names::SSH_SIGNATURE, &text[..text.len() - 40]);
    loose.refused_with(&[Code::SshsigMalformed]);
}

#[test]
fn ssh_broken_into_other_lines() {
    let mut loose = Loose::good();
    let text = loose.text(names::SSH_SIGNATURE);
    let (begin, rest) = text.split_once('\n').unwrap();
    let (body, end) = rest.split_once("\n---").unwrap();
    loose.set(names::SSH_SIGNATURE, format!("{begin}\n{}\n---{end}", body.replace('\n', "")));
    loose.refused_with(&[Code::SshsigMalformed]);
    loose.set(names::SSH_SIGNATURE, text.replace('\n', "\r\n"));
    loose.refused_with(&[Code::SshsigMalformed]);
}

#[test]
fn ssh_over_other_bytes() {
    let mut loose = Loose::good();
    loose.set(names::SSH_SIGNATURE, sshsig::sign(b"other bytes", &key()));
    loose.refused_with(&[Code::SignatureWrong]);
}

#[test]
fn ssh_by_another_key() {
    let mut loose = Loose::good();
    loose.set(names::SSH_SIGNATURE, sshsig::sign(loose.get(names::SUMS), &other_key()));
    let pack = loose.write();
    assert_eq!(codes(&check(&pack.root, &trusted())), [Code::KeysDiffer]);
    assert_eq!(check(&pack.root, &Trust::Nobody).conclusion, Conclusion::Refused);
}

#[test]
fn raw_too_short_or_too_long() {
    let good = Loose::good().get(names::RAW_SIGNATURE).to_vec();
    for bytes in [good[..63].to_vec(), [&good[..], b"\n"].concat(), Vec::new()] {
        let mut loose = Loose::good();
        loose.set(names::RAW_SIGNATURE, bytes);
        loose.refused_with(&[Code::SignatureMalformed]);
    }
}

#[test]
fn raw_with_one_bit_changed() {
    for at in [0, 31, 32, 62] {
        let mut loose = Loose::good();
        let mut bytes = loose.get(names::RAW_SIGNATURE).to_vec();
        bytes[at] ^= 1;
        loose.set(names::RAW_SIGNATURE, bytes);
        loose.refused_with(&[Code::SignatureWrong]);
    }
}

/// S + L signs as well as S to a reader that does not look; then one pack would have many signatures.
#[test]
fn raw_with_s_past_the_order() {
    const ORDER: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut loose = Loose::good();
    let mut bytes = loose.get(names::RAW_SIGNATURE).to_vec();
    let mut carry = 0;
    for (byte, order) in bytes[32..].iter_mut().zip(ORDER) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    loose.set(names::RAW_SIGNATURE, bytes);
    loose.refused_with(&[Code::SignatureNonCanonical]);
}

#[test]
fn raw_prehashed() {
    let mut loose = Loose::good();
    // What Ed25519ph signs, and what a careless program signs in its place.
    let hash = Sha512::digest(loose.get(names::SUMS));
    let domain = [b"SigEd25519 no Ed25519 collisions\x01\x00".as_slice(), &hash].concat();
    for message in [hash.to_vec(), domain] {
        loose.set(names::RAW_SIGNATURE, key().sign(&message));
        loose.refused_with(&[Code::SignatureWrong]);
    }
}

#[test]
fn envelope_without_signature() {
    let mut loose = Loose::good();
    let mut bundle: serde_json::Value = serde_json::from_slice(loose.get(names::BUNDLE)).unwrap();
    bundle["dsseEnvelope"]["signatures"] = serde_json::json!([]);
    loose.set(names::BUNDLE, bundle.to_string());
    loose.refused_with(&[Code::SignatureMissing]);
}

#[test]
fn envelope_signed_twice_by_one_key() {
    for key_id in [None, Some("ff")] {
        let mut loose = Loose::good();
        let mut bundle: serde_json::Value = serde_json::from_slice(loose.get(names::BUNDLE)).unwrap();
        let mut again = bundle["dsseEnvelope"]["signatures"][0].clone();
        if let Some(key_id) = key_id {
            again["keyid"] = key_id.into();
        }
        bundle["dsseEnvelope"]["signatures"].as_array_mut().unwrap().push(again);
        loose.set(names::BUNDLE, bundle.to_string());
        loose.refused_with(&[Code::SignatureCount]);
    }
}

/// Another key signs and says that it is the trusted one.
#[test]
fn envelope_of_an_unknown_key_with_a_trusted_id() {
    let mut loose = Loose::good();
    let forged = bundle::write("{}", &other_key());
    let (other, trusted) = (other_key().public().fingerprint(), key().public().fingerprint());
    loose.set(names::BUNDLE, forged.replace(&other.to_string(), &trusted.to_string()));
    loose.refused_with(&[Code::SignatureWrong]);
}

#[test]
fn envelope_with_a_wrong_key_id() {
    let fingerprint = key().public().fingerprint().to_string();
    let mut loose = Loose::good();
    loose.replace(names::BUNDLE, &fingerprint, &Digest::of(b"x").to_string());
    loose.refused_with(&[Code::KeyIdDiffers]);
    let mut loose = Loose::good();
    let text = loose.text(names::BUNDLE).replacen(&fingerprint, "x", 1);
    loose.set(names::BUNDLE, text);
    loose.refused_with(&[Code::KeyIdDiffers]);
}

#[test]
fn key_file_of_another_key() {
    let mut loose = Loose::good();
    loose.set(names::PUBLIC_KEY, other_key().public().to_pem());
    loose.refused_with(&[Code::KeysDiffer]);
}

#[test]
fn allowed_signers_of_another_key() {
    let mut loose = Loose::good();
    loose.set(names::ALLOWED_SIGNERS, other_key().public().to_allowed_signers(IDENTITY));
    loose.refused_with(&[Code::KeysDiffer]);
    let mut loose = Loose::good();
    loose.set(
        names::ALLOWED_SIGNERS,
        loose.text(names::ALLOWED_SIGNERS) + &other_key().public().to_allowed_signers(IDENTITY),
    );
    loose.refused_with(&[Code::KeysDiffer]);
}

/// The eight points of small order, and encodings of them that are not the shortest.
const WEAK: [&str; 4] = [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
];

fn bytes_of(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// With such a key, a signature of zeros verifies in openssl, ssh-keygen, node and browsers.
#[test]
fn weak_keys() {
    for hex in WEAK {
        let raw = bytes_of(hex);
        ssh(|ssh| ssh.key = [field(b"ssh-ed25519"), field(&raw)].concat(), &[Code::KeyWeak]);
        let spki = [&bytes_of("302a300506032b6570032100")[..], &raw].concat();
        let mut loose = Loose::good();
        let pem = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n", Base64::encode_string(&spki));
        loose.set(names::PUBLIC_KEY, pem);
        loose.refused_with(&[Code::KeyWeak]);
    }
}

#[test]
fn keys_that_are_no_points_or_not_in_canonical_form() {
    // y = p + 1 is the same point as y = 1.
    let long = bytes_of("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f");
    ssh(|ssh| ssh.key = [field(b"ssh-ed25519"), field(&long)].concat(), &[Code::KeyNonCanonical]);
    let none = bytes_of("0200000000000000000000000000000000000000000000000000000000000000");
    ssh(|ssh| ssh.key = [field(b"ssh-ed25519"), field(&none)].concat(), &[Code::KeyMalformed]);
}
