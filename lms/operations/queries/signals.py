"""What the rules for signals look at, and the signals a person may see."""

from django.db.models import QuerySet
from django.utils import timezone

from lms.people.models import Organisation, User
from lms.people.queries import people_in_bank
from lms.toolkit.sealed_text import fingerprint

from ..domain.signals import Presence, Trace
from ..enums import FileKind, Resolution, Tie
from ..models import CaseFile, CaseFolder, CaseTie, Signal, SiteSignIn
from ..permissions import may_see_signals

APPROVED = (Resolution.APPROVED, Resolution.CONDITIONAL)
DECIDED = (*APPROVED, Resolution.REFUSED, Resolution.BLOCKED)


def traces_of(bank: Organisation) -> list[Trace]:
    """Two queries for any number of cases."""
    ties: dict[int, list[CaseTie]] = {}
    for tie in CaseTie.objects.filter(case__bank=bank):
        ties.setdefault(tie.case_id, []).append(tie)
    found = []
    for folder in CaseFolder.objects.filter(case__bank=bank).select_related("case", "customer"):
        behind, case = ties.get(folder.case_id, []), folder.case
        guarantors = {tie.id_print or tie.phone_print for tie in behind if tie.kind == Tie.GUARANTOR} - {""}
        phones = {folder.customer.phone_print, *(tie.phone_print for tie in behind)} - {""}
        found.append(
            Trace(
                case=case.pk,
                customer=folder.customer_id,
                lead=case.lead_id,
                second=case.second_id,
                approved=folder.resolution in APPROVED if folder.resolution in DECIDED else None,
                guarantors=frozenset(guarantors),
                phones=frozenset(phones),
                address=folder.customer.address_print,
            )
        )
    return found


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


def photos_of(bank: Organisation) -> list[tuple[str, int, int]]:
    rows = CaseFile.objects.filter(case__bank=bank, kind=FileKind.PHOTO)
    return list(rows.values_list("sha256", "case_id", "added_by_id"))


def staff_phones(bank: Organisation) -> dict[str, int]:
    """Fingerprints of the staff's telephone numbers."""
    rows = people_in_bank(bank).exclude(phone="").values_list("phone", "pk")
    return {fingerprint(phone, purpose="phone"): pk for phone, pk in rows}


def signals_visible_to(user: User) -> QuerySet[Signal]:
    """HR, leader and auditor; nobody sees a signal about themselves."""
    rows = Signal.objects.filter(bank_id=user.bank_id).exclude(person=user).exclude(other=user)
    rows = rows.select_related("person", "other", "closed_by").prefetch_related("cases")
    return rows if may_see_signals(user) else rows.none()
