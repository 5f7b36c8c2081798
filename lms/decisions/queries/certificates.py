"""Certificates: whose one may see, what each is worth today, and what a stranger is told."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from lms.notices.models import Notice
from lms.people.enums import AuthorityEnd
from lms.people.models import Authority, User
from lms.people.queries import people_overseen_by

from ..domain.certificate import from_base64
from ..domain.certificate_number import tidy_number
from ..domain.certificate_states import Rest, node_status, status_on, whole_status
from ..enums import CertificateState, CertificateStatus
from ..models import Certificate, CertificateEvent, SigningKey
from ..permissions import reads_decisions

# Numbers asked for in one query.
AT_ONCE = 500
T = TypeVar("T")


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
    return _with_rest(rows).filter(_worth(status, day)) if status in CertificateStatus.values else rows


def _with_rest(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Whether authority at some node stands on the certificate, is suspended, or is gone."""
    rest = Authority.objects.filter(user=OuterRef("user"), certificate=OuterRef("number"))
    running = rest.filter(ended_at__isnull=True)
    return rows.alias(
        stands=Exists(running.filter(suspended_at__isnull=True)),
        stopped=Exists(running.filter(suspended_at__isnull=False)),
        gone=Exists(rest.filter(ended_at__isnull=False)),
    )


def _worth(status: str, day: date) -> Q:
    in_time = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
    open_paper = Q(state__in=(CertificateState.ACTIVE, CertificateState.SUSPENDED)) & in_time
    partly = open_paper & Q(stands=True) & (Q(stopped=True) | Q(gone=True))
    if status == CertificateStatus.PARTLY:
        return partly
    if status == CertificateStatus.SUSPENDED:
        return Q(state=status) & ~partly | Q(state=CertificateState.ACTIVE, stands=False, stopped=True) & in_time
    if status in {CertificateStatus.REVOKED, CertificateStatus.REPLACED, CertificateStatus.LAPSED}:
        return Q(state=status)
    if status == CertificateStatus.NOT_YET:
        return Q(state=CertificateState.ACTIVE, starts_on__gt=day)
    if status == CertificateStatus.EXPIRED:
        return Q(state=CertificateState.ACTIVE, starts_on__lte=day, ends_on__lt=day)
    return Q(state=CertificateState.ACTIVE, stopped=False, gone=False) & in_time


def certificates_ending(first: date, last: date) -> QuerySet[Certificate]:
    """Of every bank: in force, with the last day within a span, and whose holder has not been told yet."""
    told = Notice.objects.filter(user=OuterRef("user"), dedupe_key=Concat(Value("certificate-ends-"), OuterRef("public_id")))
    rows = Certificate.objects.filter(state=CertificateState.ACTIVE, ends_on__gte=first, ends_on__lte=last, user__is_active=True)
    return rows.exclude(Exists(told)).select_related("user", "bank").order_by("bank", "pk")


class Worth(NamedTuple):
    """What a certificate is worth on a day: as a whole, and at each of its nodes in their order."""

    status: CertificateStatus
    nodes: dict[str, CertificateStatus]

    @property
    def differs(self) -> bool:
        return len(set(self.nodes.values())) > 1


def worth_of(rows: Sequence[Certificate], day: date) -> dict[int, Worth]:
    """By the certificate's id: one of several nodes may hold at one and be suspended or revoked at another. A fixed number of queries."""
    rests = _rests_on(rows)
    found: dict[int, Worth] = {}
    for row in rows:
        paper = status_on(row.state, starts_on=row.starts_on, ends_on=row.ends_on, day=day)
        nodes = {node: node_status(paper, rests.get((row.number, node))) for node in row.nodes}
        found[row.pk] = Worth(whole_status(nodes.values()), nodes)
    return found


def _rests_on(rows: Sequence[Certificate]) -> dict[tuple[str, str], Rest]:
    """By number and node; what runs comes before what has ended."""
    held = [one for numbers in _by_hundreds([row.number for row in rows]) for one in _authority_under(numbers)]
    moved = {(one.user_id, one.node) for one in held if one.ended_how == AuthorityEnd.REPLACED}
    anew = {pair for pairs in _by_hundreds(sorted(moved)) for pair in _certified(pairs)}
    found: dict[tuple[str, str], Rest] = {}
    for one in held:
        rest = Rest(suspended=one.suspended_at is not None, ended=one.ended_how, certified_anew=(one.user_id, one.node) in anew)
        if not rest.ended or (one.certificate, one.node) not in found:
            found[one.certificate, one.node] = rest
    return found


def _by_hundreds(items: Sequence[T]) -> Iterator[Sequence[T]]:
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))


def _authority_under(numbers: Sequence[str]) -> QuerySet[Authority]:
    fields = ("user_id", "node", "certificate", "suspended_at", "ended_how")
    return Authority.objects.filter(certificate__in=numbers).only(*fields).order_by("-starts_at", "-pk")


def _certified(pairs: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Those at whose nodes the person holds something under a certificate today."""
    wanted = set(pairs)
    rows = Authority.objects.filter(user__in={user for user, _node in pairs}, ended_at__isnull=True).exclude(certificate="")
    return (pair for pair in rows.values_list("user_id", "node") if pair in wanted)


def status_of(row: Certificate, day: date) -> CertificateStatus:
    return worth_of([row], day)[row.pk].status


def nodes_to_stop(row: Certificate) -> list[str]:
    """Nodes at which something rests on the certificate that is not suspended yet, in the certificate's order."""
    held = Authority.objects.filter(user=row.user_id, certificate=row.number, ended_at__isnull=True, suspended_at__isnull=True)
    standing = set(held.values_list("node", flat=True))
    return [node for node in row.nodes if node in standing]


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
