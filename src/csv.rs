//! CSV for spreadsheets (RFC 4180).

/// Writes one row, with the line end of RFC 4180.
///
/// A cell that begins like a formula gets a `'`, for a spreadsheet would run what a record says.
pub fn row<'a>(cells: impl IntoIterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.into_iter().map(cell).collect();
    format!("{}\r\n", cells.join(","))
}

fn cell(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{guard}{}\"", text.replace('"', "\"\""))
    } else {
        format!("{guard}{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::row;

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        assert_eq!(row(["a", "b c", ""]), "a,b c,\r\n");
        assert_eq!(row(["a,b", "say \"no\"", "two\nlines"]), "\"a,b\",\"say \"\"no\"\"\",\"two\nlines\"\r\n");
        assert_eq!(row(["=1+1", "+1", "-1", "@a", "=\"x\",1", "a=b"]), "'=1+1,'+1,'-1,'@a,\"'=\"\"x\"\",1\",a=b\r\n");
    }
}
