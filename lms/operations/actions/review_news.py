"""Telling whoever was named for a cross review that a report waits for them, and that it waits no longer."""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify, settle_notices

from ..models import CaseFolder


def _url(folder: CaseFolder) -> str:
    return reverse("case-step", args=[folder.case.public_id, "review"])


def tell_reviewer(folder: CaseFolder, now: datetime) -> None:
    """Once for each time the report comes; nobody is told where the office reviews."""
    if folder.reviewer is not None:
        title = format_lazy(gettext_lazy("A report waits for your cross review: case {number}"), number=folder.case.number)
        notify(users=[folder.reviewer], kind="cross_review", title=title, url=_url(folder), needs_decision=True, now=now)


def settle_review(folder: CaseFolder, now: datetime) -> None:
    settle_notices(url=_url(folder), now=now)
