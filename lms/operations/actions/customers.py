"""Customers of full mode: entered once, masked from then on; the full value opens with a reason that stands in the log."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.sealed_text import Unreadable, fingerprint, seal, unseal

from ..domain.masking import id_is_sound, masked_address, masked_id, masked_name, masked_phone
from ..enums import OperationsMode, Tie
from ..models import CaseTie, Customer, LoanCase
from ..queries import mode_of
from .problems import CaseProblem

SEALED = ("name", "phone", "id", "address")


def _phone(phone: str) -> str:
    plain = "".join(character for character in phone if character.isdigit())
    if phone.strip() and not 7 <= len(plain) <= 12:
        raise CaseProblem({"phone": [_("A telephone number has 7 to 12 figures.")]}, code="phone")
    return plain


def _identity(number: str) -> str:
    plain = "".join(number.split()).upper()
    if plain and not id_is_sound(plain):
        raise CaseProblem(
            {"id_number": [_("This identity number is not right: 18 characters, the last of which checks the others.")]}, code="id"
        )
    return plain


def _person(name: str, phone: str, id_number: str) -> dict[str, str]:
    if not name.strip():
        raise CaseProblem({"name": [_("Enter the name.")]}, code="name")
    tel, identity = _phone(phone), _identity(id_number)
    return {
        "name_shown": masked_name(name),
        "name_sealed": seal(name.strip()),
        "phone_shown": masked_phone(tel),
        "phone_sealed": seal(tel),
        "phone_print": fingerprint(tel, purpose="phone"),
        "id_shown": masked_id(identity),
        "id_sealed": seal(identity),
        "id_print": fingerprint(identity, purpose="id"),
    }


@transaction.atomic
def add_customer(
    *, bank: Organisation, number: str, name: str, industry: str, actor: User, phone: str = "", id_number: str = "", address: str = "",
    since_year: int | None = None, now: datetime | None = None,
) -> Customer:  # fmt: skip
    """Only in full mode. Raises CaseProblem."""
    moment = now or timezone.now()
    if mode_of(bank) != OperationsMode.FULL:
        raise CaseProblem(_("Customers are kept here in full mode only."), code="mode")
    if since_year is not None and not 1900 <= since_year <= timezone.localdate(moment).year:
        raise CaseProblem({"since_year": [_("Enter a year that has come.")]}, code="year")
    try:
        with transaction.atomic():
            made = Customer.objects.create(
                bank=bank, number=number.strip(), industry=industry, since_year=since_year, made_by_key=actor.key, made_at=moment,
                address_shown=masked_address(address), address_sealed=seal(address.strip()),
                address_print=fingerprint(address, purpose="address"), **_person(name, phone, id_number),
            )  # fmt: skip
    except IntegrityError as error:
        raise CaseProblem({"number": [_("The number %(number)s is taken already.") % {"number": number}]}, code="twice") from error
    _log(bank, actor, Verb.CREATED, "customer", made.public_id, moment)
    return made


CORRECTED = {"name": "name", "phone": "phone", "id_number": "id"}
"""What a form calls a part, and what the columns are called."""


@transaction.atomic
def correct_customer(
    *, customer: Customer, actor: User, industry: str, since_year: int | None, name: str = "", phone: str = "", id_number: str = "",
    address: str = "", now: datetime | None = None,
) -> Customer:  # fmt: skip
    """Writes what was given; a sealed part left empty stays as it is, for nobody is shown it to type it again. Raises CaseProblem."""
    moment = now or timezone.now()
    row = Customer.objects.select_for_update(of=("self",)).select_related("bank").get(pk=customer.pk)
    if since_year is not None and not 1900 <= since_year <= timezone.localdate(moment).year:
        raise CaseProblem({"since_year": [_("Enter a year that has come.")]}, code="year")
    written = _person(name or "—", phone, id_number)
    changed: dict[str, object] = {}
    for part, given in (("name", name), ("phone", phone), ("id_number", id_number)):
        if given.strip():
            changed |= {key: value for key, value in written.items() if key.startswith(f"{CORRECTED[part]}_")}
    if address.strip():
        changed["address_shown"], changed["address_sealed"] = masked_address(address), seal(address.strip())
        changed["address_print"] = fingerprint(address, purpose="address")
    changed |= {key: value for key, value in {"industry": industry, "since_year": since_year}.items() if getattr(row, key) != value}
    if not changed:
        return row
    for key, value in changed.items():
        setattr(row, key, value)
    row.save(update_fields=sorted(changed))
    log_act(
        organisation_key=row.bank.public_id, actor_key=actor.key, verb=Verb.CHANGED, object_kind="customer", object_id=row.public_id,
        details={"fields": sorted({key.partition("_")[0] if key != "since_year" else key for key in changed})}, now=moment,
    )  # fmt: skip
    return row


@transaction.atomic
def add_tie(
    *, case: LoanCase, kind: str, name: str, actor: User, phone: str = "", id_number: str = "", now: datetime | None = None
) -> CaseTie:
    """Somebody who stands behind the case. Raises CaseProblem."""
    if kind not in Tie.values:
        raise CaseProblem({"kind": [_("Choose one of the list.")]}, code="kind")
    made = CaseTie.objects.create(case=case, kind=kind, **_person(name, phone, id_number))
    _log(case.bank, actor, Verb.CREATED, "case_tie", f"{case.public_id}", now or timezone.now())
    return made


@transaction.atomic
def show_customer(*, customer: Customer, reason: str, actor: User, now: datetime | None = None) -> dict[str, str]:
    """The full values, once, for a reason; who looked at whom and why stands in the log. Raises CaseProblem."""
    values = _opened(customer, SEALED, reason)
    _looked(customer.bank, "customer", customer.public_id, {"fields": list(SEALED)}, reason, actor, now)
    return values


@transaction.atomic
def show_tie(*, tie: CaseTie, reason: str, actor: User, now: datetime | None = None) -> dict[str, str]:
    """The same for somebody who stands behind a case: a guarantor has to be rung. Raises CaseProblem."""
    parts = ("name", "phone", "id")
    values = _opened(tie, parts, reason)
    _looked(tie.case.bank, "case_tie", tie.case.public_id, {"tie": tie.pk, "fields": list(parts)}, reason, actor, now)
    return values


def _opened(row: Customer | CaseTie, parts: Sequence[str], reason: str) -> dict[str, str]:
    if len(reason.strip()) < 4:
        raise CaseProblem(_("Say why you need the full data, in a few words."), code="reason")
    try:
        return {name: unseal(getattr(row, f"{name}_sealed")) for name in parts}
    except Unreadable as error:
        raise CaseProblem(_("The data can't be opened on this server any more: its key was changed."), code="key") from error


def _looked(bank: Organisation, kind: str, key: str, details: Mapping[str, object], reason: str, actor: User, now: datetime | None) -> None:
    log_act(
        organisation_key=bank.public_id, actor_key=actor.key, verb=Verb.VIEWED, object_kind=kind, object_id=key, details=dict(details),
        reason=reason.strip()[:300], now=now or timezone.now(),
    )  # fmt: skip


def _log(bank: Organisation, actor: User, verb: Verb, kind: str, key: str, moment: datetime) -> None:
    log_act(organisation_key=bank.public_id, actor_key=actor.key, verb=verb, object_kind=kind, object_id=key, now=moment)
