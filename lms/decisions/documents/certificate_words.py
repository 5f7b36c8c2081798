"""What a certificate says, in one language; the paper says it in two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lms.evidence.domain.content import NODES
from lms.evidence.enums import Product
from lms.people.enums import Entrustment
from lms.toolkit.money import WAN, grouped

from ..enums import CertificateStatus
from ..models import Certificate
from ..queries.certificates import Worth


def product_words(products: Iterable[str]) -> list[str]:
    """Products by the codes that grants carry; a bank's own names stand for themselves."""
    return [str(Product(one).label) if one in Product.values else one for one in products]


@dataclass(frozen=True)
class Content:
    """What certificates of the same content have in common."""

    nodes: tuple[str, ...]
    level: str
    amount_limit: Decimal | None
    products: tuple[str, ...]
    issued_on: date
    starts_on: date
    ends_on: date | None


def content_of(row: Certificate) -> Content:
    nodes, products = tuple(row.nodes), tuple(row.products)
    return Content(nodes, row.level, row.amount_limit, products, row.issued_on, row.starts_on, row.ends_on)


@dataclass(frozen=True)
class CertificateWords:
    """``facts`` are pairs of label and value, in the order of the paper."""

    title: str
    statement: str
    nodes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    control: str
    number: str
    issued: str
    issued_on: str
    seal: str
    scan: str
    digest: str
    key: str


@lru_cache(maxsize=128)
def certificate_words(content: Content, language: str) -> CertificateWords:
    """Said once per process for all certificates of the same content."""
    with translation.override(language):
        solo = Entrustment(content.level).rank >= Entrustment.CERTIFIED.rank
        return CertificateWords(
            title=_("Certificate of Solo Authority") if solo else _("Certificate of Supervised Authority"),
            statement=_("has been assessed by the certification panel of this bank and may handle the following nodes alone:")
            if solo
            else _("has been assessed by the certification panel of this bank and may handle the following nodes under supervision:"),
            nodes=node_names(content.nodes, language),
            facts=_facts(content),
            control=_("Work that internal control assigns to two people is still done by two; this certificate doesn't lift that."),
            number=_("Certificate number"),
            issued=_("Date of issue"),
            issued_on=plain_day(content.issued_on),
            seal=_("Seal of the issuer"),
            scan=_("Scan to verify"),
            digest=_("Digest"),
            key=_("Signing key"),
        )


def _facts(content: Content) -> tuple[tuple[str, str], ...]:
    return (
        (_("Level"), str(Entrustment(content.level).label)),
        (_("Limit per customer"), limit_words(content.amount_limit)),
        (_("Products"), _(", ").join(product_words(content.products)) or _("all small-loan products")),
        (_("Valid"), validity_words(content.starts_on, content.ends_on)),
    )


def node_names(codes: Iterable[str], language: str) -> tuple[str, ...]:
    names = {code: (chinese if language.startswith("zh") else english) for code, chinese, english in NODES}
    return tuple(names.get(code, code) for code in codes)


def node_states(worth: Worth, language: str) -> list[tuple[str, CertificateStatus]]:
    """Each node's name with what the certificate is worth there; empty where all are alike."""
    return list(zip(node_names(worth.nodes, language), worth.nodes.values(), strict=True)) if worth.differs else []


def limit_words(amount: Decimal | None) -> str:
    """In 万元 where it is a round number of them, as loan limits are spoken of."""
    if amount is None:
        return _("within the bank's general authorisation")
    if amount % WAN == 0:
        return _("up to %(amount)s × ¥10,000") % {"amount": grouped(amount / WAN, 0)}
    return _("up to ¥%(amount)s") % {"amount": grouped(amount)}


def plain_day(day: date) -> str:
    chinese = (translation.get_language() or "").startswith("zh")
    return f"{day.year}年{day.month}月{day.day}日" if chinese else date_format(day, "j F Y")


def validity_words(starts_on: date, ends_on: date | None) -> str:
    if ends_on is None:
        return _("from %(start)s until further notice") % {"start": plain_day(starts_on)}
    return _("%(start)s to %(end)s") % {"start": plain_day(starts_on), "end": plain_day(ends_on)}
