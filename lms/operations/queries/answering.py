"""How mentors answer: for HR, one line each, those who never answer on top; and whom to remind."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from lms.people.models import User

from ..domain.answering import Answering, Asked, answering, reminders_due
from ..enums import PartState
from ..models import CasePart
from .cards import since
from .scope import parts_visible_to

WINDOW = timedelta(days=90)
WAITING = (PartState.PLANNED, PartState.ASKED)


@dataclass(frozen=True)
class MentorLine:
    """One mentor and how they answered lately."""

    mentor: User
    figures: Answering


def mentor_lines(user: User, *, now: datetime) -> list[MentorLine]:
    """Mentors of the parts ``user`` sees from the last ninety days, and of those that wait, however long. Two queries."""
    day = timezone.localdate(now)
    rows = parts_visible_to(user).exclude(state=PartState.CANCELLED).filter(Q(started_at__gte=now - WINDOW) | Q(state__in=WAITING))
    due = rows.filter(~Q(state=PartState.PLANNED) | Q(planned_on__isnull=True) | Q(planned_on__lte=day))
    asked: dict[int, list[Asked]] = defaultdict(list)
    mentors: dict[int, User] = {}
    for part in due.prefetch_related("observations"):
        mentors[part.mentor_id] = part.mentor
        first = min((row.received_at for row in part.observations.all()), default=None)
        answered_on = timezone.localdate(first) if first else None
        asked[part.mentor_id].append(Asked(since=since(part), answered_on=answered_on, declined=part.state == PartState.DECLINED))
    lines = [MentorLine(mentors[pk], answering(found, day)) for pk, found in asked.items()]
    return sorted(lines, key=lambda line: (-line.figures.late, -line.figures.unanswered_share, line.mentor.name_pinyin, line.mentor.pk))


def parts_to_remind(day: date) -> Iterator[tuple[User, list[CasePart]]]:
    """Mentors with the cards that wait for them where one of these is due for a reminder."""
    waiting = Q(state=PartState.ASKED) | Q(state=PartState.PLANNED, planned_on__lt=day)
    rows = CasePart.objects.filter(waiting, mentor__is_active=True).select_related("mentor", "case").order_by("mentor_id", "pk")
    by_mentor: dict[int, list[CasePart]] = defaultdict(list)
    for part in rows:
        by_mentor[part.mentor_id].append(part)
    for parts in by_mentor.values():
        if any(reminders_due(since(part), day) > part.reminders for part in parts):
            yield parts[0].mentor, parts
