//! What reports need and give, as text of a fixed width.

use super::Profile;
use crate::diagnostic::visible;
use crate::record::Class;
use crate::text::wrap;

/// How wide the names before values are, in characters.
const NAMES: usize = 20;

/// All reports, each in a few lines.
pub fn list(profiles: &[Profile]) -> String {
    let mut out = String::new();
    for profile in profiles {
        if !out.is_empty() {
            out.push('\n');
        }
        head(&mut out, profile);
        pair(&mut out, "asked for by", &profile.clauses.join("; "));
        pair(&mut out, "for", readers(profile.audience));
        pair(&mut out, "forms", &profile.forms.join(", "));
        if let Some(each) = &profile.each {
            pair(&mut out, "made for", &format!("each of `{}` that it is about", each.over));
        }
    }
    out
}

impl Profile {
    /// Everything that is told of the report.
    pub fn text(&self) -> String {
        let mut out = String::new();
        head(&mut out, self);
        self.what_it_is(&mut out);
        self.what_it_needs(&mut out);
        self.what_it_gives(&mut out);
        out
    }

    fn what_it_is(&self, out: &mut String) {
        section(out, "What it is");
        pair(out, "asked for by", &self.clauses.join("; "));
        pair(out, "for", readers(self.audience));
        pair(out, "compartments", &or(&self.compartments, "none: what is in one is left out"));
        for (language, title) in &self.title {
            let words = if self.languages.contains(language) { "" } else { " (no words)" };
            pair(out, &format!("title, {language}"), &format!("{title}{words}"));
        }
        match &self.each {
            None => pair(out, "made", "once"),
            Some(each) => {
                let which = each.condition.as_ref().map_or(String::new(), |condition| format!(" where {condition}"));
                pair(out, "made", &format!("once for each of `{}`{which}", each.over));
                pair(out, "named by", &each.name);
            }
        }
        pair(out, "digest", &format!("SHA-256 {}", self.digest));
    }

    fn what_it_needs(&self, out: &mut String) {
        section(out, "What it reads");
        pair(out, "required", &or(&self.required, "nothing"));
        pair(out, "optional", &or(&self.optional, "nothing"));
        for (collection, condition) in &self.rows {
            pair(out, "only", &format!("`{collection}` where {condition}"));
        }
        pair(
            out,
            "catalogues",
            &or(&self.catalogues, if self.published.is_empty() { "Annex A alone" } else { "none" }),
        );
        pair(out, "heeds", &self.options.join(", "));
        if !self.published.is_empty() {
            section(out, "What it publishes, and nothing else");
            for (collection, fields) in &self.published {
                pair(out, collection, &fields.join(", "));
            }
        }
        if !self.redacted.is_empty() {
            section(out, "What it does not show as it is");
            for one in &self.redacted {
                pair(out, &one.field, &one.reason);
            }
        }
    }

    fn what_it_gives(&self, out: &mut String) {
        section(out, "What it gives");
        pair(out, "forms", &self.forms.join(", "));
        pair(out, "PDF", &or(&self.standards, "no standard"));
        if !self.sheets.is_empty() {
            section(out, "Sheets of the workbook");
            for sheet in &self.sheets {
                let charts =
                    if sheet.charts == 0 { String::new() } else { format!(", {}", many(sheet.charts, "chart")) };
                pair(out, &sheet.name, &format!("{}{charts}", many(sheet.columns, "column")));
            }
        }
        if !self.figures.is_empty() {
            section(out, "Figures, each counted from items of the record");
            for figure in &self.figures {
                let which = figure.condition.as_ref().map_or(String::new(), |condition| format!(" where {condition}"));
                let groups = figure.group_by.as_ref().map_or(String::new(), |by| format!(", by {by}"));
                pair(out, &figure.id, &format!("{}: `{}`{which}{groups}", figure.title, figure.over));
            }
        }
    }
}

fn head(out: &mut String, profile: &Profile) {
    out.push_str(&visible(&format!("{}  ({})", profile.id, profile.name())));
    out.push('\n');
    wrap(out, "  ", "  ", &shown(&profile.summary));
}

fn section(out: &mut String, name: &str) {
    out.push_str(&format!("\n{name}\n"));
}

fn pair(out: &mut String, name: &str, text: &str) {
    let name = shown(name);
    wrap(out, &format!("  {name:NAMES$}  "), &" ".repeat(NAMES + 4), &shown(text));
}

/// A text of a template on one line, with nothing in it that a terminal would obey.
fn shown(text: &str) -> String {
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Whom a document of a class is for.
fn readers(audience: Class) -> &'static str {
    match audience {
        Class::Public => "public: anyone",
        Class::Customer => "customer: customers, under their contract",
        Class::Internal => "internal: everyone in the organisation",
        Class::Restricted => "restricted: named people only",
    }
}

fn or(list: &[String], otherwise: &str) -> String {
    if list.is_empty() { otherwise.to_owned() } else { list.join(", ") }
}

fn many(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
