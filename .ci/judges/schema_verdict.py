"""Judges JSON and YAML files against JSON Schemas: schema_verdict.py SCHEMA FILE [SCHEMA FILE]...

Prints one line per complaint. Exit code 0: all fit, 1: one does not, 2: could not be judged.
"""

import json
import pathlib
import sys

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor


class Core(SafeConstructor):
    """YAML 1.2's core schema, as editors read a file: a day is text there."""


Core.add_constructor("tag:yaml.org,2002:timestamp", lambda constructor, node: constructor.construct_scalar(node))


def load(path: str):
    text = pathlib.Path(path).read_text(encoding="utf-8")
    if path.endswith(".yaml"):
        reader = YAML(typ="safe", pure=True)
        reader.Constructor = Core
        return reader.load(text)
    return json.loads(text)


def main() -> int:
    pairs = sys.argv[1:]
    if not pairs or len(pairs) % 2:
        print("usage: schema_verdict.py SCHEMA FILE [SCHEMA FILE]...", file=sys.stderr)
        return 2
    fits = True
    for path, file in zip(pairs[::2], pairs[1::2]):
        schema = load(path)
        judge = jsonschema.validators.validator_for(schema)
        judge.check_schema(schema)
        for complaint in sorted(judge(schema).iter_errors(load(file)), key=lambda error: error.json_path):
            print(f"{file}: {complaint.json_path}: {complaint.message}")
            fits = False
    return 0 if fits else 1


if __name__ == "__main__":
    try:
        code = main()
    except Exception as error:  # Python's own exit code for a traceback is 1, which here means "refused"
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        code = 2
    sys.exit(code)
