"""Certificates: whose one may see, what each is worth today, and what a stranger is told."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from lms.notices.models import Notice
from lms.people.models import User
from lms.people.queries import people_overseen_by

from ..domain.certificate import from_base64
from ..domain.certificate_number import tidy_number
from ..domain.certificate_states import status_on
from ..enums import CertificateState, CertificateStatus
from ..models import Certificate, CertificateEvent, SigningKey
from ..permissions import reads_decisions


def certificates_visible_to(user: User) -> QuerySet[Certificate]:
    """By office: those of the people ``user`` oversees."""
    if not reads_decisions(user):
        return Certificate.objects.none()
    rows = Certificate.objects.filter(bank_id=user.bank_id, user__in=people_overseen_by(user).values("pk"))
    return rows.select_related("user", "bank", "key", "document", "replaced_by")


def own_certificates(user: User) -> QuerySet[Certificate]:
    """A person's own, whatever became of them."""
    return Certificate.objects.filter(user=user).select_related("user", "bank", "key", "document", "replaced_by")


def readable_certificates(user: User) -> QuerySet[Certificate]:
    """Own ones and those seen by office."""
    rows = Certificate.objects.filter(Q(pk__in=certificates_visible_to(user).values("pk")) | Q(user=user))
    return rows.select_related("user", "bank", "key", "document", "replaced_by")


def narrowed(rows: QuerySet[Certificate], *, text: str, node: str, status: str, day: date) -> QuerySet[Certificate]:
    """By number or name, node and worth on ``day``."""
    if text:
        rows = rows.filter(Q(number__icontains=tidy_number(text)) | Q(holder__icontains=text) | Q(user__employee_number=text))
    if node:
        # Codes stand in quotation marks in the stored list, and none of them is part of another.
        rows = rows.filter(nodes__icontains=f'"{node}"')
    return rows.filter(_worth(status, day)) if status in CertificateStatus.values else rows


def _worth(status: str, day: date) -> Q:
    if status in {CertificateStatus.SUSPENDED, CertificateStatus.REVOKED, CertificateStatus.REPLACED, CertificateStatus.LAPSED}:
        return Q(state=status)
    if status == CertificateStatus.NOT_YET:
        return Q(state=CertificateState.ACTIVE, starts_on__gt=day)
    if status == CertificateStatus.EXPIRED:
        return Q(state=CertificateState.ACTIVE, starts_on__lte=day, ends_on__lt=day)
    return Q(state=CertificateState.ACTIVE, starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def certificates_ending(first: date, last: date) -> QuerySet[Certificate]:
    """Of every bank: in force, with the last day within a span, and whose holder has not been told yet."""
    told = Notice.objects.filter(user=OuterRef("user"), dedupe_key=Concat(Value("certificate-ends-"), OuterRef("public_id")))
    rows = Certificate.objects.filter(state=CertificateState.ACTIVE, ends_on__gte=first, ends_on__lte=last, user__is_active=True)
    return rows.exclude(Exists(told)).select_related("user", "bank").order_by("bank", "pk")


def status_of(row: Certificate, day: date) -> CertificateStatus:
    return status_on(row.state, starts_on=row.starts_on, ends_on=row.ends_on, day=day)


def events_of(row: Certificate) -> QuerySet[CertificateEvent]:
    return row.events.select_related("actor")


def certificate_of_number(number: str) -> Certificate | None:
    """For anybody who holds the paper; asked the same way for every number, whether it can exist or not."""
    return Certificate.objects.filter(number=tidy_number(number)[:60]).select_related("bank").first()


def certificate_for_system(bank_id: int, number: str) -> Certificate | None:
    """For a system of the bank that issued it."""
    rows = Certificate.objects.filter(bank=bank_id, number=tidy_number(number)[:60])
    return rows.select_related("user", "replaced_by").first()


def public_keys() -> dict[str, bytes]:
    """Every key that ever signed, by its name."""
    return {key_id: from_base64(public) for key_id, public in SigningKey.objects.values_list("key_id", "public_key")}
