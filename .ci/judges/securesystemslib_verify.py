"""Verifies the DSSE envelope of a Sigstore bundle with one public key: securesystemslib_verify.py BUNDLE PEM

Prints the payload that was signed, byte for byte. Exit code 0: at least one signature is by this key, 1: refused,
2: could not be judged. It does not compare the statement's subject with any file.
"""

import json
import sys

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: securesystemslib_verify.py BUNDLE PEM", file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as file:
        envelope = Envelope.from_dict(json.load(file)["dsseEnvelope"])
    with open(sys.argv[2], "rb") as file:
        public = load_pem_public_key(file.read())
    # The library passes over a signature whose key id is not the key's. An id is only a hint, so the one trusted key
    # stands under each id that the envelope names.
    keys = [SSlibKey.from_crypto(public, keyid=keyid) for keyid in envelope.signatures]
    if not keys:
        print("no signatures", file=sys.stderr)
        return 1
    try:
        envelope.verify(keys, threshold=1)
    except VerificationError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(envelope.payload)
    return 0


if __name__ == "__main__":
    try:
        code = main()
    except Exception as error:  # Python's own exit code for a traceback is 1, which here means "refused"
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        code = 2
    sys.exit(code)
