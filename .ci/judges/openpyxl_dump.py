"""Reads a workbook as openpyxl does and prints all of it as one JSON object: openpyxl_dump.py FILE

    {"properties": {"title": ...}, "custom_properties": {...}, "defined_names": {NAME: FORMULA},
     "sheets": [{"name", "state", "dimensions", "freeze_panes", "auto_filter", "merged": [RANGE], "widths": {"A": 9.1},
       "print_titles", "landscape", "tables": [{"name", "ref", "columns", "style"}],
       "validations": [{"ranges", "type", "operator", "formula1", "formula2", "prompt", "error"}],
       "conditional_formats": [{"ranges", "type", "operator", "formulas", "text", "fill"}],
       "charts": [{"type", "title", "series": [FORMULA]}], "images": 0,
       "cells": {"A1": {"type", "value", "format", ...}}}]}

A cell's type is one of text, rich, number, date, boolean, formula, error, and empty cells are left out unless they
are linked. Dates and times are ISO 8601. A cell has "hyperlink", "comment", "bold", "wrap", "fill" only where set.
"""

import datetime
import json
import sys
import zipfile

import openpyxl
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

TYPES = {"s": "text", "inlineStr": "text", "n": "number", "d": "date", "b": "boolean", "f": "formula", "e": "error"}


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return value.total_seconds()
    if isinstance(value, (ArrayFormula, DataTableFormula)):
        return getattr(value, "text", None) or value.ref
    if isinstance(value, CellRichText):
        return str(value)
    return value


def colour_of(colour):
    """A colour as RRGGBB; theme colours and the transparent default are none."""
    if colour is None or colour.type != "rgb" or colour.rgb == "00000000":
        return None
    return colour.rgb[-6:]


def fill_of(cell):
    return colour_of(cell.fill.fgColor) if cell.fill.fill_type == "solid" else None


def conditional_fill_of(rule):
    """A conditional format keeps the colour of a solid fill in the other place, and may leave the pattern out."""
    return colour_of(rule.dxf.fill.bgColor) if rule.dxf is not None and rule.dxf.fill is not None else None


def cell_dump(cell):
    dump = {
        "type": "rich" if isinstance(cell.value, CellRichText) else TYPES.get(cell.data_type, cell.data_type),
        "value": plain(cell.value),
        "format": cell.number_format,
    }
    if cell.hyperlink is not None:
        dump["hyperlink"] = {"target": cell.hyperlink.target, "location": cell.hyperlink.location}
    if cell.comment is not None:
        dump["comment"] = cell.comment.text
    if cell.font.bold:
        dump["bold"] = True
    if cell.alignment.wrap_text:
        dump["wrap"] = True
    if fill_of(cell) is not None:
        dump["fill"] = fill_of(cell)
    return dump


def title_text(title):
    if title is None or title.tx is None or title.tx.rich is None:
        return None
    return "".join(run.t for paragraph in title.tx.rich.p for run in (paragraph.r or []))


def formula_of(source):
    """Where a series takes its numbers from."""
    reference = getattr(source, "numRef", None) if source is not None else None
    return reference.f if reference is not None else None


def chart_dump(chart):
    return {
        "type": chart.tagname,
        "title": title_text(chart.title),
        "series": [formula_of(series.val or series.yVal) for series in chart.series],
    }


def sheet_dump(sheet):
    return {
        "name": sheet.title,
        "state": sheet.sheet_state,
        "dimensions": sheet.dimensions,
        "freeze_panes": sheet.freeze_panes,
        "auto_filter": sheet.auto_filter.ref,
        "merged": sorted(str(merged) for merged in sheet.merged_cells.ranges),
        "widths": {name: column.width for name, column in sorted(sheet.column_dimensions.items()) if column.width},
        "print_titles": sheet.print_titles,
        "landscape": sheet.page_setup.orientation == "landscape",
        "tables": [
            {
                "name": table.displayName,
                "ref": table.ref,
                "columns": [column.name for column in table.tableColumns],
                "style": table.tableStyleInfo.name if table.tableStyleInfo else None,
            }
            for _, table in sorted((table.displayName, table) for table in sheet.tables.values())
        ],
        "validations": [
            {
                "ranges": str(rule.sqref),
                "type": rule.type,
                "operator": rule.operator,
                "formula1": rule.formula1,
                "formula2": rule.formula2,
                "prompt": rule.prompt,
                "error": rule.error,
            }
            for rule in sheet.data_validations.dataValidation
        ],
        "conditional_formats": [
            {
                "ranges": str(block.sqref),
                "type": rule.type,
                "operator": rule.operator,
                "formulas": list(rule.formula),
                "text": rule.text,
                "fill": conditional_fill_of(rule),
            }
            for block in sheet.conditional_formatting
            for rule in block.rules
        ],
        "charts": [chart_dump(chart) for chart in sheet._charts],
        "images": len(sheet._images),
        "cells": {
            cell.coordinate: cell_dump(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None or getattr(cell, "hyperlink", None) is not None
        },
    }


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: openpyxl_dump.py FILE", file=sys.stderr)
        return 2
    book = openpyxl.load_workbook(sys.argv[1], rich_text=True)
    with zipfile.ZipFile(sys.argv[1]) as package:
        # Where a workbook has no properties, openpyxl makes some up, dated today.
        has_properties = "docProps/core.xml" in package.namelist()
    names = sorted(book.properties.__elements__) if has_properties else []
    properties = {name: plain(getattr(book.properties, name)) for name in names}
    json.dump(
        {
            "properties": {name: value for name, value in properties.items() if value is not None},
            "custom_properties": {entry.name: plain(entry.value) for entry in book.custom_doc_props.props},
            "defined_names": {name: entry.attr_text for name, entry in sorted(book.defined_names.items())},
            "sheets": [sheet_dump(sheet) for sheet in book.worksheets],
        },
        sys.stdout,
    )
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
