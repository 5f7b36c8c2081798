"""Lists of cases: found, filtered, counted; and the people one may be given."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from lms.evidence.domain.content import NODES
from lms.evidence.models import Competency
from lms.people.models import Organisation, User
from lms.people.queries import people_in_bank, people_visible_to, people_with_role

from ..enums import CLOSED_CASES, CaseState
from ..models import CaseEvent, LoanCase
from .scope import cases_visible_to

SORTS = {"number": "number", "opened": "opened_on", "node": "node", "state": "state"}
NODE_CODES = tuple(code for code, _name, _english in NODES)


def node_names() -> dict[str, str]:
    """Code → name of the nine nodes, in the order of the process. One query."""
    found = {row.code: str(row) for row in Competency.objects.filter(code__in=NODE_CODES)}
    return {code: found.get(code, name) for code, name, _english in NODES}


def case_list(user: User, given: Mapping[str, str]) -> QuerySet[LoanCase]:
    """What ``user`` may see, as the list's tools narrow it: ``q``, ``node``, ``state`` (or ``going``), ``person``, ``branch``, ``sort``."""
    rows = cases_visible_to(user)
    if text := given.get("q", "").strip()[:60]:
        person = Q(lead__name__icontains=text) | Q(second__name__icontains=text)
        initials = Q(lead__name_initials__startswith=text.lower()) | Q(second__name_initials__startswith=text.lower())
        rows = rows.filter(Q(number__icontains=text) | person | initials)
    if given.get("node") in NODE_CODES:
        rows = rows.filter(node=given["node"])
    if given.get("state") == "going":
        rows = rows.exclude(state__in=CLOSED_CASES)
    elif given.get("state") in CaseState.values:
        rows = rows.filter(state=given["state"])
    if person_key := given.get("person", "")[:32]:
        rows = rows.filter(Q(lead__key=person_key) | Q(second__key=person_key) | Q(supervisor__key=person_key))
    if branch := given.get("branch", "")[:32]:
        rows = rows.filter(branch__public_id=branch)
    key = given.get("sort", "")
    field = SORTS.get(key.removeprefix("-"))
    return rows.order_by(("-" if key.startswith("-") else "") + field, "-id") if field else rows


def people_on_cases(user: User) -> list[tuple[str, str]]:
    """Key and name of those who work on cases that ``user`` sees, for the filter. One query."""
    rows = cases_visible_to(user).order_by()
    pairs = [rows.values("lead"), rows.values("second")]
    wanted = Q(pk__in=pairs[0]) | Q(pk__in=pairs[1])
    return list(people_in_bank(user.bank).filter(wanted).order_by("name_pinyin", "id").values_list("key", "name")) if user.bank else []


def branches_of(bank: Organisation | None) -> QuerySet[Organisation]:
    """Where a case may belong: nodes below the bank."""
    return Organisation.objects.filter(bank=bank, is_active=True).exclude(pk=bank.pk if bank else None).order_by("path")


def people_for_cases(user: User) -> QuerySet[User]:
    """Whom ``user`` may give a case to, of those they see; whether the person may is asked when it is given."""
    return people_visible_to(user).filter(is_active=True).order_by("name_pinyin", "id")


def mentors_for_cases(user: User) -> QuerySet[User]:
    if user.bank is None:
        return people_for_cases(user).none()
    return people_for_cases(user).filter(pk__in=people_with_role(user.bank, "mentor").values("pk"))


def events_of(case: LoanCase) -> QuerySet[CaseEvent]:
    return CaseEvent.objects.filter(case=case).order_by("-id")
