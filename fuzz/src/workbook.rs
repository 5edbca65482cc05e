//! Makes workbooks of parts that are stored as they are, so that a changed byte is a changed sheet and no checksum.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The parts, in the order in which an input gives them, and what stands there where it gives none.
const PARTS: [(&str, &str); 7] = [
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row></sheetData></worksheet>"#,
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>one</t></si><si><r><t>tw</t></r><r><t>o</t></r></si></sst>"),
    (
        "xl/styles.xml",
        r#"<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="46"/></cellXfs></styleSheet>"#,
    ),
    ("xl/workbook.xml", r#"<workbook><sheets><sheet name="Register" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
    ("[Content_Types].xml", "<Types/>"),
    (
        "_rels/.rels",
        r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
];

/// A workbook: the bytes themselves where they are an archive, else the parts that a byte 255 divides.
pub fn of(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.to_vec();
    }
    let mut given = bytes.split(|byte| *byte == 255).filter(|part| !part.is_empty());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, usual) in PARTS {
        archive.start_file(name, options).expect("it is made in memory");
        archive.write_all(given.next().unwrap_or(usual.as_bytes())).expect("it is made in memory");
    }
    archive.finish().expect("it is made in memory").into_inner()
}

/// The usual parts, in order.
pub fn parts() -> Vec<&'static [u8]> {
    PARTS.iter().map(|(_, usual)| usual.as_bytes()).collect()
}
