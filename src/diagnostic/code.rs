//! The codes that findings carry. One list, so that renaming a code is a change that everyone sees.

use std::fmt;

use super::Level;

/// What a finding speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// The record, template or pack can't be trusted to say what it says. Nothing final is made from it.
    Integrity,
    /// A fact about the organisation. It is printed, and blocks nothing.
    Conformity,
    /// The tool could not do what was asked.
    Operation,
    /// A sealed pack is refused.
    Refusal,
}

macro_rules! codes {
    ($($(#[doc = $summary:literal])+ $variant:ident = $name:literal, $class:ident, $level:ident;)*) => {
        /// A stable name for a kind of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[doc = $summary])+ $variant,)*
        }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name that messages show.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What it speaks of.
            pub fn class(self) -> Class {
                match self {
                    $(Self::$variant => Class::$class,)*
                }
            }

            /// Its level where an organisation has set no other.
            pub fn level(self) -> Level {
                match self {
                    $(Self::$variant => Level::$level,)*
                }
            }

            /// What it means, in a sentence or two.
            pub fn summary(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($summary),+).trim_ascii(),)*
                }
            }
        }
    };
}

codes! {
    // Reading
    /// A file or folder can't be read.
    Unreadable = "unreadable", Operation, Error;
    /// A file or folder can't be written.
    Unwritable = "unwritable", Operation, Error;
    /// What was asked for on the command line makes no sense together.
    Usage = "usage", Operation, Error;
    /// A file is not what its name says it is: broken YAML or JSON, or text that is not UTF-8.
    Syntax = "syntax", Integrity, Error;
    /// A limit on size, depth or number was passed; it protects readers from files made to exhaust them.
    Limit = "limit", Integrity, Error;
    /// A file or key names no collection of the record.
    UnknownCollection = "unknown-collection", Integrity, Error;
    /// An item has a field that the model does not know.
    UnknownKey = "unknown-key", Integrity, Error;
    /// A key stands twice in one mapping; one of its values would be lost.
    DuplicateKey = "duplicate-key", Integrity, Error;
    /// A field that every item of the kind must have is absent.
    MissingField = "missing-field", Integrity, Error;
    /// A value is not of the type that its field has.
    WrongType = "wrong-type", Integrity, Error;
    /// A record lacks a collection that a report can't be made without.
    MissingCollection = "missing-collection", Integrity, Error;
    /// A text has a character that can't be shown literally: a control character, a bidirectional override,
    /// a private-use or an unassigned code point.
    HiddenCharacter = "hidden-character", Integrity, Error;
    /// A path leads out of the record, or through a symbolic link.
    PathEscape = "path-escape", Integrity, Error;
    /// A text file of the record that nothing names.
    UnusedFile = "unused-file", Integrity, Warning;
    // References
    /// A reference names an id that no item of the wanted kind has.
    UnknownId = "unknown-id", Integrity, Error;
    /// Two items of one kind have the same id.
    DuplicateId = "duplicate-id", Integrity, Error;
    /// An Annex A control id that ISO/IEC 42001 does not have.
    UnknownControl = "unknown-control", Integrity, Error;
    /// An evidence file is not there.
    EvidenceMissing = "evidence-missing", Integrity, Error;
    /// An evidence file has another digest than the record declares.
    EvidenceChanged = "evidence-changed", Integrity, Error;
    // Applicability: ISO/IEC 42001 6.1.3
    /// An Annex A control that the Statement of Applicability does not decide. Clause 6.1.3 asks for the necessary
    /// controls to be compared with Annex A so that none is missed.
    ControlUndecided = "control-undecided", Conformity, Error;
    /// A control without a justification. Clause 6.1.3 asks for the reason of each inclusion and exclusion.
    JustificationMissing = "justification-missing", Conformity, Error;
    /// A justification of a few words, such as "N/A" or "Required", that would fit any control.
    JustificationVague = "justification-vague", Conformity, Warning;
    /// One justification on several controls.
    JustificationCopied = "justification-copied", Conformity, Warning;
    /// An applicable control that does not say how far it is in place.
    StatusMissing = "status-missing", Conformity, Error;
    /// A control called implemented, without evidence.
    EvidenceAbsent = "evidence-absent", Conformity, Error;
    /// A control whose newest evidence is older than its cadence allows.
    EvidenceStale = "evidence-stale", Conformity, Warning;
    /// A control that is not fully in place, without an entry in the treatment plan.
    TreatmentMissing = "treatment-missing", Conformity, Error;
    /// An entry of the treatment plan that was due and is not done (8.3).
    TreatmentOverdue = "treatment-overdue", Conformity, Warning;
    /// An applicable control that no risk, assessment, law or contract calls for.
    ControlUndriven = "control-undriven", Conformity, Warning;
    /// An exclusion that the rest of the record speaks against.
    ExclusionDoubtful = "exclusion-doubtful", Conformity, Warning;
    /// An excluded control that a risk, supplier, action, assessment or evidence item still names.
    ExcludedControlInUse = "excluded-control-in-use", Conformity, Error;
    /// A risk to be mitigated that names no control.
    RiskWithoutControl = "risk-without-control", Conformity, Warning;
    /// A Statement of Applicability without version or approval, or approved before the newest risk assessment (7.5.2).
    SoaUncontrolled = "soa-uncontrolled", Conformity, Warning;
    // Templates and rendering
    /// A template's declaration is wrong.
    Template = "template", Operation, Error;
    /// An expression of a template can't be read, reads a name that is not there, or fails on a value.
    Expression = "expression", Operation, Error;
    /// No template has this name.
    UnknownReport = "unknown-report", Operation, Error;
    /// No font of the template has a glyph for a character.
    MissingGlyph = "missing-glyph", Integrity, Error;
    /// Laid-out text lies outside its page or cell, or was left out by the layout.
    LostText = "lost-text", Integrity, Error;
    /// The typesetter refused a document or warned about it.
    Typesetting = "typesetting", Operation, Error;
    /// Two readers of Markdown see different things in the same text.
    AmbiguousMarkdown = "ambiguous-markdown", Integrity, Error;
    /// Markdown leaves a part of a text out by its own rules: a cell beyond the head of its table, or a line that
    /// reads as the definition of a link that nothing uses.
    DroppedMarkdown = "dropped-markdown", Integrity, Error;
    /// Markdown is nested deeper than can be set.
    DeepMarkdown = "deep-markdown", Integrity, Error;
    /// A link leads elsewhere than to https or mailto, or an image is not in the record.
    UnsafeLink = "unsafe-link", Integrity, Error;
    /// A workbook can't be written.
    Workbook = "workbook", Operation, Error;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
