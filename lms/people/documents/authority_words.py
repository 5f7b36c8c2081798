"""The answer to "may this person do this now" in one sentence, for pages, refusals and the API."""

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from ..domain.authority import Answer
from ..enums import Entrustment

REASONS: dict[str, str | Promise] = {
    "unknown_role": gettext_lazy("this part in a case is not known"),
    "no_authority": gettext_lazy("no authority is on file for this node"),
    "inactive": gettext_lazy("the account is closed"),
    "revoked": gettext_lazy("the authority was revoked"),
    "not_yet": gettext_lazy("the authority has not begun yet"),
    "lapsed": gettext_lazy("the authority ended with its date"),
    "disused": gettext_lazy("the authority has lapsed because it was not used for too long"),
    "suspended": gettext_lazy("the authority is suspended"),
    "level": gettext_lazy("the level reached is not high enough for this part"),
    "amount": gettext_lazy("the amount is above the limit of the authority"),
    "amount_unknown": gettext_lazy("the authority has an amount limit and the amount of the case is not known"),
    "product": gettext_lazy("the authority does not cover this product"),
    "product_unknown": gettext_lazy("the authority names products and the product of the case is not known"),
    "certified": pgettext_lazy("authority", "certified to work solo"),
    "supervised": pgettext_lazy("authority", "under the supervision of a mentor"),
    "entrusted": pgettext_lazy("authority", "entrusted with this part"),
    "unreachable": gettext_lazy("the question could not be answered; unknown means no"),
}


def reason_words(answer: Answer) -> str:
    """The reason alone, without names."""
    return str(REASONS.get(answer.reason, REASONS["unreachable"]))


def answer_words(answer: Answer, *, person: str, node: str, part: str) -> str:
    """A whole sentence with stage, last day and certificate, as far as they are known."""
    names = {"person": person, "node": node, "part": part, "reason": reason_words(answer)}
    if answer.allowed:
        text = _("%(person)s may work on “%(node)s” as %(part)s: %(reason)s") % names
    else:
        text = _("%(person)s may not work on “%(node)s” as %(part)s: %(reason)s") % names
    facts = [_("level now: %(level)s") % {"level": Entrustment(answer.stage).label}]
    if answer.until:
        facts.append(_("valid until %(day)s") % {"day": date_format(answer.until, "Y-m-d")})
    if answer.certificate:
        facts.append(_("certificate %(number)s") % {"number": answer.certificate})
    return _("%(sentence)s (%(facts)s).") % {"sentence": text, "facts": _(", ").join(facts)}
