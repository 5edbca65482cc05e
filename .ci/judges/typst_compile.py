"""Compiles a template with the plain engine, outside aims-report: typst_compile.py ROOT MAIN OUT [FONTS [STANDARD...]]

ROOT is the folder that paths in the template start from, MAIN the .typ file, OUT the PDF to write, FONTS a folder of
fonts; fonts of the system are left out, so that the picture is the same everywhere. Warnings are errors, as they are
in aims-report. Exit code 0: written, 1: the engine refused, 2: wrong call. Benches take it as their baseline too.
"""

import sys

import typst


def main() -> int:
    if len(sys.argv) < 4:
        print("usage: typst_compile.py ROOT MAIN OUT [FONTS [STANDARD...]]", file=sys.stderr)
        return 2
    root, source, out, *rest = sys.argv[1:]
    try:
        pdf, warnings = typst.compile_with_warnings(
            source,
            root=root,
            font_paths=rest[:1],
            ignore_system_fonts=True,
            pdf_standards=rest[1:],
            timestamp=0,
        )
    except typst.TypstError as error:
        print(error.diagnostic or error.message, file=sys.stderr)
        return 1
    for warning in warnings:
        print(warning.diagnostic or warning.message, file=sys.stderr)
    if warnings:
        return 1
    with open(out, "wb") as file:
        file.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
