"""Who may stop whose authority, and what was stopped."""

from django.db.models import Exists, OuterRef, QuerySet

from lms.people.models import Authority, User
from lms.people.permissions import has_role
from lms.people.queries import current_mentorships, people_overseen_by, people_visible_to, search_people

from ..models import Suspension
from ..permissions import STOPS


def stops_somebody(user: User) -> bool:
    """Whether ``user`` may stop anybody at all: by office, or as somebody's mentor of today."""
    return has_role(user, *STOPS) or current_mentorships(user).exists()


def suspendable_people(user: User, *, text: str = "") -> QuerySet[User]:
    """Who holds authority among the people ``user`` sees by office or as their mentor; never oneself."""
    held = Authority.objects.filter(user=OuterRef("pk"), ended_at__isnull=True)
    mentees = User.objects.filter(pk__in=current_mentorships(user).values("mentee"))
    people = people_visible_to(user) if has_role(user, *STOPS) else mentees
    rows = people.filter(Exists(held), bank_id=user.bank_id, is_active=True).exclude(pk=user.pk)
    return search_people(rows, text).order_by("name_pinyin", "pk")


def with_something_left(people: QuerySet[User]) -> QuerySet[User]:
    """Those of ``people`` whom there is still something to stop at."""
    return people.filter(Exists(Authority.objects.filter(user=OuterRef("pk"), ended_at__isnull=True, suspended_at__isnull=True)))


def held_nodes(person: User) -> list[str]:
    """Nodes at which there is something left to stop."""
    rows = Authority.objects.filter(user=person, ended_at__isnull=True, suspended_at__isnull=True)
    return list(rows.values_list("node", flat=True))


def may_suspend(user: User, person: User) -> bool:
    """By office over the person, or as the person's own mentor of today; nobody stops themselves."""
    if user.pk == person.pk or user.bank_id != person.bank_id:
        return False
    if has_role(user, *STOPS) and people_overseen_by(user).filter(pk=person.pk).exists():
        return True
    return current_mentorships(user).filter(mentee=person).exists()


def suspensions_visible_to(user: User) -> QuerySet[Suspension]:
    """Of the people one sees by office, and those one declared oneself."""
    seen = people_overseen_by(user).values("pk")
    rows = Suspension.objects.filter(bank_id=user.bank_id)
    rows = rows.filter(user__in=seen) | rows.filter(suspended_by=user) | rows.filter(user__in=current_mentorships(user).values("mentee"))
    return rows.select_related("user", "suspended_by")
