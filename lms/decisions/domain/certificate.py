"""What a certificate says, as the bytes that are signed; and whether a text with such bytes is genuine. Needs no database."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lms.toolkit.canonical import CanonicalError, encode, loads

VERSION = 1
MARK = "DZ1"
FILE_MARK = b"\n%DZF1."
_TOKEN = re.compile(r"DZ1\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)", re.ASCII)
_FIELDS = frozenset({"v", "k", "n", "b", "p", "d", "l", "a", "g", "i", "s", "x"})
LONGEST_TOKEN = 4000


class InvalidCertificate(ValueError):
    """Not genuine, or not readable; ``code`` says which, for the person who checks."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What is certified. ``products`` empty means every product, ``amount_limit`` None no limit of its own."""

    key_id: str
    number: str
    bank: str
    holder: str
    nodes: tuple[str, ...]
    level: str
    amount_limit: Decimal | None
    products: tuple[str, ...]
    issued_on: date
    starts_on: date
    ends_on: date | None


def payload_of(terms: Terms) -> bytes:
    """The canonical JSON that is signed; keys are single letters, because it stands in a code on paper."""
    return encode(
        {
            "v": VERSION,
            "k": terms.key_id,
            "n": terms.number,
            "b": terms.bank,
            "p": terms.holder,
            "d": list(terms.nodes),
            "l": terms.level,
            "a": None if terms.amount_limit is None else format(terms.amount_limit, ".2f"),
            "g": list(terms.products),
            "i": terms.issued_on.isoformat(),
            "s": terms.starts_on.isoformat(),
            "x": None if terms.ends_on is None else terms.ends_on.isoformat(),
        }
    )


def read_payload(payload: bytes) -> Terms:
    """Raises InvalidCertificate where the bytes are not exactly what ``payload_of`` writes."""
    try:
        value = loads(payload)
        terms = _terms(value)
    except (CanonicalError, KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InvalidCertificate("unreadable") from error
    if payload_of(terms) != payload:
        raise InvalidCertificate("unreadable")
    return terms


def _terms(value: Mapping[str, Any]) -> Terms:
    if set(value) != _FIELDS or value["v"] != VERSION:
        raise ValueError("fields")
    return Terms(
        key_id=_text(value["k"]),
        number=_text(value["n"]),
        bank=_text(value["b"]),
        holder=_text(value["p"]),
        nodes=_texts(value["d"]),
        level=_text(value["l"]),
        amount_limit=None if value["a"] is None else Decimal(_text(value["a"])),
        products=_texts(value["g"]),
        issued_on=date.fromisoformat(_text(value["i"])),
        starts_on=date.fromisoformat(_text(value["s"])),
        ends_on=None if value["x"] is None else date.fromisoformat(_text(value["x"])),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError("list")
    return tuple(_text(one) for one in value)


def sign(payload: bytes, key: Ed25519PrivateKey) -> bytes:
    return key.sign(payload)


def digest_of(payload: bytes) -> str:
    """The digest printed on the certificate."""
    return hashlib.sha256(payload).hexdigest()


def key_id_of(public_key: bytes) -> str:
    """A key's name is made from the key itself."""
    return hashlib.sha256(public_key).hexdigest()[:8]


def to_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def from_base64(text: str) -> bytes:
    """Strictly: one spelling for each value, so that no changed character goes unseen."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise InvalidCertificate("unreadable") from error
    if to_base64(data) != text:
        raise InvalidCertificate("unreadable")
    return data


def token_of(payload: bytes, signature: bytes) -> str:
    """``DZ1.<payload>.<signature>``, safe in an address."""
    return f"{MARK}.{to_base64(payload)}.{to_base64(signature)}"


def read_token(text: str) -> tuple[bytes, bytes]:
    """Payload and signature from a token, or from the address in a code, whose last part is the token."""
    token = text.strip().rpartition("#")[2]
    found = _TOKEN.fullmatch(token) if len(token) <= LONGEST_TOKEN else None
    if found is None:
        raise InvalidCertificate("no_token")
    return from_base64(found[1]), from_base64(found[2])


def verify_payload(payload: bytes, signature: bytes, keys: Mapping[str, bytes]) -> Terms:
    """What was certified, if one of ``keys`` (name → public key) signed exactly these bytes; else raises InvalidCertificate."""
    terms = read_payload(payload)
    _check(payload, signature, terms.key_id, keys)
    return terms


def _check(signed: bytes, signature: bytes, key_id: str, keys: Mapping[str, bytes]) -> None:
    if key_id not in keys:
        raise InvalidCertificate("unknown_key")
    try:
        Ed25519PublicKey.from_public_bytes(keys[key_id]).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise InvalidCertificate("not_signed") from error


def verify_token(text: str, keys: Mapping[str, bytes]) -> Terms:
    """As ``verify_payload``, for the text of a code; an address around the token must name the same certificate."""
    payload, signature = read_token(text)
    terms = verify_payload(payload, signature, keys)
    address, hash_sign, _token = text.strip().rpartition("#")
    if hash_sign and not address.rstrip("/").endswith(f"/verify/{terms.number}"):
        raise InvalidCertificate("other_number")
    return terms


def seal_file(content: bytes, key: Ed25519PrivateKey, key_id: str) -> bytes:
    """The file with a last line that signs every byte before it; readers of PDF take it for a comment."""
    signature = sign(hashlib.sha256(content).digest(), key)
    return content + FILE_MARK + f"{key_id}.{to_base64(signature)}\n".encode()


def verify_file(data: bytes, keys: Mapping[str, bytes]) -> Terms:
    """The certificate in a PDF as issued: the seal covers every byte, and the token in the file is genuine."""
    content, mark, seal = data.rpartition(FILE_MARK)
    token = _TOKEN.search(content.decode("latin-1")) if mark and seal.endswith(b"\n") else None
    if token is None:
        raise InvalidCertificate("no_token")
    key_id, _dot, signature = seal[:-1].decode("latin-1").partition(".")
    _check(hashlib.sha256(content).digest(), from_base64(signature), key_id, keys)
    return verify_token(token[0], keys)
