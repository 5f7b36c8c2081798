"""What a profile and the values of the bank say differently, as sentences that name both."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from lms.people.enums import Entrustment

from ..domain.certification.policy_match import Mismatch

SENTENCES = {
    "mentor_level": gettext_lazy(
        "By the profile a card counts from a mentor who held “%(profile)s”; by the bank's value mentors sign from “%(bank)s”."
    ),
    "mentor_limit": gettext_lazy("By the profile a mentor has at most %(profile)s mentees; by the bank's value %(bank)s."),
    "limits": gettext_lazy("By the profile the limit of mentees per mentor is %(profile)s; by the bank's value it is %(bank)s."),
}


def mismatch_sentence(found: Mismatch) -> str:
    return str(SENTENCES[found.code]) % {"profile": _word(found.code, found.profile), "bank": _word(found.code, found.bank)}


def _word(code: str, value: str) -> str:
    if code == "mentor_level":
        return str(Entrustment(value).label)
    if code == "limits":
        return pgettext("limits", "firm") if value == "hard" else pgettext("limits", "a warning that a reason passes")
    return value


def mismatch_advice(day: str) -> str:
    """What to do about it; ``day`` is that on which the profile comes into force."""
    return _("Change the profile, or the bank's value on the page of policies from %(day)s on, so that both say the same.") % {"day": day}
