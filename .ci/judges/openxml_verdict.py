"""Judges one workbook against the OOXML schemas with openxml-audit: openxml_verdict.py FILE

Prints one JSON line per complaint. Exit code 0: no error, 1: errors, 2: could not be judged.
"""

import json
import sys

from openxml_audit import FileFormat, OpenXmlValidator, ValidationSeverity


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: openxml_verdict.py FILE", file=sys.stderr)
        return 2
    # The newest format allows what the older ones do, and the extensions that current writers emit.
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0, security_validation=True)
    with open(sys.argv[1], "rb"):
        pass  # a file that is not there is no verdict
    result = validator.validate(sys.argv[1])
    for error in result.errors:
        print(json.dumps({
            "level": error.severity.value,
            "type": error.error_type.value,
            "part": error.part_uri,
            "path": error.path,
            "node": error.node,
            "message": error.description,
        }))
    errors = any(error.severity == ValidationSeverity.ERROR for error in result.errors)
    return 1 if errors or not result.is_valid else 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception as error:  # Python's own exit code for a traceback is 1, which here means "refused"
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        code = 2
    sys.exit(code)
