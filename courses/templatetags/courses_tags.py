"""Words and small pieces the templates of this room share."""

import json
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.templatetags.design_frame import icon_svg

from ..domain.availability import Availability

register = template.Library()

TONES = {"key": ("info", "star"), "warning": ("warn", "warning"), "example": ("neutral", "book"), "practice": ("good", "practice")}


@register.inclusion_tag("courses/why.html")
def why(availability: Availability) -> dict[str, Any]:
    """Why something is closed, in words."""
    return {"reason": availability.reason, "at": availability.at, "title": availability.title}


@register.filter
def tone_class(tone: str) -> str:
    return TONES.get(tone, TONES["key"])[0]


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    return icon_svg(TONES.get(tone, TONES["key"])[1])


@register.filter
def hours(value: Any) -> str:
    """``16.0`` → 16 hours."""
    number = format(value, "f").rstrip("0").rstrip(".") if "." in format(value, "f") else format(value, "f")
    return ngettext("%(n)s hour", "%(n)s hours", int(value)) % {"n": number}


@register.filter
def letter(place: int) -> str:
    return chr(ord("A") + place - 1)


@register.filter
def answer_key(key: str, kind: str) -> str:
    """T and F in words; everything else as it is."""
    if kind == "true_false":
        return _("True") if key.strip() == "T" else _("False")
    return key


@register.filter
def as_json(value: Any) -> str:
    return json.dumps(list(value))
