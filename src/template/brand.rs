//! The brand of an organisation: `_kit/brand.toml`, which an overlay may replace without touching a report.
//!
//! ```toml
//! name = "Meridian"                      # shown beside the logo
//! accent = "#1f4e79"                     # areas, headings and rules
//! fonts = ["Source Sans 3"]              # families of text, the first that has a character draws it
//! mono-fonts = ["Source Code Pro"]       # families of ids and digests
//! footer = "Meridian Talent Systems"     # in the foot of each page
//! logo = "logo.svg"                      # a file beside this one: logo.svg or logo.png
//! logo-alt = "Meridian"                  # what the logo shows, for those who can't see it
//!
//! [labels]                               # the organisation's own words for classes
//! internal = "Internal use only"
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue;
use crate::diagnostic::{Code, Failure, Finding, Place};
use crate::record::Class;

/// Where the brand stands, below `templates/`.
pub const FILE: &str = "_kit/brand.toml";

/// Colour of text in the kit, as `theme.typ` has it: what stands on a light accent.
const INK: (u8, u8, u8) = (0x1c, 0x21, 0x26);

/// What WCAG 2.2, 1.4.3 asks of text against what it stands on.
const TEXT_CONTRAST: f64 = 4.5;

/// What `brand.toml` says. Keys that are not listed here are refused.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, Serialize)]
#[serde(rename_all(deserialize = "kebab-case"), deny_unknown_fields, default)]
pub struct Brand {
    /// Name beside the logo.
    pub name: Option<String>,
    /// Colour of areas, headings and rules, as `#rrggbb`.
    pub accent: Option<String>,
    /// Families of text.
    pub fonts: Option<Vec<String>>,
    /// Families of ids, digests and file names.
    pub mono_fonts: Option<Vec<String>>,
    /// Text in the foot of each page.
    pub footer: Option<String>,
    /// File of the logo, beside `brand.toml`.
    pub logo: Option<String>,
    /// What the logo shows.
    pub logo_alt: Option<String>,
    /// Words for classes.
    pub labels: BTreeMap<Class, String>,
}

impl Brand {
    /// Reads the brand from the files of a report. The house's own where there is none.
    ///
    /// # Errors
    /// A key that is not known, a colour that no text can be read on, or a logo that is not there or says nothing to those
    /// who can't see it.
    pub fn of(files: &[(String, Vec<u8>)]) -> Result<Self, Failure> {
        let Some((_, bytes)) = files.iter().find(|(path, _)| path == FILE) else { return Ok(Self::default()) };
        let brand: Self = catalogue::toml(FILE, bytes)?;
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let at = |quoted: &str| match text.find(&format!("\"{quoted}\"")) {
            Some(start) => catalogue::place(FILE, text, start, quoted.chars().count() + 2),
            None => Place::file(FILE),
        };
        let mut findings = Vec::new();
        if let Some(accent) = &brand.accent {
            findings.extend(colour_fault(accent).map(|finding| finding.at(at(accent))));
        }
        if let Some(logo) = &brand.logo {
            let fault = brand.logo_fault(logo, files);
            findings.extend(fault.map(|finding| finding.at(at(logo))));
        }
        if findings.is_empty() { Ok(brand) } else { Err(Failure(findings)) }
    }

    fn logo_fault(&self, logo: &str, files: &[(String, Vec<u8>)]) -> Option<Finding> {
        let told = |message: String, help: &str| Some(Finding::new(Code::Template, message).help(help));
        // Layouts open files by fixed names alone.
        if !["logo.svg", "logo.png"].contains(&logo) {
            return told(
                format!("`{logo}` can't be the file of the logo"),
                "call it `logo.svg` or `logo.png`, beside `brand.toml`",
            );
        }
        if !files.iter().any(|(path, _)| *path == format!("_kit/{logo}")) {
            return told(format!("there is no file `_kit/{logo}`"), "put the logo beside `brand.toml`");
        }
        if self.logo_alt.as_ref().is_none_or(|alt| alt.trim().is_empty()) {
            return told(
                "the logo has no `logo-alt`".to_owned(),
                "say in `logo-alt` what it shows; PDF/UA-1 asks for it (ISO 14289-1, 7.3)",
            );
        }
        None
    }

    /// The brand as layouts read it: what is not said is null, the logo is a path from the root.
    pub fn view(&self) -> Value {
        let mut view = serde_json::to_value(self).unwrap_or_default();
        if let Some(logo) = &self.logo {
            view["logo"] = Value::String(format!("/_kit/{logo}"));
        }
        view
    }
}

/// Why text can't stand on the colour, neither white nor in the colour of text.
fn colour_fault(accent: &str) -> Option<Finding> {
    let Some(colour) = parsed(accent) else {
        let finding = Finding::new(Code::Template, format!("`{accent}` is no colour"));
        return Some(finding.help("write it as `#rrggbb`, such as `#1f4e79`"));
    };
    let best = contrast(colour, (0xff, 0xff, 0xff)).max(contrast(colour, INK));
    (best < TEXT_CONTRAST).then(|| {
        let message = format!(
            "no text can be read well on the accent `{accent}`: the contrast is {best:.1}:1 at best, and {TEXT_CONTRAST}:1 is \
             asked for (WCAG 2.2, 1.4.3)"
        );
        Finding::new(Code::Template, message).help("take a darker or a lighter shade of it")
    })
}

fn parsed(colour: &str) -> Option<(u8, u8, u8)> {
    let hex =
        colour.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

/// The contrast ratio of two colours (WCAG 2.2).
fn contrast(one: (u8, u8, u8), other: (u8, u8, u8)) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance((red, green, blue): (u8, u8, u8)) -> f64 {
    let part = |value: u8| {
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
}

#[cfg(test)]
mod tests {
    use super::{Brand, FILE};

    fn said(toml: &str, others: &[&str]) -> String {
        let mut files = vec![(FILE.to_owned(), toml.as_bytes().to_vec())];
        files.extend(others.iter().map(|path| ((*path).to_owned(), Vec::new())));
        match Brand::of(&files) {
            Ok(_) => String::new(),
            Err(failure) => failure.0.iter().map(|finding| finding.message.clone()).collect::<Vec<_>>().join("; "),
        }
    }

    #[test]
    fn a_brand_that_can_not_be_printed_is_refused() {
        for (toml, expected) in [
            ("accent = \"blue\"", "is no colour"),
            ("accent = \"#12345\"", "is no colour"),
            ("accent = \"#7a7a7a\"", "no text can be read well"),
            ("acent = \"#123456\"", "is no key that is known"),
            ("logo = \"logo.gif\"\nlogo-alt = \"x\"", "can't be the file of the logo"),
            ("logo = \"../logo.svg\"\nlogo-alt = \"x\"", "can't be the file of the logo"),
            ("logo = \"logo.png\"\nlogo-alt = \"x\"", "there is no file"),
            ("logo = \"logo.svg\"", "has no `logo-alt`"),
            ("[labels]\nsecret = \"x\"", "is not one of the words"),
        ] {
            let said = said(toml, &["_kit/logo.svg"]);
            assert!(said.contains(expected), "{toml}: {said}");
        }
    }

    #[test]
    fn a_brand_that_can_be_printed_is_taken() {
        for toml in ["", "accent = \"#1f4e79\"", "accent = \"#ffcc00\"", "logo = \"logo.svg\"\nlogo-alt = \"A ring\""] {
            assert_eq!(said(toml, &["_kit/logo.svg"]), "", "{toml}");
        }
    }
}
