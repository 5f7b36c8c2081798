"""Who may sign at a node, who may be asked, and what two people are to each other."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from lms.people.enums import CaseRole, Entrustment, Role
from lms.people.models import Authority, Kinship, Mentorship, Organisation, User
from lms.people.queries import are_related, current_mentorships, may, people_visible_to, people_with_role
from lms.policies.queries import policy

from ..domain.observing import MUTUAL_DAYS, Mentor, Pairing
from ..models import CasePart, LoanCase, Observation
from ..permissions import may_place_trainees

LEVEL = "observation.mentor_level"
LATEST = "observation.latest_days"


def needed_level(bank: Organisation | int, on: date) -> str:
    """The level from which a mentor signs at this bank."""
    return str(policy(bank, LEVEL, on=on))


def latest_days(bank: Organisation | int, on: date) -> int:
    """How many days after the work a card can still be given."""
    return int(policy(bank, LATEST, on=on))


def level_on(person: User, node: str, day: date) -> str:
    """The highest level that ``person`` held at the node on a day, by whichever grant held then; a later one says nothing of it."""
    midnight = datetime.combine(day, time.min, timezone.get_current_timezone())
    rows = Authority.objects.filter(user=person, node=node, starts_at__lt=midnight + timedelta(days=1))
    rows = rows.filter(Q(ended_at=None) | Q(ended_at__gte=midnight)).filter(Q(ends_on=None) | Q(ends_on__gte=day))
    held = [Entrustment(level) for level in rows.values_list("level", flat=True)]
    return max(held, key=lambda one: one.rank, default=Entrustment.NONE)


def mentor_at(mentor: User, node: str, *, at: datetime) -> Mentor:
    """What the one question says of the mentor at this node. One query."""
    answer = may(person=mentor, node=node, role=CaseRole.LEAD, bank=mentor.bank_id or 0, at=at)
    return Mentor(reason=answer.reason, stage=answer.stage, active=mentor.is_active)


def mentors_of_person(user: User) -> QuerySet[User]:
    """Who mentors ``user`` today: the people who may answer for their work."""
    today = timezone.localdate()
    pairs = Mentorship.objects.filter(mentee=user, starts_on__lte=today).exclude(ends_on__lt=today)
    return User.objects.filter(pk__in=pairs.values("mentor"), bank=user.bank_id, is_active=True).order_by("name_pinyin", "id")


def pairing_of(*, mentor: User, trainee: User, case: LoanCase, node: str, on: date, part: CasePart | None = None) -> Pairing:
    """What the two are to each other over this case; ``part`` is the one that is being answered, not a second one."""
    parts = CasePart.objects.filter(case=case, node=node, trainee=trainee, mentor=mentor).exclude(state__in=["declined", "cancelled"])
    window = (on - timedelta(days=MUTUAL_DAYS), on + timedelta(days=MUTUAL_DAYS))
    back = Observation.objects.filter(mentor=trainee, trainee=mentor, observed_on__range=window).order_by("-observed_on")
    return Pairing(
        same_person=mentor.pk == trainee.pk,
        same_bank=mentor.bank_id == trainee.bank_id == case.bank_id,
        related=are_related(mentor, trainee),
        twice=parts.exclude(pk=part.pk if part else None).exists(),
        signed_back_on=back.values_list("observed_on", flat=True).first(),
    )


def mentors_for(trainee: User) -> QuerySet[User]:
    """Mentors of the bank whom a trainee may ask: everybody with the role but themselves and relatives; their own mentors come first."""
    if trainee.bank is None:
        return User.objects.none()
    kin = Kinship.objects.filter(bank=trainee.bank, ended_at__isnull=True)
    named = kin.filter(person=trainee).values("relative_id")
    naming = kin.filter(relative=trainee).values("person_id")
    found = people_with_role(trainee.bank, Role.MENTOR).exclude(pk=trainee.pk)
    return found.exclude(pk__in=named).exclude(pk__in=naming).order_by("name_pinyin", "id")


def trainees_for(user: User) -> QuerySet[User]:
    """Trainees whom ``user`` finds by name: HR those they see, a mentor their mentees. Anybody else is found by employee number."""
    if may_place_trainees(user):
        seen = people_visible_to(user)
    else:
        seen = User.objects.filter(pk__in=current_mentorships(user).values("mentee_id"), is_active=True)
    if user.bank is None:
        return User.objects.none()
    return seen.filter(pk__in=people_with_role(user.bank, Role.TRAINEE).values("pk")).order_by("name_pinyin", "id")


def trainee_by_number(user: User, number: str) -> User | None:
    """A trainee of the bank by the employee number that somebody has read out: no list of people to look through."""
    if user.bank is None or not number:
        return None
    return people_with_role(user.bank, Role.TRAINEE).filter(employee_number=number).first()


def mentors_of_bank(bank: Organisation | None) -> QuerySet[User]:
    """Everybody who holds the role of a mentor today."""
    return people_with_role(bank, Role.MENTOR).order_by("name_pinyin", "id") if bank else User.objects.none()
