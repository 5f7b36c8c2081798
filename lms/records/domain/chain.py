"""The chain: each link's digest covers the one before it, so a changed, missing or moved row shows."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

ALGORITHM = "sha256"
GENESIS = f"{ALGORITHM}:" + "0" * 64

Fault = Literal["changed", "missing", "reordered"]


@dataclass(frozen=True)
class Link:
    """One sealed row: ``position`` counts from 1 within its chain."""

    position: int
    row_kind: str
    row_id: str
    row_digest: str
    digest: str


@dataclass(frozen=True)
class Finding:
    """What is wrong, and with which row."""

    fault: Fault
    position: int
    row_kind: str
    row_id: str


def link_digest(*, previous: str, position: int, row_kind: str, row_id: str, row_digest: str) -> str:
    """The digest of one link, named with its algorithm (``sha256:<hex>``)."""
    text = "\n".join((previous, str(position), row_kind, row_id, row_digest))
    return f"{ALGORITHM}:{hashlib.sha256(text.encode()).hexdigest()}"


def extend(*, previous: str, position: int, rows: Iterable[tuple[str, str, str]]) -> list[Link]:
    """Links for ``rows`` (kind, id, digest) behind a head at ``position`` with digest ``previous``."""
    links = []
    for kind, row_id, row_digest in rows:
        position += 1
        previous = link_digest(previous=previous, position=position, row_kind=kind, row_id=row_id, row_digest=row_digest)
        links.append(Link(position, kind, row_id, row_digest, previous))
    return links


def verify(links: Iterable[Link], contents: Mapping[tuple[str, str], str]) -> list[Finding]:
    """Compare ``links`` (by position) with each other and with ``contents``: (kind, id) → digest of the row as it is now.

    A link that does not follow from the one before it, or a gap in the positions, is *reordered*.
    """
    findings = []
    previous, expected = GENESIS, 1
    for link in links:
        computed = link_digest(
            previous=previous, position=link.position, row_kind=link.row_kind, row_id=link.row_id, row_digest=link.row_digest
        )
        if link.position != expected or link.digest != computed:
            findings.append(Finding("reordered", link.position, link.row_kind, link.row_id))
        now = contents.get((link.row_kind, link.row_id))
        if now is None:
            findings.append(Finding("missing", link.position, link.row_kind, link.row_id))
        elif now != link.row_digest:
            findings.append(Finding("changed", link.position, link.row_kind, link.row_id))
        previous, expected = link.digest, link.position + 1
    return findings
