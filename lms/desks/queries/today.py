"""What lies on a desk today: a few sections, each with what to do next."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.queries.ratings import ratings_waiting_for
from courses.queries import latest_progress, open_questions
from lms.cohorts.enums import CohortState
from lms.cohorts.models import Slot
from lms.cohorts.queries import cohorts_visible_to, slots_visible_to
from lms.decisions.queries.mine import my_standing_summary
from lms.decisions.queries.waiting import decisions_waiting_for
from lms.notices.queries import notices_of
from lms.people.models import User


@dataclass(frozen=True)
class Line:
    """One thing on the desk: where it leads, what it says, and whether a person must act (tone ``decide``)."""

    title: str
    url: str
    detail: str = ""
    tone: str = ""
    word: str = ""


@dataclass(frozen=True)
class Section:
    """A titled list; ``empty`` is what to read when nothing is there."""

    title: str
    lines: list[Line] = field(default_factory=list)
    empty: str = ""
    icon: str = "check"


def _clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


def _slot_line(slot: Slot, today: datetime) -> Line:
    local = timezone.localtime(slot.starts_at)
    day = "" if local.date() == timezone.localdate(today) else f"{date_format(local, 'MONTH_DAY_FORMAT')} "
    place = slot.room.name if slot.room else slot.meeting_url
    detail = " · ".join(part for part in (slot.cohort.name, place, slot.instructor.name if slot.instructor else "") if part)
    running = slot.starts_at <= today < slot.ends_at
    return Line(
        f"{day}{_clock(slot.starts_at)}–{_clock(slot.ends_at)} {slot.title}",
        reverse("slot-detail", args=[slot.public_id]),
        detail,
        "live" if running else "",
        _("now") if running else "",
    )


def next_slots(user: User, now: datetime) -> Section:
    """The session under way and the next ones."""
    rows = slots_visible_to(user).filter(ends_at__gt=now).exclude(state="cancelled").select_related("cohort", "room", "instructor")
    lines = [_slot_line(slot, now) for slot in rows.order_by("starts_at", "id")[:4]]
    return Section(_("Next sessions"), lines, _("No session is planned. The timetable shows the coming weeks."), "calendar")


def waiting(user: User, _now: datetime) -> Section:
    """What needs this person's decision or signature."""
    lines = [Line(one.title, one.url, one.detail, "decide", _("Needs you")) for one in decisions_waiting_for(user)]
    return Section(_("Waits for you"), lines, _("Nothing waits for your signature or answer."))


def to_rate(user: User, _now: datetime) -> Section:
    rows = ratings_waiting_for(user)[:20]
    lines = [
        Line(f"{row.subject.user.name} · {row.title}", reverse("rating-sheet", args=[row.public_id]), row.cohort.name, "decide", _("To rate"))
        for row in rows
    ]
    return Section(_("To rate"), lines, _("Nobody asks for your rating now."), "star")


def where_i_stand(user: User, _now: datetime) -> Section:
    """Against the standard, never the rank."""
    standing = my_standing_summary(user)
    if standing is None:
        return Section(_("Where I stand"), [], _("Your class has no assessment rule yet. It will be shown here before the first score counts."), "chart")
    words = _("%(met)d of %(counted)d parts meet the standard so far") % {"met": standing.met, "counted": standing.counted}
    return Section(_("Where I stand"), [Line(words, reverse("my-results"), standing.version.rule.title)], "", "chart")


def keep_learning(user: User, _now: datetime) -> Section:
    progress = latest_progress(user)
    if progress is None:
        return Section(_("Continue learning"), [Line(_("Open your courses"), reverse("course-list"))], "", "book")
    lesson = progress.lesson
    return Section(_("Continue learning"), [Line(lesson.title, reverse("lesson", args=[lesson.public_id]))], "", "book")


def news(user: User, _now: datetime) -> Section:
    """The newest unread notices; opening one is a change, so the list leads to the notices page."""
    rows = notices_of(user).filter(read_at__isnull=True)[:4]
    lines = [Line(row.title, reverse("notices"), date_format(timezone.localtime(row.created_at), "SHORT_DATETIME_FORMAT")) for row in rows]
    return Section(_("Unread notices"), lines, _("You have read everything."), "bell")


def my_classes(user: User, _now: datetime) -> Section:
    rows = cohorts_visible_to(user).filter(state__in=[CohortState.PLANNED, CohortState.RUNNING]).order_by("starts_on")[:8]
    lines = [Line(row.name, reverse("cohort-detail", args=[row.public_id]), f"{row.starts_on} – {row.ends_on}") for row in rows]
    return Section(_("Classes"), lines, _("No class is planned or running. HR opens one under Classes."), "people")


def unanswered(user: User, _now: datetime) -> Section:
    rows = open_questions(user)[:6]
    lines = [Line(row.text[:80], reverse("lesson-questions-waiting"), "", "info", _("asked")) for row in rows]
    return Section(_("Questions under lessons"), lines, _("Every question has an answer."), "chat")


SECTIONS: dict[str, tuple[Callable[[User, datetime], Section], ...]] = {
    "trainee": (next_slots, waiting, where_i_stand, keep_learning, news),
    "instructor": (next_slots, my_classes, unanswered, to_rate),
    "class_teacher": (next_slots, my_classes, news),
    "hr": (waiting, my_classes, next_slots, news),
    "rater": (to_rate, next_slots, news),
    "leader": (waiting, my_classes, news),
    "administrator": (news, my_classes),
}


def today_of(user: User, desk: str, now: datetime) -> list[Section]:
    """The sections of ``desk``, in reading order."""
    return [section(user, now) for section in SECTIONS[desk]]
