"""The number of a certificate: bank, year, running number, a part nobody can guess, and two check digits."""

import re
import unicodedata

MODULUS, CHECK_BASE = 97, 98
PREFIX_LENGTH = 16
TAIL_LENGTH = 4
_SHAPE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*-\d{4}-\d{6,}-[A-Z0-9]{4}-\d{2}", re.ASCII)
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")
LONGEST = 40


def _value(text: str) -> int:
    """Letters count from 10 (ISO/IEC 7064, MOD 97-10), dashes not at all."""
    return int("".join(str(int(one, 36)) for one in text if one != "-"))


def certificate_number(*, prefix: str, year: int, sequence: int, tail: str) -> str:
    """``DEMO-2026-000123-K7QF-47``: ``prefix`` is the bank's code, ``tail`` four random characters."""
    start = prefix.upper()[:PREFIX_LENGTH].strip("-")
    body = f"{start}-{year:04d}-{sequence:06d}-{tail}"
    return f"{body}-{CHECK_BASE - _value(body + '00') % MODULUS:02d}"


def tidy_number(text: str) -> str:
    """A number as somebody typed or pasted it: full-width signs, other dashes, spaces and small letters don't matter."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return "".join(plain.split()).upper()


def well_formed(number: str) -> bool:
    """Whether the shape and the check digits fit; any single wrong character and any two swapped ones are found."""
    return len(number) <= LONGEST and _SHAPE.fullmatch(number) is not None and _value(number) % MODULUS == 1
