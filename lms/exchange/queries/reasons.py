"""Why an answer is yes or no, as a sentence a loan system can show to whoever assigns the work."""

from django.utils.translation import gettext_lazy as _

from lms.people.domain.authority import Answer

REASONS = {
    "certified": _("Certified for this work within its limits."),
    "supervised": _("May do this work while the mentor answers for it."),
    "entrusted": _("May take this part."),
    "unknown_person": _("This bank has no such person."),
    "unknown_role": _("There is no such part in a case."),
    "no_authority": _("Nothing has been granted for this node."),
    "inactive": _("This person's account is closed."),
    "revoked": _("The authority for this node was revoked."),
    "not_yet": _("The authority for this node has not begun."),
    "lapsed": _("The authority for this node has run out."),
    "disused": _("The authority for this node has lapsed, because it was not used for too long."),
    "suspended": _("The authority for this node is suspended."),
    "level": _("The entrusted level is too low for this part."),
    "amount": _("The amount lies above the limit of the authority."),
    "amount_unknown": _("The authority has a limit, so the question must name the amount."),
    "product": _("The authority does not cover this product."),
    "product_unknown": _("The authority is for certain products, so the question must name the product."),
}


def reason_text(found: Answer) -> str:
    return str(REASONS[found.reason])
