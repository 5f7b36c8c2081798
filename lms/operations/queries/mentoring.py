"""Mentoring pairs as mentor, mentee and HR see them: agreement, talks, shared cases, hours, and what became of the apprentices."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Q, QuerySet
from django.utils import timezone

from lms.cohorts.queries.mentoring import mentee_limit
from lms.people.enums import Entrustment
from lms.people.models import Authority, Mentorship, User
from lms.people.permissions import works_today
from lms.people.queries import people_overseen_by

from ..domain.mentoring import Quality, hours, months_missed, weeks_missed
from ..models import Contract, MentorAgreement, MentorTalk, Observation
from ..permissions import may_watch_mentors
from .cards import standing_cards

CERTIFIED = (Entrustment.CERTIFIED, Entrustment.SUPERVISES)
FIRST_YEAR = timedelta(days=365)
OVERDUE_DAYS = 30
"""From so many days on a loan counts as overdue in what is said of a mentor's apprentices."""

__all__ = ["agreements_visible_to", "mentee_limit", "mentor_qualities", "pair_of", "pair_record", "pairs_visible_to", "talks_visible_to"]


def pairs_visible_to(user: User) -> QuerySet[Mentorship]:
    """One's own pairs; by office those of the mentees one oversees."""
    rows = Mentorship.objects.filter(mentee__bank_id=user.bank_id).select_related("mentor", "mentee__bank")
    own = Q(mentee=user) | Q(mentor=user) if works_today(user) else Q(mentee=user)
    if may_watch_mentors(user):
        return rows.filter(own | Q(mentee__in=people_overseen_by(user).values("pk")))
    return rows.filter(own)


def pair_of(user: User, mentee: str, mentor: str) -> Mentorship | None:
    """The newest pair of two people by their keys."""
    rows = pairs_visible_to(user).filter(mentee__key=mentee, mentor__key=mentor)
    return rows.order_by("-starts_on", "-pk").first()


def agreements_visible_to(user: User) -> QuerySet[MentorAgreement]:
    rows = MentorAgreement.objects.filter(mentorship__in=pairs_visible_to(user).values("pk"))
    return rows.select_related("bank", "mentorship__mentor", "mentorship__mentee")


def talks_visible_to(user: User) -> QuerySet[MentorTalk]:
    rows = MentorTalk.objects.filter(mentorship__in=pairs_visible_to(user).values("pk"))
    return rows.select_related("bank", "mentorship__mentor", "mentorship__mentee", "written_by")


@dataclass(frozen=True)
class PairRecord:
    """How one pair keeps its promises so far."""

    pair: Mentorship
    running: bool
    agreement: MentorAgreement | None
    talks: int
    cards: int
    hours: float
    weeks_missed: list[date]
    months_missed: list[date]


def pair_record(pairs: Iterable[Mentorship], today: date) -> list[PairRecord]:
    """One line a pair; four queries however many."""
    found = list(pairs)
    agreements: dict[int, MentorAgreement] = {}
    for agreement in MentorAgreement.objects.filter(mentorship__in=found).order_by("starts_on"):
        agreements[agreement.mentorship_id] = agreement
    talks: dict[int, list[MentorTalk]] = defaultdict(list)
    for talk in MentorTalk.objects.filter(mentorship__in=found, confirmed_at__isnull=False):
        talks[talk.mentorship_id].append(talk)
    cards: dict[tuple[int, int], list[date]] = defaultdict(list)
    rows = standing_cards(Observation.objects.filter(mentee_filter(found)))
    for mentor, trainee, day in rows.values_list("mentor_id", "trainee_id", "observed_on"):
        cards[mentor, trainee].append(day)
    return [_record(pair, agreements.get(pair.pk), talks[pair.pk], cards[pair.mentor_id, pair.mentee_id], today) for pair in found]


def mentee_filter(pairs: Iterable[Mentorship]) -> Q:
    """Cards of the pairs' two people."""
    found = Q(pk__in=[])
    for pair in pairs:
        found |= Q(mentor_id=pair.mentor_id, trainee_id=pair.mentee_id)
    return found


def _record(pair: Mentorship, agreement: MentorAgreement | None, talks: list[MentorTalk], cards: list[date], today: date) -> PairRecord:
    end = pair.ends_on
    days = [day for day in cards if day >= pair.starts_on and (end is None or day <= end)]
    return PairRecord(
        pair=pair,
        running=end is None or end >= today,
        agreement=agreement,
        talks=len(talks),
        cards=len(days),
        hours=hours([talk.minutes for talk in talks], len(days)),
        weeks_missed=weeks_missed(pair.starts_on, end, [talk.held_on for talk in talks], today),
        months_missed=months_missed(pair.starts_on, end, days, today),
    )


@dataclass(frozen=True)
class MentorQuality:
    """One mentor: apprentices now and ever, how many of them are certified somewhere now, and their loans of the first year."""

    mentor: User
    now: int
    quality: Quality


def mentor_qualities(user: User, today: date) -> list[MentorQuality]:
    """Mentors of the pairs ``user`` sees. Three queries."""
    pairs = list(pairs_visible_to(user))
    mentees: dict[int, set[int]] = defaultdict(set)
    now: dict[int, int] = defaultdict(int)
    mentors: dict[int, User] = {}
    for pair in pairs:
        mentors[pair.mentor_id] = pair.mentor
        mentees[pair.mentor_id].add(pair.mentee_id)
        now[pair.mentor_id] += pair.starts_on <= today and (pair.ends_on is None or pair.ends_on >= today)
    everyone = {pk for group in mentees.values() for pk in group}
    since, certified = _certified(everyone, today)
    loans = _first_year_loans(since)
    lines = [MentorQuality(mentors[pk], now[pk], _quality(group, certified, loans)) for pk, group in mentees.items()]
    return sorted(lines, key=lambda line: (line.mentor.name_pinyin, line.mentor.pk))


def _quality(group: set[int], certified: set[int], loans: dict[int, list[bool]]) -> Quality:
    bad = [one for pk in group for one in loans.get(pk, [])]
    return Quality(apprentices=len(group), certified=len(group & certified), loans=len(bad), bad=sum(bad))


def _certified(people: set[int], today: date) -> tuple[dict[int, date], set[int]]:
    """The day on which each was first certified to work solo at some node, lost since or not; and who still is today."""
    rows = Authority.objects.filter(user__in=people, level__in=CERTIFIED)
    since: dict[int, date] = {}
    still = set()
    for row in rows:
        day = timezone.localdate(row.starts_at)
        since[row.user_id] = min(day, since.get(row.user_id, day))
        if row.ended_at is None and row.suspended_at is None and (row.ends_on is None or row.ends_on >= today):
            still.add(row.user_id)
    return since, still


def _first_year_loans(since: dict[int, date]) -> dict[int, list[bool]]:
    """Loans paid out in the first year after certification, and whether each was ever overdue in the year after it was paid out.

    The worst figure of that year speaks: a loan that was paid up or written off since was overdue all the same.
    """
    found: dict[int, list[bool]] = defaultdict(list)
    in_its_year = Q(figures__as_of__lte=F("paid_on") + FIRST_YEAR)
    rows = Contract.objects.filter(manager__in=list(since)).annotate(worst=Max("figures__overdue_days", filter=in_its_year))
    for manager, paid_on, worst in rows.values_list("manager_id", "paid_on", "worst"):
        if since[manager] <= paid_on <= since[manager] + FIRST_YEAR:
            found[manager].append((worst or 0) >= OVERDUE_DAYS)
    return found
