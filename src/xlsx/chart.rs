//! Native charts of a table's columns, each with its numbers in words.

use rust_xlsxwriter::{
    Chart as Drawn, ChartFont, ChartLegendPosition, ChartLine, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::cell::Cell;
use super::grid::Grid;
use super::style;
use super::table::column_number;
use crate::template::sheet::{Chart, ChartKind, Position, Sheet};

/// Categories whose numbers the alternative text lists; beyond them it points to the table.
const MOST_IN_WORDS: usize = 40;

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
    if bars {
        // The first row of the table is the first bar from above.
        drawn.x_axis().set_reverse();
    }
    drawn.y_axis().set_major_gridlines_line(&quiet).set_num_format("0").set_min(0);
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

/// What the chart shows, with its numbers.
fn in_words(sheet: &Sheet, grid: &Grid, chart: &Chart) -> String {
    let at = |title: &str| sheet.columns.iter().position(|column| column.title == title);
    let lead = chart.alt.as_deref().unwrap_or(&chart.title).trim_end_matches('.');
    let shown = |title: &str, index: usize| {
        let cell = at(title).and_then(|column| grid.rows.get(index)?.cells.get(column));
        match cell {
            Some(Cell::Text(text)) => text.clone(),
            Some(Cell::Number(number, digits)) => format!("{number:.digits$}"),
            Some(Cell::Flag(flag)) => flag.to_string(),
            _ => "none".to_owned(),
        }
    };
    let listed = grid.rows.len().min(MOST_IN_WORDS);
    let rows = (0..listed).map(|index| {
        let numbers: Vec<String> =
            chart.series.iter().map(|title| format!("{title} {}", shown(title, index))).collect();
        format!("{}: {}", shown(&chart.categories, index), numbers.join(", "))
    });
    let rows: Vec<String> = rows.collect();
    let rest = if listed < grid.rows.len() {
        format!("; {} more in the table", grid.rows.len() - listed)
    } else {
        String::new()
    };
    format!("{lead}. {}{rest}.", rows.join("; "))
}
