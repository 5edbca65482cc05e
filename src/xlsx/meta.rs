//! What a workbook says of itself, from the view's `meta`.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, XlsxError};
use serde_json::Value;

use super::cell::Cell;
use crate::diagnostic::{Code, Finding};

/// The head of a view.
#[derive(Debug)]
pub(super) struct Meta {
    pub(super) title: String,
    pub(super) organisation: String,
    pub(super) period: String,
    pub(super) as_of: jiff::civil::Date,
    pub(super) audience: String,
    pub(super) classification: String,
    pub(super) draft: bool,
    pub(super) record_digest: String,
    pub(super) tool: String,
    pub(super) issued_by: String,
}

impl Meta {
    /// Reads the head of a view.
    ///
    /// # Errors
    /// A view without an as-of date: the file could not be dated without asking the clock.
    pub(super) fn of(view: &Value) -> Result<Self, Finding> {
        let text = |pointer: &str| view.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
        let as_of = text("/meta/as_of");
        // A file can't be dated before 1900, and an AI management system has no business there.
        let day = as_of.parse().ok().filter(|day: &jiff::civil::Date| day.year() >= 1900);
        let as_of = day.ok_or_else(|| {
            Finding::new(Code::Workbook, format!("the view's `meta.as_of` is `{as_of}`, not a day"))
                .help("a workbook is dated by the day that it speaks of: write YYYY-MM-DD")
        })?;
        let (label, from, until) = (text("/meta/period/label"), text("/meta/period/from"), text("/meta/period/until"));
        let days = if from.is_empty() && until.is_empty() { String::new() } else { format!("{from} to {until}") };
        let period = match (label.is_empty(), days.is_empty()) {
            (false, false) => format!("{label} ({days})"),
            _ => format!("{label}{days}"),
        };
        Ok(Self {
            title: text("/meta/title"),
            organisation: text("/organisation/name"),
            period,
            as_of,
            audience: text("/meta/audience"),
            classification: text("/meta/classification"),
            draft: view.pointer("/meta/draft").and_then(Value::as_bool).unwrap_or(false),
            record_digest: text("/meta/record_digest"),
            tool: text("/meta/tool"),
            issued_by: text("/meta/issued_by"),
        })
    }

    /// The as-of date as a cell.
    pub(super) fn as_of_cell(&self) -> Cell {
        Cell::Day(self.as_of)
    }

    /// The properties of the file. Created is the as-of date, so that the same input gives the same bytes.
    pub(super) fn properties(&self) -> Result<DocProperties, XlsxError> {
        let keywords = ["ISO/IEC 42001", self.period.as_str(), self.classification.as_str()];
        let keywords: Vec<&str> = keywords.into_iter().filter(|word| !word.is_empty()).collect();
        Ok(DocProperties::new()
            .set_title(&self.title)
            .set_subject(format!("{}, {}", self.organisation, self.period))
            .set_author(&self.organisation)
            .set_company(&self.organisation)
            .set_keywords(keywords.join(", "))
            .set_status(if self.draft { "Draft" } else { "Final" })
            .set_creation_datetime(&self.as_of_date()?)
            .set_custom_property("As of", self.as_of.to_string().as_str())
            .set_custom_property("Record SHA-256", self.record_digest.as_str())
            .set_custom_property("Classification", self.classification.as_str())
            .set_custom_property("Tool", self.tool.as_str()))
    }

    fn as_of_date(&self) -> Result<ExcelDateTime, XlsxError> {
        let year = u16::try_from(self.as_of.year()).unwrap_or_default();
        ExcelDateTime::from_ymd(year, self.as_of.month().unsigned_abs(), self.as_of.day().unsigned_abs())
    }
}
