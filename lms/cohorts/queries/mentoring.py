"""Mentoring pairs that a keeper of personnel sees and makes."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from lms.people.enums import Role
from lms.people.models import Mentorship, Organisation, User
from lms.people.queries import people_managed_by, people_with_role
from lms.policies.queries import policy

LIMIT = "mentorship.limit"


def current_on(day: date) -> Q:
    return Q(starts_on__lte=day) & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def pairs_kept_by(user: User) -> QuerySet[Mentorship]:
    """Pairs whose mentee's account ``user`` keeps."""
    return Mentorship.objects.filter(mentee__in=people_managed_by(user))


def pair_list(user: User, *, text: str = "", state: str = "", day: date) -> QuerySet[Mentorship]:
    """Two people a row, current ones first; one query."""
    rows = pairs_kept_by(user).select_related("mentor", "mentee")
    if state == "current":
        rows = rows.filter(current_on(day))
    elif state == "ended":
        rows = rows.filter(ends_on__lt=day)
    if text:
        named = Q(mentor__name__icontains=text) | Q(mentee__name__icontains=text)
        rows = rows.filter(named | Q(mentor__name_initials__startswith=text.lower()) | Q(mentee__name_initials__startswith=text.lower()))
    return rows.order_by("-starts_on", "mentor__name_pinyin", "id")


def mentors_of(bank: Organisation, day: date) -> QuerySet[User]:
    """Those who hold the role, each with how many mentees they have on that day."""
    current = Q(mentorships_as_mentor__starts_on__lte=day) & (
        Q(mentorships_as_mentor__ends_on__isnull=True) | Q(mentorships_as_mentor__ends_on__gte=day)
    )
    return (
        people_with_role(bank, Role.MENTOR).annotate(mentees=Count("mentorships_as_mentor", filter=current)).order_by("name_pinyin", "id")
    )


def limit_is_firm(bank: Organisation | int, day: date) -> bool:
    """Whether the limit refuses; otherwise it warns, and a reason lets one more in."""
    return bool(policy(bank, "mentorship.limit_is_firm", on=day))


def mentee_limit(bank: Organisation | int, day: date) -> int:
    return int(policy(bank, LIMIT, on=day))
