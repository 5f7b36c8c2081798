"""Write down a visit, once; say what became of it; take it back; open the number behind the mask."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.sealed_text import Unreadable, fingerprint, seal, unseal

from ..domain.masking import masked_name, masked_phone
from ..domain.visits import BadVisit, Said, check_visit, entry_moment, is_same_day
from ..enums import NoCase
from ..models import GridArea, LoanCase, Visit
from .problems import CaseProblem

PLAIN = (
    "source", "channel", "merchant", "industry", "address", "consent", "result", "minutes", "intent", "need_amount", "need_months",
    "need_purpose", "need_on", "objection", "materials", "next_action", "next_on", "note",
)  # fmt: skip


@dataclass(frozen=True)
class NewVisit:
    """What the form says; ``fields`` are columns of the same name. ``photo`` has been checked and is at its start."""

    client_key: str
    happened_at: datetime
    fields: Mapping[str, Any]
    operator: str = ""
    phone: str = ""
    area: GridArea | None = None
    earlier: Visit | None = None
    photo: bytes = b""
    photo_name: str = ""
    entered_at: datetime | None = field(default=None)


def words_of(bad: BadVisit) -> str:
    """The refusal as a sentence."""
    return {
        "ahead": _("The visit lies in the future. Set the time at which it really was."),
        "too_old": _("A visit is written down within 31 days."),
        "intent": _("You talked with the owner: choose an intent from A to D."),
        "no_talk": _("Without a talk there is no intent; choose “talked with the owner” or leave the intent out."),
        "minutes": _("A talk lasts from 1 to 480 minutes."),
        "next_past": _("The next step lies before the visit."),
        "next_missing": _("Intent A and B need the day of the next step."),
        "need": _("An amount was written down although nobody talked with the owner."),
        "channel": _("Say which channel it was, or who referred the customer."),
    }[bad.code]


def known_visit(user: User, client_key: str) -> Visit | None:
    """What this key has already brought here, for the person who sent it."""
    return Visit.objects.filter(bank_id=user.bank_id, client_key=client_key, user=user).first()


@transaction.atomic
def record_visit(*, user: User, visit: NewVisit, now: datetime | None = None) -> tuple[Visit, bool]:
    """The row and whether it is new: the same key twice is the same visit. Raises BadVisit and CaseProblem."""
    moment = now or timezone.now()
    if (known := known_visit(user, visit.client_key)) is not None:
        return known, False
    _check(user, visit, moment)
    happened, entered = timezone.localtime(visit.happened_at), entry_moment(visit.entered_at, happened_at=visit.happened_at, now=moment)
    row = Visit(
        bank_id=user.bank_id, client_key=visit.client_key, user=user, area=visit.area, earlier=visit.earlier,
        happened_at=visit.happened_at, entered_at=entered, recorded_at=moment, same_day=is_same_day(happened, timezone.localtime(entered)),
        operator_shown=masked_name(visit.operator), operator_sealed=seal(visit.operator), phone_shown=masked_phone(visit.phone),
        phone_sealed=seal(visit.phone), phone_print=fingerprint(visit.phone, purpose="phone"),
        photo_sha256=hashlib.sha256(visit.photo).hexdigest() if visit.photo else "",
        **{name: visit.fields[name] for name in PLAIN if visit.fields.get(name) is not None},
    )  # fmt: skip
    if visit.photo:
        row.photo.save(visit.photo_name, ContentFile(visit.photo), save=False)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        # The phone sent it twice at the same moment: the other one was first.
        if (known := known_visit(user, visit.client_key)) is not None:
            return known, False
        raise CaseProblem(_("This entry can't be taken. Fill it in again."), code="key") from error
    _log(row, user.key, Verb.CREATED, moment, {"result": str(row.result), "intent": str(row.intent), "same_day": row.same_day})
    return row, True


def _check(user: User, visit: NewVisit, moment: datetime) -> None:
    fields = visit.fields
    said = Said(
        happened_at=timezone.localtime(visit.happened_at), result=str(fields.get("result", "")), intent=str(fields.get("intent") or ""),
        source=str(fields.get("source") or "grid"), channel=str(fields.get("channel") or ""), minutes=fields.get("minutes"),
        next_on=fields.get("next_on"), next_action=str(fields.get("next_action") or ""), has_need=fields.get("need_amount") is not None,
    )  # fmt: skip
    check_visit(said, now=timezone.localtime(moment))
    if visit.area is not None and visit.area.bank_id != user.bank_id:
        raise CaseProblem(_("Choose an area of this bank."), code="area")
    if visit.earlier is not None and visit.earlier.user_id != user.pk:
        raise CaseProblem(_("Only your own visits are continued."), code="earlier")


def _log(visit: Visit, actor_key: str, verb: Verb, moment: datetime, details: Mapping[str, object], reason: str = "") -> None:
    log_act(
        organisation_key=visit.bank.public_id,
        actor_key=actor_key,
        verb=verb,
        object_kind="visit",
        object_id=visit.public_id,
        details=details,
        reason=reason,
        now=moment,
    )


def _locked(visit: Visit) -> Visit:
    return Visit.objects.select_for_update(of=("self",)).select_related("bank").get(pk=visit.pk)


@transaction.atomic
def settle_visit(*, visit: Visit, case: LoanCase | None, no_case: str, actor: User, now: datetime | None = None) -> Visit:
    """It became a case, or why not; neither means that it is open again. Raises CaseProblem."""
    moment, visit = now or timezone.now(), _locked(visit)
    if visit.withdrawn_at is not None:
        raise CaseProblem(_("This visit was withdrawn."), code="withdrawn")
    if case is not None and no_case:
        raise CaseProblem(_("Either a case or a reason why not."), code="both")
    if no_case and no_case not in NoCase.values:
        raise CaseProblem(_("Choose one of the reasons."), code="no_case")
    if case is not None and case.bank_id != visit.bank_id:
        raise CaseProblem(_("Choose a case of this bank."), code="case")
    visit.case, visit.no_case = case, no_case
    visit.save(update_fields=["case", "no_case"])
    _log(visit, actor.key, Verb.CHANGED, moment, {"case": case.key if case else "", "no_case": no_case})
    return visit


@transaction.atomic
def withdraw_visit(*, visit: Visit, reason: str, actor: User, now: datetime | None = None) -> Visit:
    """Entered by mistake: it stays in the ledger, struck out, and counts nowhere. Raises CaseProblem."""
    moment, visit = now or timezone.now(), _locked(visit)
    if visit.withdrawn_at is not None:
        raise CaseProblem(_("This visit was withdrawn."), code="withdrawn")
    if not reason.strip():
        raise CaseProblem(_("Say why it is withdrawn."), code="reason")
    visit.withdrawn_at, visit.withdrawn_reason = moment, reason.strip()[:200]
    visit.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    _log(visit, actor.key, Verb.WITHDRAWN, moment, {})
    return visit


@dataclass(frozen=True)
class OpenContact:
    operator: str
    phone: str


@transaction.atomic
def open_contact(*, visit: Visit, reason: str, actor: User, now: datetime | None = None) -> OpenContact:
    """Name and number in full, once, with the look in the log; others than the visitor say why. Raises CaseProblem."""
    moment, reason = now or timezone.now(), reason.strip()
    if actor.pk != visit.user_id and not reason:
        raise CaseProblem(_("Say why you need the full value."), code="reason")
    try:
        found = OpenContact(unseal(visit.operator_sealed), unseal(visit.phone_sealed))
    except Unreadable as error:
        raise CaseProblem(_("The full value can no longer be read on this installation."), code="sealed") from error
    _log(visit, actor.key, Verb.VIEWED, moment, {"part": "contact"}, reason)
    return found
