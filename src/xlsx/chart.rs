//! Native charts of a table's columns, each with what it shows in words.

use rust_xlsxwriter::{
    Chart as Drawn, ChartAxisCrossing, ChartFont, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color,
    Worksheet, XlsxError,
};

use super::cell::Cell;
use super::grid::{Grid, Row};
use super::style;
use super::table::{MOST_ALT, column_number};
use super::text;
use crate::template::sheet::{Chart, ChartKind, Position, Sheet};

/// Points per row of the grid, for placing one chart under another.
const ROW_PIXELS: u32 = 20;

/// Adds a chart. `place` is the next free place under the table and right of it.
pub(super) fn add(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    grid: &Grid,
    chart: &Chart,
    (first, last): (u32, u32),
    head: u32,
    place: &mut (u32, u16),
) -> Result<(), XlsxError> {
    let column = |title: &str| sheet.columns.iter().position(|column| column.title == title).unwrap_or(0);
    let mut drawn = Drawn::new(match chart.kind {
        ChartKind::Bar => ChartType::Bar,
        ChartKind::StackedBar => ChartType::BarStacked,
        ChartKind::Column => ChartType::Column,
        ChartKind::StackedColumn => ChartType::ColumnStacked,
        ChartKind::Line => ChartType::Line,
    });
    let name = sheet.name.as_str();
    let categories = column_number(column(&chart.categories));
    for (index, title) in chart.series.iter().enumerate() {
        let at = column_number(column(title));
        let color = match chart.tones.get(index) {
            Some(tone) => style::series(*tone),
            None => style::PALETTE.get(index % style::PALETTE.len()).copied().unwrap_or(style::INK),
        };
        let series = drawn.add_series();
        series
            .set_name((name, head, at))
            .set_categories((name, first, categories, last, categories))
            .set_values((name, first, at, last, at));
        match chart.kind {
            ChartKind::Line => series.set_format(ChartLine::new().set_color(color).set_width(2.25)),
            _ => series.set_format(ChartSolidFill::new().set_color(color)).set_gap(60),
        };
        if matches!(chart.kind, ChartKind::StackedBar | ChartKind::StackedColumn) {
            series.set_overlap(100);
        }
    }
    let bars = matches!(chart.kind, ChartKind::Bar | ChartKind::StackedBar);
    drawn.title().set_name(&chart.title).set_font(ChartFont::new().set_size(12).set_bold().set_color(style::INK));
    drawn.legend().set_position(ChartLegendPosition::Bottom);
    if chart.series.len() == 1 {
        drawn.legend().set_hidden();
    }
    let quiet = ChartLine::new().set_color(Color::RGB(0xE3E6EA)).clone();
    // In charts of bars the library calls the vertical axis, which has the categories, y.
    let numbers = if bars { drawn.x_axis() } else { drawn.y_axis() };
    numbers.set_major_gridlines(true).set_major_gridlines_line(&quiet).set_num_format("0").set_min(0);
    let names = if bars { drawn.y_axis() } else { drawn.x_axis() };
    names.set_major_gridlines(false);
    if bars {
        // The first row of the table is the first bar from above, and the numbers stay at the foot.
        names.set_reverse().set_crossing(ChartAxisCrossing::Max);
    }
    let height = chart.height.unwrap_or_else(|| if bars { 120 + 30 * (last - first + 1).min(40) } else { 340 });
    drawn.set_width(chart.width).set_height(height).set_alt_text(in_words(sheet, grid, chart));
    match chart.position {
        Position::Below => {
            worksheet.insert_chart(place.0, 0, &drawn)?;
            place.0 += height / ROW_PIXELS + 2;
        }
        Position::Right => {
            worksheet.insert_chart(head, place.1, &drawn)?;
            place.1 += column_number((chart.width / 64) as usize + 1);
        }
    }
    Ok(())
}

/// What the chart shows: its numbers where the format has room for them, else their totals and where they stand.
fn in_words(sheet: &Sheet, grid: &Grid, chart: &Chart) -> String {
    let at = |title: &str| sheet.columns.iter().position(|column| column.title == title);
    let lead = chart.alt.as_deref().unwrap_or(&chart.title).trim_end_matches('.');
    let shown = |title: &str, row: &Row| match at(title).and_then(|column| row.cells.get(column)) {
        Some(Cell::Text(text)) => text.clone(),
        Some(Cell::Number(number, digits)) => format!("{number:.digits$}"),
        Some(Cell::Flag(flag)) => flag.to_string(),
        _ => "none".to_owned(),
    };
    let rows = grid.rows.iter().take(MOST_ALT).map(|row| {
        let numbers: Vec<String> = chart.series.iter().map(|title| format!("{title} {}", shown(title, row))).collect();
        format!("{}: {}", shown(&chart.categories, row), numbers.join(", "))
    });
    let full = format!("{lead}. {}.", rows.collect::<Vec<_>>().join("; "));
    if full.encode_utf16().count() <= MOST_ALT {
        return full;
    }
    let totals = chart.series.iter().map(|title| {
        let cells = grid.rows.iter().filter_map(|row| row.cells.get(at(title)?));
        let (sum, digits) = cells.fold((0.0, 0), |(sum, most), cell| match cell {
            Cell::Number(number, digits) => (sum + number, most.max(*digits)),
            _ => (sum, most),
        });
        format!("{title} {sum:.digits$}")
    });
    let totals = totals.collect::<Vec<_>>().join(", ");
    let rest = format!(" In all: {totals}. Each {} has its row in the table of this sheet.", chart.categories);
    let room = MOST_ALT.saturating_sub(rest.encode_utf16().count() + 1);
    text::within(&format!("{}.{rest}", text::within(lead, room)), MOST_ALT)
}
