//! What became of checking a pack.

use crate::diagnostic::{self, Class, Finding};
use crate::pack::Digest;
use crate::seal::{PackFacts, Signer};

use super::trust::Trust;

/// The one word for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// Nothing is wrong, and a key that the verifier brought vouches for it.
    Trusted,
    /// Something is wrong with the pack.
    Refused,
    /// Nothing is wrong, and the verifier brought no key.
    NotTrusted,
    /// The pack could not be read to the end.
    NotChecked,
}

impl Conclusion {
    /// Gives the word that JSON shows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Trusted => "trusted",
            Self::Refused => "refused",
            Self::NotTrusted => "not-trusted",
            Self::NotChecked => "not-checked",
        }
    }

    /// Gives the exit code: 0 intact and trusted, 1 refused, 2 could not be checked.
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Trusted => 0,
            Self::Refused => 1,
            Self::NotTrusted | Self::NotChecked => 2,
        }
    }
}

/// What a pack says of itself under its signature, and what was counted.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// The facts of the statement; none where its signature is wrong, because they mean nothing then.
    pub pack: Option<PackFacts>,
    /// Who the statement says has signed.
    pub signer: Option<Signer>,
    /// Fingerprint of the key whose signatures are on the pack.
    pub key: Option<Digest>,
    /// Digest of the list of files: two packs with the same one are the same.
    pub sums: Option<Digest>,
    /// How many files there are.
    pub files: u64,
    /// How many bytes they have.
    pub bytes: u64,
}

/// What became of checking a pack.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// The one word for it.
    pub conclusion: Conclusion,
    /// All that is wrong, sorted.
    pub problems: Vec<Finding>,
    /// What was checked, in words.
    pub checked: Vec<String>,
    /// What was not, in words.
    pub not_checked: Vec<String>,
    /// What the pack is.
    pub facts: Facts,
    /// What was shown. Without it, the absence of problems proves nothing.
    pub(super) shown: Shown,
}

/// What was positively shown. A step that was skipped by mistake then can't lead to trust.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Shown {
    /// Every signature is right, and the statement is about this list of files.
    pub(super) signed: bool,
    /// The key is one that the verifier brought.
    pub(super) vouched: bool,
    /// Every file that is there was compared with the list.
    pub(super) listed: bool,
    /// Every listed file was hashed.
    pub(super) hashed: bool,
}

impl Default for Verdict {
    fn default() -> Self {
        Self {
            conclusion: Conclusion::NotChecked,
            problems: Vec::new(),
            checked: Vec::new(),
            not_checked: Vec::new(),
            facts: Facts::default(),
            shown: Shown::default(),
        }
    }
}

impl Verdict {
    /// Ends with a finding that kept everything from being checked.
    pub(super) fn stop(mut self, finding: Finding) -> Self {
        self.problems.push(finding);
        self.not_checked.push("anything".to_owned());
        self
    }

    /// Sorts the problems and finds the word.
    pub(super) fn conclude(mut self, trust: &Trust) -> Self {
        diagnostic::sort(&mut self.problems);
        self.problems.dedup();
        let refused = self.problems.iter().any(|problem| problem.code.class() == Class::Refusal);
        let Shown { signed, vouched, listed, hashed } = self.shown;
        let intact = self.problems.is_empty() && signed && listed && hashed;
        self.conclusion = match trust {
            _ if refused => Conclusion::Refused,
            Trust::Keys(_) if intact && vouched => Conclusion::Trusted,
            Trust::Nobody if intact => Conclusion::NotTrusted,
            _ => Conclusion::NotChecked,
        };
        self
    }
}
