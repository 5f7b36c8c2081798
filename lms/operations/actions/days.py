"""Write, close and comment a day; keep a report of many."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import User
from lms.records.actions import issue_document, log_act
from lms.records.enums import Verb

from ..models import DaySheet, LedgerReport
from ..queries.day_figures import day_figures
from .problems import CaseProblem

WRITTEN = ("shift", "planned_visits", "plan", "meeting", "problems", "support")
LATEST = 7
"""Days after which a sheet is history."""


def _log(sheet: DaySheet, actor: User, verb: Verb, moment: datetime, details: Mapping[str, object]) -> None:
    log_act(
        organisation_key=actor.bank.public_id if actor.bank else "",
        actor_key=actor.key,
        verb=verb,
        object_kind="day_sheet",
        object_id=f"{sheet.user.key}/{sheet.day.isoformat()}"[:64],
        details=details,
        now=moment,
    )


def _locked(person: User, day: date) -> DaySheet:
    DaySheet.objects.get_or_create(user=person, day=day)
    return DaySheet.objects.select_for_update(of=("self",)).select_related("user").get(user=person, day=day)


def _check_day(day: date, moment: datetime) -> None:
    today = timezone.localdate(moment)
    if (day - today).days > LATEST:
        raise CaseProblem(_("A day is planned at most a week ahead."), code="ahead")
    if (today - day).days > LATEST:
        raise CaseProblem(_("A sheet older than a week is no longer changed."), code="too_old")


@transaction.atomic
def write_day(*, person: User, day: date, fields: Mapping[str, Any], now: datetime | None = None) -> DaySheet:
    """What the person says about their day; until it is closed. Raises CaseProblem."""
    moment = now or timezone.now()
    _check_day(day, moment)
    sheet = _locked(person, day)
    if sheet.closed_at is not None:
        raise CaseProblem(_("This day is closed; what was written stands."), code="closed")
    for name in WRITTEN:
        if name in fields:
            setattr(sheet, name, fields[name])
    sheet.save(update_fields=list(WRITTEN))
    return sheet


@transaction.atomic
def close_day(*, person: User, day: date, now: datetime | None = None) -> DaySheet:
    """The counts of the day are kept as they stand now; they change no more. Raises CaseProblem."""
    moment = now or timezone.now()
    if day > timezone.localdate(moment):
        raise CaseProblem(_("A day is closed when it is over, at the earliest in its evening."), code="ahead")
    _check_day(day, moment)
    sheet = _locked(person, day)
    if sheet.closed_at is not None:
        raise CaseProblem(_("This day is closed; what was written stands."), code="closed")
    figures = day_figures([person], day, day).get((person.pk, day))
    sheet.figures, sheet.closed_at = figures.as_json() if figures else {}, moment
    sheet.save(update_fields=["figures", "closed_at"])
    _log(sheet, person, Verb.LOCKED, moment, {"same_day": timezone.localdate(moment) == day})
    return sheet


@transaction.atomic
def comment_day(*, person: User, day: date, comment: str, actor: User, now: datetime | None = None) -> DaySheet:
    """The supervisor's word; the person is told. Raises CaseProblem."""
    moment, text = now or timezone.now(), comment.strip()
    if actor.pk == person.pk:
        raise CaseProblem(_("Nobody comments on their own day."), code="own")
    if not text:
        raise CaseProblem(_("Write a comment."), code="comment")
    sheet = _locked(person, day)
    sheet.comment, sheet.commented_by, sheet.commented_at = text[:500], actor, moment
    sheet.save(update_fields=["comment", "commented_by", "commented_at"])
    _log(sheet, actor, Verb.CHANGED, moment, {"part": "comment"})
    notify(
        users=[person],
        kind="day_comment",
        title=format_lazy(gettext_lazy("{name} commented on your day {day}"), name=actor.name, day=day.isoformat()),
        body=text,
        url=reverse("day-sheet", args=[person.key, day.isoformat()]),
        now=moment,
    )
    return sheet


@transaction.atomic
def file_report(
    *, period: str, first: date, last: date, people: int, made_by: User, pdf: bytes, sheet: bytes, title: str, now: datetime | None = None
) -> LedgerReport:
    """Both files are filed as they were made."""
    moment = now or timezone.now()
    assert made_by.bank is not None
    report = LedgerReport(bank=made_by.bank, period=period, first=first, last=last, people=people, made_by=made_by, made_at=moment)
    for kind, content, ending in (("pdf", pdf, "pdf"), ("sheet", sheet, "xlsx")):
        document = issue_document(
            organisation_key=made_by.bank.public_id,
            issued_by_key=made_by.key,
            kind=f"ledger_report_{kind}",
            object_kind="ledger_report",
            object_id=report.public_id,
            title=title,
            filename=f"{title}.{ending}",
            content=content,
            now=moment,
        )
        setattr(report, f"{kind}_document", document.public_id)
    report.save(force_insert=True)
    return report
