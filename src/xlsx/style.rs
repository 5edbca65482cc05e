//! How cells look: few colours, dark text on light ground, and marks that grey printing keeps apart.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use super::cell::Cell;
use crate::template::sheet::{CellStyle, Column, Tone};

/// Ground of table heads, and colour of titles.
pub(super) const INK: Color = Color::RGB(0x1F3A5F);
const LINE: Color = Color::RGB(0xD0D5DC);
const QUIET: Color = Color::RGB(0x5F6773);
const LINK: Color = Color::RGB(0x1455A8);

/// Colours of a chart's series where a template names no tones.
pub(super) const PALETTE: [Color; 6] = [
    Color::RGB(0x1F3A5F),
    Color::RGB(0x5B8DB8),
    Color::RGB(0xA9C5DE),
    Color::RGB(0xB98B2F),
    Color::RGB(0x6E7681),
    Color::RGB(0xC9CED6),
];

/// Number formats that the file format numbers itself.
const TEXT: u8 = 49;
const WHOLE: u8 = 1;

/// Title of a sheet.
pub(super) fn title(size: u8) -> Format {
    Format::new().set_bold().set_font_size(size).set_font_color(INK).set_align(FormatAlign::VerticalCenter)
}

/// A line of prose above a table or on the cover.
pub(super) fn prose() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top).set_align(FormatAlign::Left)
}

/// What a reader must not miss.
pub(super) fn alarm() -> Format {
    mark(Tone::Bad).set_bold().set_align(FormatAlign::Left)
}

/// Name of a line on the cover.
pub(super) fn label() -> Format {
    Format::new()
        .set_font_color(QUIET)
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(LINE)
}

/// Head of a column. At the left, even over numbers: a table's filter buttons stand at the right.
pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(INK)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_align(FormatAlign::Left)
}

/// A link outside tables.
pub(super) fn link() -> Format {
    linked(Format::new().set_align(FormatAlign::Top))
}

fn linked(format: Format) -> Format {
    format.set_font_color(LINK).set_underline(FormatUnderline::Single)
}

/// What a mark does to a cell.
pub(super) fn mark(tone: Tone) -> Format {
    let (ground, text) = match tone {
        Tone::Good => (0xDDEFE1, 0x17502A),
        Tone::Warn => (0xFFE9B0, 0x664000),
        Tone::Bad => (0xF3C3BE, 0x7A120A),
        Tone::Muted => (0xF1F2F4, 0x5F6773),
        Tone::Info => (0xDCE8F5, 0x1F3A5F),
    };
    Format::new().set_background_color(Color::RGB(ground)).set_font_color(Color::RGB(text))
}

/// Colour of a chart's series.
pub(super) fn series(tone: Tone) -> Color {
    Color::RGB(match tone {
        Tone::Good => 0x2F7D4A,
        Tone::Warn => 0xE0A526,
        Tone::Bad => 0xA3241A,
        Tone::Muted => 0xC9CED6,
        Tone::Info => 0x5B8DB8,
    })
}

/// The formats of one workbook's cells, each made once.
#[derive(Debug, Default)]
pub(super) struct Styles {
    made: BTreeMap<(u8, String, bool, bool), Format>,
}

impl Styles {
    /// The format of a cell; `single` where all of its row is one line high.
    pub(super) fn of(&mut self, column: &Column, cell: &Cell, linked_cell: bool, single: bool) -> &Format {
        let code = number_format(column, cell);
        self.made.entry((column.style as u8, code.clone(), linked_cell, single)).or_insert_with(|| {
            let format = body(column.style);
            let format = if single { format.set_align(FormatAlign::VerticalCenter) } else { format };
            let format = if matches!(cell, Cell::Text(_) | Cell::Empty) { format } else { format.unset_text_wrap() };
            let format = match code.as_str() {
                "" => format,
                "@" => format.set_num_format_index(TEXT),
                "0" => format.set_num_format_index(WHOLE),
                _ => format.set_num_format(code),
            };
            let format = match cell {
                Cell::Number(..) => format.set_align(FormatAlign::Right),
                Cell::Flag(_) => format.set_align(FormatAlign::Center),
                _ => format.set_align(FormatAlign::Left),
            };
            if linked_cell { linked(format) } else { format }
        })
    }
}

/// Short text takes the format `@`, so that a cell stays text when it is edited; on long text older spreadsheets
/// show hashes for it.
fn number_format(column: &Column, cell: &Cell) -> String {
    use crate::template::sheet::CellType;
    match cell {
        Cell::Text(text) if text.len() <= 255 => "@".to_owned(),
        Cell::Text(_) => String::new(),
        Cell::Day(_) => "yyyy\\-mm\\-dd".to_owned(),
        Cell::Number(_, digits) => {
            let decimals = if *digits == 0 { String::new() } else { format!(".{}", "0".repeat(*digits)) };
            let unit = column.unit.as_ref().map(|unit| format!(" \"{}\"", unit.replace('"', "''")));
            let whole = if unit.is_some() || *digits > 0 { "#,##0" } else { "0" };
            let sign = if column.kind == CellType::Percent { "%" } else { "" };
            format!("{whole}{decimals}{sign}{}", unit.unwrap_or_default())
        }
        // What Excel shows anyway. LibreOffice 7.4 can't print marked booleans that have no format of their own.
        Cell::Flag(_) => "\"TRUE\";\"TRUE\";\"FALSE\"".to_owned(),
        Cell::Empty if matches!(column.kind, CellType::Date) => "yyyy\\-mm\\-dd".to_owned(),
        Cell::Empty => String::new(),
    }
}

fn body(style: CellStyle) -> Format {
    let format =
        Format::new().set_align(FormatAlign::Top).set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE);
    match style {
        CellStyle::Wrap => format.set_text_wrap(),
        CellStyle::Line => format,
        CellStyle::Code => format.set_font_name("Courier New").set_font_size(9).set_text_wrap(),
        CellStyle::Strong => format.set_bold().set_text_wrap(),
        CellStyle::Muted => format.set_font_color(QUIET).set_text_wrap(),
    }
}
