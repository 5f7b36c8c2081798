"""Rehearsals as the page on the way to working solo compares them: which kind, at which node, how good."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.models import Rubric
from lms.decisions.queries.development import node_of
from lms.evidence.models import Evidence
from lms.people.models import Organisation

from ..domain.foretelling import Rehearsal

VOTE = "committee_vote"
RATED = "rating"
# The same case, rehearsed alone or as an exercise of a class.
SAME = {"investigation_exercise": "investigation"}


def rehearsal_of(row: Evidence) -> Rehearsal | None:
    """A fact about a rehearsal with its score in per cent; a vote has points out of a hundred; None where it has neither."""
    percent = _percent(row)
    if percent is None:
        return None
    return Rehearsal(row.person_key, _kind(row), node_of(row), timezone.localdate(row.happened_at), percent)


def _percent(row: Evidence) -> float | None:
    if row.raw is not None and row.maximum:
        return float(row.raw / row.maximum * 100)
    points = row.details.get("points") if row.source_kind == VOTE else None
    return None if points is None else float(points)


def _kind(row: Evidence) -> str:
    """Rehearsals judged by people are told apart by their sheet (``rating:CODE``), the others by where they come from."""
    if row.source_kind == RATED:
        return f"{RATED}:{row.source_version.removeprefix('rubric:').split('/')[0]}"
    return SAME.get(row.source_kind, row.source_kind)


def kind_names(bank: Organisation, kinds: Iterable[str]) -> dict[str, str]:
    """Kind → what the reader knows it by; a sheet by its newest title. One query."""
    codes = {kind.partition(":")[2] for kind in kinds if kind.startswith(f"{RATED}:")}
    rows = Rubric.objects.filter(bank=bank, code__in=codes).order_by("version")
    titles = {f"{RATED}:{code}": title for code, title in rows.values_list("code", "title")}
    known = {"investigation": _("Rehearsed investigation"), VOTE: _("Vote in a rehearsed committee")}
    return {kind: known.get(kind) or titles.get(kind) or kind.partition(":")[2] or kind for kind in kinds}
