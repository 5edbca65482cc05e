//! Makes workbooks part by part, also such as no spreadsheet program would write.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A sheet: its name, its state, and the XML inside `<worksheet>`.
pub(super) struct Sheet<'a> {
    pub(super) name: &'a str,
    pub(super) state: &'a str,
    pub(super) xml: &'a str,
}

/// A cell with text.
pub(super) fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A cell with a number and a style: 0 plain, 1 a day, 2 a day and a time, 3 percent.
pub(super) fn number(place: &str, number: &str, style: u8) -> String {
    format!(r#"<c r="{place}" s="{style}"><v>{number}</v></c>"#)
}

/// A row.
pub(super) fn row(number: u32, attributes: &str, cells: &[String]) -> String {
    format!(r#"<row r="{number}" {attributes}>{}</row>"#, cells.concat())
}

/// A visible sheet of rows.
pub(super) fn sheet(rows: &[String]) -> String {
    format!("<sheetData>{}</sheetData>", rows.concat())
}

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/></cellXfs></styleSheet>"#;

/// A workbook of these sheets, and further parts that nothing refers to.
pub(super) fn workbook(sheets: &[Sheet<'_>], more: &[(&str, &[u8])]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).expect("a file made in memory can be made");
        zip.write_all(bytes).expect("a file made in memory can be made");
    };
    let mut list = String::new();
    let mut relations = String::new();
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        let (name, state) = (sheet.name, sheet.state);
        list += &format!(r#"<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>"#);
        let target = format!("worksheets/sheet{number}.xml");
        relations += &format!(r#"<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="{target}"/>"#);
        let xml = format!(r#"<worksheet xmlns="{MAIN}">{}</worksheet>"#, sheet.xml);
        put(&format!("xl/{target}"), xml.as_bytes());
    }
    relations += &format!(r#"<Relationship Id="rId99" Type="{RELATIONS}/styles" Target="styles.xml"/>"#);
    put("xl/styles.xml", STYLES.as_bytes());
    put(
        "xl/_rels/workbook.xml.rels",
        format!(r#"<Relationships xmlns="{PACKAGE}">{relations}</Relationships>"#).as_bytes(),
    );
    let book = format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{list}</sheets></workbook>"#);
    put("xl/workbook.xml", book.as_bytes());
    let root = format!(r#"<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>"#);
    put("_rels/.rels", format!(r#"<Relationships xmlns="{PACKAGE}">{root}</Relationships>"#).as_bytes());
    put("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#);
    for (name, bytes) in more {
        put(name, bytes);
    }
    zip.finish().expect("a file made in memory can be made").into_inner()
}
