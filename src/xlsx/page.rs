//! How sheets print: paper, margins, and what stands at the head and foot of each page.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::words::Words;

/// Longest part of a head or foot, in UTF-16 units: three of them and the codes stay under the 255 of the format.
const MOST: usize = 64;

/// A4.
const PAPER: u8 = 9;

/// What every sheet prints.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) document: String,
    pub(super) organisation: String,
    pub(super) classification: String,
    pub(super) as_of: String,
    pub(super) draft: bool,
}

impl Page {
    /// Sets a sheet up for print.
    pub(super) fn apply(
        &self,
        worksheet: &mut Worksheet,
        title: &str,
        portrait: bool,
        words: &Words,
    ) -> Result<(), XlsxError> {
        worksheet.set_paper_size(PAPER);
        if portrait {
            worksheet.set_portrait();
        } else {
            worksheet.set_landscape();
        }
        worksheet.set_print_fit_to_pages(1, 0);
        worksheet.set_margins(0.5, 0.5, 0.7, 0.7, 0.3, 0.3);
        worksheet.set_screen_gridlines(false);
        let draft = if self.draft { format!("&C&B{}&B", plain(words.draft)) } else { String::new() };
        worksheet.set_header(format!(
            "&L{} - {}{draft}&R{}",
            plain(&self.document),
            plain(title),
            plain(&self.classification)
        ));
        worksheet.set_footer(format!(
            "&L{}&C{} {}&R{} &P {} &N",
            plain(&self.organisation),
            words.as_of,
            plain(&self.as_of),
            words.page,
            words.of
        ));
        Ok(())
    }
}

/// Text as heads and feet write it: an ampersand starts a code there. The cover has the whole of what is cut.
fn plain(text: &str) -> String {
    let units = |c: char| if c == '&' { 2 } else { c.len_utf16() };
    let fits = text.chars().map(units).sum::<usize>() <= MOST;
    let mut out = String::new();
    let mut used = 0;
    for character in text.chars().map(|c| if c.is_control() { ' ' } else { c }) {
        used += units(character);
        if !fits && used >= MOST {
            out.push('…');
            break;
        }
        out.push(character);
        if character == '&' {
            out.push('&');
        }
    }
    out
}
