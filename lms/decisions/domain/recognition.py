"""What the board signs when it recognises somebody: the content whose digest stands under each signature."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from .canonical import section_digest

SIGNERS_NEEDED = 2


def recognition_digest(
    *,
    bank: str,
    person: str,
    resolution: str,
    nodes: Sequence[str],
    level: str,
    amount_limit: Decimal | None,
    products: Sequence[str],
    ends_on: date,
    evidence: str,
    files: Sequence[str],
) -> str:
    """``files``: SHA-256 of each file, in order. Changing any word or file changes the digest."""
    content = {
        "bank": bank,
        "person": person,
        "resolution": resolution,
        "nodes": sorted(nodes),
        "level": level,
        "amount_limit": amount_limit,
        "products": sorted(products),
        "ends_on": ends_on,
        "evidence": evidence,
        "files": list(files),
    }
    return section_digest(content) or ""
