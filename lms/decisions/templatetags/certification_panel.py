"""Codes of the panel's pages in words."""

from collections.abc import Mapping, Sequence

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Entrustment

from ..documents.certificate_words import product_words
from ..enums import Ballot, Seat

register = template.Library()
TONES = {
    "grant": "good",
    "grant_with_conditions": "good",
    "restore": "good",
    "restore_with_conditions": "good",
    "revoke": "bad",
    "lower": "bad",
    "suspend": "bad",
}

MISSING = {
    "quorum_missing": _("Too few members with a vote are here."),
    "chair_missing": _("Nobody who may vote is in the chair of this item."),
    "primary_missing": _("The primary reviewer is to be named."),
    "only_line_managers": _("Line managers don't decide among themselves."),
}


@register.filter
def level_word(code: str) -> str:
    """``{{ item.level|level_word }}``"""
    return str(Entrustment(code).label) if code in Entrustment.values else code or "—"


@register.filter
def product_list(codes: Sequence[str]) -> str:
    """``{{ item.products|product_list }}``"""
    return "、".join(product_words(codes)) or gettext("all small-loan products")


@register.filter
def node_word(code: str, names: Mapping[str, str]) -> str:
    """``{{ item.node|node_word:nodes }}``; the page has read the names once."""
    return names.get(code, code) if names else code


@register.filter
def action_tone(code: str) -> str:
    """The tone of a badge; what changes nothing stays neutral."""
    return TONES.get(code, "neutral")


@register.filter
def seat_word(code: str) -> str:
    return str(Seat(code).label)


@register.filter
def ballot_word(code: str) -> str:
    """``{{ one.vote.ballot|ballot_word }}``"""
    return str(Ballot(code).label) if code in Ballot.values else code


@register.filter
def missing_word(code: str) -> str:
    """What keeps an item from going on."""
    return str(MISSING.get(code, ""))
