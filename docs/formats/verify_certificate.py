"""Verify a certificate of Duzuo without a network and without Duzuo. Needs Python 3.11 and the package cryptography, nothing else.

    python verify_certificate.py keys.json certificate.pdf
    python verify_certificate.py keys.json "DZ1.….…"

keys.json is what the bank's own address /verify/key/ gave once; fetch it from the bank, not from the paper.
Exit 0: genuine. Exit 1: not genuine. Exit 2: asked wrongly. A genuine certificate may still be suspended or revoked: only the bank knows.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

TOKEN = re.compile(r"DZ1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)", re.ASCII)
FILE_MARK = b"\n%DZF1."
FIELDS = {"v", "k", "n", "b", "p", "d", "l", "a", "g", "i", "s", "x"}
NODES = {
    "marketing": "营销", "acceptance": "受理", "admission": "准入", "investigation": "调查", "report": "报告",
    "approval": "审批", "disbursement": "签约放款", "post_loan": "贷后", "collection": "清收",
}  # fmt: skip


class NotGenuine(Exception):
    """The text says why."""


def decoded(text: str) -> bytes:
    """Strictly: each value has one spelling, so that no changed character goes unseen."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise NotGenuine("unreadable") from error
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise NotGenuine("unreadable")
    return data


def check(signed: bytes, signature: bytes, key: str, keys: dict[str, bytes]) -> None:
    if key not in keys:
        raise NotGenuine(f"unknown key {key}")
    try:
        Ed25519PublicKey.from_public_bytes(keys[key]).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise NotGenuine("the signature does not fit") from error


def unique(pairs: list) -> dict:
    if len(dict(pairs)) != len(pairs):
        raise NotGenuine("a field stands twice")
    return dict(pairs)


def verify_token(text: str, keys: dict[str, bytes]) -> dict:
    address, hash_sign, token = text.strip().rpartition("#")
    found = TOKEN.fullmatch(token)
    if found is None:
        raise NotGenuine("no signed text DZ1.….…")
    payload = decoded(found[1])
    try:
        terms = json.loads(payload, object_pairs_hook=unique)
    except ValueError as error:
        raise NotGenuine("unreadable") from error
    if not isinstance(terms, dict) or set(terms) != FIELDS or terms["v"] != 1 or not isinstance(terms["k"], str):
        raise NotGenuine("not the fields of a certificate")
    check(payload, decoded(found[2]), terms["k"], keys)
    if hash_sign and not address.rstrip("/").endswith(f"/verify/{terms['n']}"):
        raise NotGenuine("the address names another certificate")
    return terms


def verify_file(data: bytes, keys: dict[str, bytes]) -> dict:
    content, mark, seal = data.rpartition(FILE_MARK)
    token = TOKEN.search(content.decode("latin-1"))
    if not mark or not seal.endswith(b"\n") or token is None:
        raise NotGenuine("no seal at the end of the file")
    key, _dot, signature = seal[:-1].decode("latin-1").partition(".")
    check(hashlib.sha256(content).digest(), decoded(signature), key, keys)
    return verify_token(token[0], keys)


def main(arguments: list[str]) -> int:
    if len(arguments) != 2:
        print(__doc__)
        return 2
    held = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
    keys = {one["key"]: decoded(one["public_key"]) for one in held["keys"]}
    given = arguments[1]
    try:
        is_file = len(given) < 250 and Path(given).is_file()
        terms = verify_file(Path(given).read_bytes(), keys) if is_file else verify_token(given, keys)
    except NotGenuine as problem:
        print(f"NOT GENUINE 不真实：{problem}")
        return 1
    print(f"GENUINE 真实  {terms['n']}")
    print(f"{terms['b']} · {terms['p']}")
    print("、".join(NODES.get(node, node) for node in terms["d"]), "· level", terms["l"])
    print("limit", terms["a"] or "—", "· products", "、".join(terms["g"]) or "—")
    print("issued", terms["i"], "· from", terms["s"], "· until", terms["x"] or "—")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
