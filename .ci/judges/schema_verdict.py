"""Judges one JSON file against a JSON Schema: schema_verdict.py SCHEMA FILE

Prints one line per complaint. Exit code 0: it fits, 1: it does not, 2: could not be judged.
"""

import json
import sys

import jsonschema


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: schema_verdict.py SCHEMA FILE", file=sys.stderr)
        return 2
    schema, instance = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
    judge = jsonschema.validators.validator_for(schema)
    judge.check_schema(schema)
    complaints = sorted(judge(schema).iter_errors(instance), key=lambda error: error.json_path)
    for complaint in complaints:
        print(f"{complaint.json_path}: {complaint.message}")
    return 1 if complaints else 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception as error:  # Python's own exit code for a traceback is 1, which here means "refused"
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        code = 2
    sys.exit(code)
