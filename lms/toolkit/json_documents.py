"""Reads a JSON file strictly without losing what is odd about it: a changed number must be shown, not merely refused."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .canonical import MAX_DEPTH

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class InvalidDocument(ValueError):
    """The file cannot be computed at all: ``reason`` is a code, ``path`` says where, ``detail`` adds what helps."""

    def __init__(self, reason: str, path: str = "$", detail: str = "") -> None:
        self.reason, self.path, self.detail = reason, path, detail
        super().__init__(f"{path}: {reason}" + (f" ({detail})" if detail else ""))


@dataclass(frozen=True)
class Odd:
    """A number as it stood in the file which canonical JSON does not allow: a fraction, an exponent, −0, NaN."""

    text: str


class _Repeated(dict[str, Any]):
    """An object in which a key stood twice; the reader reports it once its path is known."""

    key = ""


def read_text(text: str) -> dict[str, Any]:
    """The file as an object; refuses what is not JSON, duplicate keys, lone surrogates and too deep nesting."""
    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_pairs, parse_float=Odd, parse_constant=Odd, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise InvalidDocument("not_json", "$", f"{error.msg}, line {error.lineno}, column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise InvalidDocument("not_json", "$", type(error).__name__) from error
    _refuse(value, "$", 0)
    if not isinstance(value, dict):
        raise InvalidDocument("not_an_object")
    return value


def _whole(text: str) -> int | Odd:
    """Only the one spelling that canonical JSON gives: −0 is odd, and so is a number nobody could mean."""
    return int(text) if len(text) < 20 and str(int(text)) == text else Odd(text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = _Repeated(found)
    keys = [key for key, _ in pairs]
    repeated.key = next(key for key in keys if keys.count(key) > 1)
    return repeated


def _refuse(value: object, path: str, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise InvalidDocument("nested_too_deeply", path)
    if isinstance(value, _Repeated):
        raise InvalidDocument("duplicate_key", step(path, value.key))
    if isinstance(value, Mapping):
        for key, item in value.items():
            _refuse(key, path, depth)
            _refuse(item, step(path, key), depth + 1)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _refuse(item, step(path, index), depth + 1)
    elif isinstance(value, str) and not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise InvalidDocument("not_unicode", path) from error


def step(path: str, key: str | int) -> str:
    """The path of a member or an element below ``path``."""
    if isinstance(key, int):
        return f"{path}[{key}]"
    if _IDENTIFIER.fullmatch(key):
        return f"{path}.{key}"
    escaped = key.replace("\\", "\\\\").replace("'", "\\'")
    return f"{path}['{escaped}']"
