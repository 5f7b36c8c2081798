"""Certification profiles: a locked one is published to the whole bank, a draft is the office's."""

from collections.abc import Mapping
from typing import Any

from tests.matrix.lines import HR, LEADERS

OFFICES = f"{HR} {LEADERS} board auditor"


def profile(row: Any, parts: Mapping[Any, str]) -> str:
    return "*" if row.state in ("locked", "superseded") else OFFICES


RULES = {
    **{f"decisions.CertificationProfile.{name}": profile for name in ("title", "content", "reason", "short_reason")},
    "decisions.CertificationProfile.withdrawn_reason": OFFICES,
    "decisions.ProfileText.content": "*",
    "decisions.ProfileText.short_reason": "*",
}
