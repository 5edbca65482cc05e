//! What can be tested of a proposal without files.

use super::CONFIG;
use super::words::{meant, normal};
use crate::config;

/// Each example of the configuration is one that is read, once its # is taken off.
#[test]
fn examples_of_the_configuration_are_read() {
    config::parse(CONFIG).expect("comments alone");
    let active: String = CONFIG
        .lines()
        .filter_map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ') && !rest.is_empty()))
        .map(|line| format!("{line}\n"))
        .collect();
    let read = config::parse(&active).unwrap_or_else(|failure| panic!("{failure}\n{active}"));
    assert_eq!((read.ingest.len(), read.policy.waivers.len()), (1, 1));
    for section in ["check", "levels", "cadences", "thresholds", "waivers", "ingest"] {
        assert!(active.contains(&format!("[{section}")), "{section}");
    }
}

#[test]
fn words_are_understood_or_not() {
    let words = ["open", "in_treatment", "treated", "accepted", "closed"].map(str::to_owned);
    assert_eq!(meant("In Treatment", &words), Some(("in_treatment", false)));
    assert_eq!(meant("In Progress", &words), Some(("in_treatment", true)));
    assert_eq!(meant("Acepted", &words), Some(("accepted", true)));
    assert_eq!(meant("Mystery", &words), None);
    assert_eq!(normal("Likelihood (1-5)"), "likelihood");
    assert_eq!(normal("Applicable (Y/N) "), "applicable");
}
