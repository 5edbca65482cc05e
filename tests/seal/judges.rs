//! Programs that nobody here wrote agree with the seal, on good packs and on bad ones.

#![allow(clippy::print_stderr, reason = "an absent judge must be seen")]

use super::*;
use std::process::Command;

/// Runs a line in a shell in a folder; none where the program that it begins with is not there.
fn shell(line: &str, folder: &Path) -> Option<(bool, String)> {
    let program = line.split(' ').next().unwrap();
    let there = Command::new("sh").args(["-c", &format!("command -v {program}")]).output().ok()?.status.success();
    if !there {
        eprintln!("{program} is absent: not asked");
        return None;
    }
    let output = Command::new("sh").args(["-c", line]).current_dir(folder).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    Some((output.status.success(), text))
}

/// The commands of a pack's own VERIFY.txt that this system can run.
fn commands(loose: &Loose) -> Vec<String> {
    let text = loose.text(names::INSTRUCTIONS);
    let starts = ["ssh-keygen ", "openssl ", "Linux:", "Linux and macOS:  "];
    let found = text.lines().map(str::trim).filter(|line| starts.iter().any(|start| line.starts_with(start)));
    found
        .map(|line| line.trim_start_matches("Linux and macOS:").trim_start_matches("Linux:").trim().to_owned())
        .collect()
}

#[test]
fn every_command_of_the_instructions_says_what_they_promise() {
    let loose = Loose::good();
    let pack = loose.write();
    let commands = commands(&loose);
    assert_eq!(commands.len(), 5, "{commands:?}");
    for command in commands {
        let Some((success, text)) = shell(&command, &pack.root) else { continue };
        let promised = match command.split(' ').next().unwrap() {
            "ssh-keygen" => "Good \"aims-report\" signature for aims@acme.example".to_owned(),
            "openssl" => "Signature Verified Successfully".to_owned(),
            "find" => loose.0.len().to_string(),
            "sed" => key().public().fingerprint().to_string(),
            _ => "record.json: OK".to_owned(),
        };
        assert!(success && text.contains(&promised), "{command}\n{text}");
    }
}

#[test]
fn they_refuse_what_we_refuse() {
    let mut loose = Loose::good();
    let commands = commands(&loose);
    loose.set("record.json", "{}");
    let pack = loose.write();
    let sums = commands.iter().find(|command| command.starts_with("sha256sum")).unwrap();
    assert!(shell(sums, &pack.root).is_none_or(|(success, _)| !success));

    loose.relist(facts());
    loose.set(names::SSH_SIGNATURE, sshsig::sign(loose.get(names::SUMS), &other_key()));
    loose.set(names::RAW_SIGNATURE, other_key().sign(loose.get(names::SUMS)));
    let pack = loose.write();
    for command in commands.iter().filter(|command| command.starts_with("ssh") || command.starts_with("openssl")) {
        assert!(shell(command, &pack.root).is_none_or(|(success, _)| !success), "{command}");
    }
}

#[test]
fn what_ssh_keygen_signs_is_what_we_sign() {
    // ssh-keygen wants keys in a form of its own, which it makes itself here.
    let folder = TempDir::new().unwrap();
    let Some((made, text)) = shell("ssh-keygen -q -t ed25519 -N '' -f key", folder.path()) else { return };
    assert!(made, "{text}");
    fs::write(folder.path().join("list"), "list\n").unwrap();
    let (signed, text) = shell("ssh-keygen -Y sign -q -f key -n aims-report list", folder.path()).unwrap();
    assert!(signed, "{text}");
    let signature = sshsig::parse(&fs::read(folder.path().join("list.sig")).unwrap()).unwrap();
    signature.verify(b"list\n").unwrap();
    assert_eq!(signature.verify(b"list").unwrap_err().code, Code::SignatureWrong);
}

#[test]
fn openssl_and_we_open_each_others_keys() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("plain.pem", &key().to_pem(None).unwrap());
    write("locked.pem", &key().to_pem(Some("correct horse")).unwrap());
    for line in
        ["openssl pkey -in plain.pem -pubout", "openssl pkey -in locked.pem -passin 'pass:correct horse' -pubout"]
    {
        let Some((_, text)) = shell(line, folder.path()) else { return };
        assert_eq!(text, key().public().to_pem(), "{line}");
    }
    for line in [
        "openssl genpkey -algorithm ed25519 -out made.pem",
        "openssl pkey -in made.pem -aes-256-cbc -passout pass:battery -out made-locked.pem",
        "openssl pkey -in made.pem -pubout -out made.pub.pem",
    ] {
        assert!(shell(line, folder.path()).unwrap().0, "{line}");
    }
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let (plain, locked) = (read("made.pem"), read("made-locked.pem"));
    assert!(!SigningKey::is_encrypted(&plain) && SigningKey::is_encrypted(&locked));
    for key in [SigningKey::from_pem(&plain, None), SigningKey::from_pem(&locked, Some("battery"))] {
        assert_eq!(key.unwrap().public().to_pem(), read("made.pub.pem"));
    }
}
