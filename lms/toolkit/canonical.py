"""One spelling for every JSON value, so that equal content has an equal SHA-256 digest.

Keys are sorted by code point, no white space, UTF-8, no floats: numbers with a fraction travel as decimal text.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, NoReturn

MAX_DEPTH = 100


class CanonicalError(ValueError):
    """The value or text has no canonical spelling; the message names the JSON path or the reason."""


def decimal_text(number: Decimal) -> str:
    """``1.50`` and ``1.5`` are one number and get one text: no exponent, no trailing zeros, no minus zero."""
    if not number.is_finite():
        raise CanonicalError(f"not a finite number: {number}")
    if abs(number.adjusted()) > 1000:
        raise CanonicalError(f"number out of range: {number}")
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def plain(value: object, path: str = "$", depth: int = 0) -> Any:
    """The value as JSON types: Decimal, date, aware datetime (UTC) and Enum become text or their value; floats are refused."""
    if depth > MAX_DEPTH:
        raise CanonicalError(f"{path}: nested too deeply")
    if isinstance(value, Enum):
        return plain(value.value, path, depth + 1)
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _clean(value, path)
    if isinstance(value, float):
        raise CanonicalError(f"{path}: floats have no exact spelling, use Decimal")
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, (date, datetime)):
        return _moment_text(value, path)
    if isinstance(value, Mapping):
        return {_key(key, path): plain(item, f"{path}.{key}", depth + 1) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(value)]
    raise CanonicalError(f"{path}: {type(value).__name__} cannot be written as JSON")


def dumps(value: object) -> str:
    """Canonical JSON text of a value; raises CanonicalError where it has none."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def encode(value: object) -> bytes:
    """Canonical JSON as UTF-8 bytes."""
    return dumps(value).encode("utf-8")


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON, 64 lower-case hexadecimal characters."""
    return digest_bytes(encode(value))


def digest_bytes(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def loads(text: str | bytes) -> Any:
    """Read JSON strictly: duplicate keys, floats, NaN, infinities, lone surrogates and wrong UTF-8 are refused."""
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float)
    except CanonicalError:
        raise
    except (ValueError, RecursionError) as error:
        raise CanonicalError(f"not valid JSON: {error}") from error
    return plain(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise CanonicalError(f"duplicate key {key!r}")
        result[key] = value
    return result


def _no_float(text: str) -> NoReturn:
    raise CanonicalError(f"number {text} must be written as decimal text")


def _key(key: object, path: str) -> str:
    if not isinstance(key, str):
        raise CanonicalError(f"{path}: key {key!r} is not text")
    return _clean(str(key.value) if isinstance(key, Enum) else key, path)


def _clean(text: str, path: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CanonicalError(f"{path}: text is not valid Unicode") from error
    return text


def _moment_text(value: date, path: str) -> str:
    if not isinstance(value, datetime):
        return value.isoformat()
    if value.tzinfo is None:
        raise CanonicalError(f"{path}: date and time without a time zone")
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
