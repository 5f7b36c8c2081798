"""What the rules for signals look at, and the signals a person may see."""

from django.db.models import Count, QuerySet
from django.utils import timezone

from lms.people.models import Kinship, Organisation, User
from lms.people.queries import people_in_bank
from lms.toolkit.sealed_text import fingerprint

from ..domain.signals import Named, Photo, Presence, Stay, Trace
from ..enums import AdmissionItem, CaseState, FileKind, Resolution, Tie
from ..models import CaseFile, CaseTie, Customer, LoanCase, Signal, SiteSignIn, Visit
from ..permissions import may_see_signals

APPROVED = (Resolution.APPROVED, Resolution.CONDITIONAL)
DECIDED = (*APPROVED, Resolution.REFUSED, Resolution.BLOCKED)
PAID_OUT = (CaseState.RUNNING, CaseState.SETTLED, CaseState.WRITTEN_OFF)


def traces_of(bank: Organisation) -> list[Trace]:
    """Cases of every mode; a folder tells more, the marketing ledger and the contracts tell something. Four queries for any number."""
    ties: dict[int, list[CaseTie]] = {}
    for tie in CaseTie.objects.filter(case__bank=bank):
        ties.setdefault(tie.case_id, []).append(tie)
    rows = LoanCase.objects.filter(bank=bank).order_by().select_related("folder__customer")
    return [_trace(case, ties.get(case.pk, [])) for case in rows.prefetch_related("visits", "contracts")]


def _trace(case: LoanCase, behind: list[CaseTie]) -> Trace:
    folder = getattr(case, "folder", None)
    visits = [one for one in case.visits.all() if one.withdrawn_at is None]
    known = [folder.customer_id] if folder else [one.customer_id for one in case.contracts.all()]
    shops = [one.merchant for one in visits]
    guarantors = {tie.id_print or tie.phone_print for tie in behind if tie.kind == Tie.GUARANTOR}
    phones = {folder.customer.phone_print if folder else "", *(one.phone_print for one in behind), *(one.phone_print for one in visits)}
    return Trace(
        case=case.pk,
        customer=next(iter([*known, *shops]), None),
        lead=case.lead_id,
        second=case.second_id,
        approved=_approved(case.state, folder.resolution if folder else ""),
        guarantors=frozenset(guarantors - {""}),
        phones=frozenset(phones - {""}),
        address=folder.customer.address_print if folder else "",
        related=folder is not None and folder.admission.get(AdmissionItem.RELATED) == "no",
    )


def _approved(state: str, resolution: str) -> bool | None:
    """By the committee's resolution; where none is kept here, by what became of the case."""
    if resolution in DECIDED:
        return resolution in APPROVED
    return True if state in PAID_OUT else False if state == CaseState.REFUSED else None


def presences_of(bank: Organisation) -> list[Presence]:
    rows = SiteSignIn.objects.filter(case__bank=bank).order_by("signed_at")
    return [
        Presence(
            person=one.user_id,
            case=one.case_id,
            at=timezone.localtime(one.signed_at),
            latitude=None if one.latitude is None else float(one.latitude),
            longitude=None if one.longitude is None else float(one.longitude),
        )
        for one in rows
    ]


def stays_of(bank: Organisation) -> list[Stay]:
    """Who says to have been where, and for how long, by the marketing ledger."""
    rows = Visit.objects.filter(bank=bank, withdrawn_at__isnull=True).order_by("happened_at", "pk")
    columns = rows.values_list("user_id", "happened_at", "minutes", "merchant", "case_id")
    return [Stay(person, timezone.localtime(at), minutes or 0, merchant, case) for person, at, minutes, merchant, case in columns]


def photos_of(bank: Organisation) -> list[Photo]:
    """Of folders, and of the marketing ledger: a shop counts as its case as soon as one of its visits became one."""
    rows = CaseFile.objects.filter(case__bank=bank, kind=FileKind.PHOTO)
    found = [Photo(digest, person, case) for digest, person, case in rows.values_list("sha256", "added_by_id", "case_id")]
    visits = Visit.objects.filter(bank=bank, withdrawn_at__isnull=True).exclude(photo_sha256="")
    seen = list(visits.order_by("pk").values_list("photo_sha256", "user_id", "merchant", "case_id"))
    became = {(person, shop): case for _digest, person, shop, case in seen if case is not None}
    return found + [Photo(digest, person, case or became.get((person, shop)), shop) for digest, person, shop, case in seen]


def named_twice(bank: Organisation) -> list[Named]:
    """Customers whose identity number stands under more than one customer number, with their cases."""
    rows = Customer.objects.filter(bank=bank).exclude(id_print="").order_by()
    twice = rows.values("id_print").annotate(n=Count("pk")).filter(n__gt=1).values("id_print")
    columns = ("id_print", "pk", "folders__case_id", "folders__case__lead_id", "contracts__case_id", "contracts__manager_id")
    return [
        Named(identity, customer, case or loan, lead or manager)
        for identity, customer, case, lead, loan, manager in rows.filter(id_print__in=twice).values_list(*columns)
    ]


def kin_of(bank: Organisation) -> set[frozenset[int]]:
    """Pairs of declared relatives."""
    pairs = Kinship.objects.filter(bank=bank, ended_at__isnull=True).values_list("person_id", "relative_id")
    return {frozenset(pair) for pair in pairs}


def staff_phones(bank: Organisation) -> dict[str, int]:
    """Fingerprints of the staff's telephone numbers."""
    rows = people_in_bank(bank).exclude(phone="").values_list("phone", "pk")
    return {fingerprint(phone, purpose="phone"): pk for phone, pk in rows}


def signals_visible_to(user: User) -> QuerySet[Signal]:
    """HR, leader and auditor; nobody sees a signal about themselves."""
    rows = Signal.objects.filter(bank_id=user.bank_id).exclude(person=user).exclude(other=user)
    rows = rows.select_related("person", "other", "closed_by").prefetch_related("cases")
    return rows if may_see_signals(user) else rows.none()
