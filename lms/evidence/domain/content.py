"""What the digest of an evidence row covers, and the salted commitment that stands for its free text."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

NODES: tuple[tuple[str, str, str], ...] = (
    ("marketing", "营销", "Marketing"),
    ("acceptance", "受理", "Acceptance"),
    ("admission", "准入", "Admission"),
    ("investigation", "调查", "Investigation"),
    ("report", "报告", "Report"),
    ("approval", "审批", "Approval"),
    ("disbursement", "签约放款", "Signing and disbursement"),
    ("post_loan", "贷后", "Post-loan"),
    ("collection", "清收", "Collection"),
)


def plain_decimal(value: Decimal | None) -> str | None:
    """A decimal as its shortest plain text, so that 80 and 80.00 have one digest; None stays None."""
    if value is None:
        return None
    text = format(value.normalize(), "f")
    return "0" if text in {"-0", "0"} else text


def plain_moment(value: datetime) -> str:
    """A moment in UTC to the microsecond."""
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def commitment(salt: str, text: str) -> str:
    """Stands for erasable text inside the digest: without the salt nothing can be guessed back."""
    return "sha256:" + hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def check_row(*, status: str, raw: Decimal | None, maximum: Decimal | None, level: str, scale: str) -> str | None:
    """The code of what is wrong with a row's values, or None.

    ``scored`` needs a score within 0…maximum or a level on a scale; ``missing`` and ``excused`` have neither;
    ``zero_given`` is a zero that somebody gave.
    """
    if status == "scored":
        if raw is None and not level:
            return "score_missing"
        if raw is not None:
            if maximum is None or maximum <= 0:
                return "maximum_missing"
            if not raw.is_finite() or raw < 0 or raw > maximum:
                return "score_out_of_range"
    elif status == "zero_given":
        if raw != 0 or maximum is None:
            return "zero_expected"
    elif raw is not None or level:
        return "score_not_allowed"
    if bool(level) != bool(scale):
        return "level_needs_scale"
    return None


def covered(row: Mapping[str, object]) -> dict[str, object]:
    """The digest's content; ``row`` holds plain values under these names."""
    names = (
        "id",
        "organisation",
        "person",
        "kind",
        "competency",
        "status",
        "raw",
        "maximum",
        "level",
        "scale",
        "level_ahead",
        "rater",
        "source",
        "source_version",
        "happened_at",
        "recorded_at",
        "details",
        "note",
        "supersedes",
        "reason",
    )
    return {name: row[name] for name in names}
