"""Numbers that lead to a person inside a free text: identity, telephone, and anything else too long to be an amount."""

import re

IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
PHONE = re.compile(r"(?<!\d)(?:1\d{2}[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-?\d{7,8})(?!\d)")
LONG = re.compile(r"(?<![\d.])\d{11,}[Xx]?(?!\d)")
"""Cards, accounts, numbers run into one another: eleven figures are no amount of a small loan."""
IN_ORDER = (("identity", IDENTITY), ("phone", PHONE), ("identity", LONG))


def private_number(text: str) -> str:
    """``identity`` or ``phone`` where the text holds one, else an empty text."""
    return next((name for name, pattern in IN_ORDER if pattern.search(text)), "")


def without_numbers(text: str, stand_in: str = "（略）") -> str:
    """The longest first: what looks like a telephone number inside an identity number would leave the rest of it standing."""
    for _name, pattern in IN_ORDER:
        text = pattern.sub(stand_in, text)
    return text
