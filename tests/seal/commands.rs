//! `keygen` and `verify` as people run them.

use super::*;
use assert_cmd::Command;

fn program() -> Command {
    let mut command = Command::cargo_bin("aims-report").unwrap();
    command.env_remove("AIMS_REPORT_KEY_FILE").env_remove("AIMS_REPORT_PASSPHRASE_FILE");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn keygen_makes_a_key_that_only_the_passphrase_opens() {
    let folder = TempDir::new().unwrap();
    let (out, secret) = (folder.path().join("key.pem"), folder.path().join("passphrase"));
    fs::write(&secret, "correct horse\r\n").unwrap();
    let run = program()
        .args(["keygen", "--identity", IDENTITY, "--out"])
        .arg(&out)
        .arg("--passphrase-file")
        .arg(&secret)
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    assert_eq!(text(&run.stderr), "");
    let pem = fs::read_to_string(&out).unwrap();
    assert!(SigningKey::is_encrypted(&pem));
    for wrong in [None, Some(""), Some("correct horse\n"), Some("Correct horse")] {
        assert_eq!(SigningKey::from_pem(&pem, wrong).unwrap_err().0[0].code, Code::SigningKey);
    }
    let public = SigningKey::from_pem(&pem, Some("correct horse")).unwrap().public();
    assert_eq!(fs::read_to_string(folder.path().join("key.pem.pub.pem")).unwrap(), public.to_pem());
    let told = text(&run.stdout);
    for line in [public.fingerprint().to_string(), public.to_openssh(), public.to_allowed_signers(IDENTITY)] {
        assert!(told.contains(&line), "{told}");
    }
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&out).unwrap().permissions());
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn keygen_says_loudly_that_a_key_is_not_encrypted() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("key.pem");
    let run = program().args(["keygen", "--no-passphrase", "--out"]).arg(&out).output().unwrap();
    assert_eq!(run.status.code(), Some(0));
    assert!(text(&run.stderr).contains("NOT ENCRYPTED"));
    SigningKey::from_pem(&fs::read_to_string(&out).unwrap(), None).unwrap();
}

#[test]
fn keygen_never_overwrites() {
    let folder = TempDir::new().unwrap();
    for taken in ["key.pem", "key.pem.pub.pem"] {
        let (out, file) = (folder.path().join("key.pem"), folder.path().join(taken));
        fs::write(&file, "mine").unwrap();
        let run = program().args(["keygen", "--no-passphrase", "--out"]).arg(&out).output().unwrap();
        assert_eq!(run.status.code(), Some(2));
        assert!(text(&run.stderr).contains("error[target-exists]"));
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        fs::remove_file(&file).unwrap();
        assert!(!out.exists());
    }
}

#[test]
fn keygen_without_a_terminal_asks_for_a_passphrase_file() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("key.pem");
    let run = program().args(["keygen", "--out"]).arg(&out).write_stdin("").output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(text(&run.stderr).contains("--passphrase-file"), "{}", text(&run.stderr));
    let run =
        program().args(["keygen", "--passphrase-file", "-", "--out"]).arg(&out).write_stdin("\n").output().unwrap();
    assert_eq!(run.status.code(), Some(2), "an empty passphrase was taken");
    let run =
        program().args(["keygen", "--passphrase-file", "-", "--out"]).arg(&out).write_stdin("x y\n").output().unwrap();
    assert_eq!(run.status.code(), Some(0), "{}", text(&run.stderr));
    SigningKey::from_pem(&fs::read_to_string(&out).unwrap(), Some("x y")).unwrap();
}

#[test]
fn verify_ends_with_the_codes_that_are_promised() {
    let pack = Loose::good().write();
    let public = pack.root.with_file_name("acme.pub.pem");
    fs::write(&public, key().public().to_pem()).unwrap();
    let verify = |arguments: &[&std::ffi::OsStr]| {
        let run = program().arg("verify").arg(&pack.root).args(arguments).output().unwrap();
        (run.status.code().unwrap(), text(&run.stdout), text(&run.stderr))
    };
    let with_key = ["--key".as_ref(), public.as_os_str()];
    let (code, out, _) = verify(&with_key);
    assert_eq!(code, 0, "{out}");
    assert!(out.starts_with("TRUSTED"), "{out}");
    let (code, out, _) = verify(&[]);
    assert_eq!(code, 2, "{out}");
    let (code, out, err) = verify(&["--key".as_ref(), pack.root.join("key.pem").as_os_str()]);
    assert_eq!((code, out.as_str()), (2, ""), "a key from the pack was trusted");
    assert!(err.contains("error[trust-from-pack]"), "{err}");
    fs::write(pack.root.join("record.json"), "{}").unwrap();
    for arguments in [&with_key[..], &[]] {
        let (code, out, _) = verify(arguments);
        assert_eq!(code, 1, "{out}");
        assert!(out.contains("error[file-changed]"), "{out}");
    }
    let (code, out, _) = verify(&["--format".as_ref(), "json".as_ref()]);
    assert_eq!(code, 1);
    assert!(out.starts_with("{\"checked\":") && out.ends_with("}\n"), "{out}");
}

#[test]
fn verify_of_nothing_can_not_check() {
    let run = program().args(["verify", "/nowhere/at/all"]).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
}
