"""Why a signal was raised, in one sentence with its figures."""

from django.utils.translation import gettext as _

from ..enums import SignalKind
from ..models import Signal


def signal_words(signal: Signal) -> str:
    """No customer's data: the cases stand beside it by their numbers."""
    known = ("km", "minutes", "kmh", "at", "until", "from", "customers", "approved", "decided", "rest_approved", "rest_decided")
    facts = dict.fromkeys(known, 0) | signal.facts
    facts["cases"] = facts.get("cases") or signal.cases.count()
    kind, by = SignalKind(signal.kind), str(facts.get("by", ""))
    return (_told_by(kind, by) or _words(kind)) % facts


def _told_by(kind: SignalKind, by: str) -> str:
    """Where something else than the usual source tells it."""
    if (kind, by) == (SignalKind.RELATIVE, "admission"):
        return _("By the admission checklist somebody on the case is a relative or partner of the customer.")
    if (kind, by) == (SignalKind.RELATIVE, "kin"):
        return _("Lead and second of this case have declared that they are relatives.")
    if (kind, by) == (SignalKind.TWO_PLACES, "visit"):
        return _("By the marketing ledger with one customer from %(from)s to %(until)s, and with another at %(at)s.")
    if (kind, by) == (SignalKind.AT_NIGHT, "visit"):
        return _("A visit at night by the marketing ledger: %(at)s.")
    return ""


def _words(kind: SignalKind) -> str:
    return {
        SignalKind.SAME_GUARANTOR: _("The same guarantor stands behind %(cases)s cases of different customers."),
        SignalKind.SAME_ADDRESS: _("Different customers of %(cases)s cases have one business address."),
        SignalKind.SAME_PHONE: _("One telephone number stands behind %(cases)s cases of different customers."),
        SignalKind.SAME_IDENTITY: _("One identity number stands under %(customers)s customer numbers."),
        SignalKind.RELATIVE: _("The telephone number behind this case is one of the staff's. Ask how the two are related."),
        SignalKind.TWO_PLACES: _("Two sign-ins %(km)s km apart within %(minutes)s minutes."),
        SignalKind.TOO_FAST: _("From one customer to the next: %(km)s km in %(minutes)s minutes, about %(kmh)s km/h."),
        SignalKind.AT_NIGHT: _("Signed in at the customer's at night: %(at)s."),
        SignalKind.SAME_PHOTO: _("The same photo stands for %(cases)s different customers."),
        SignalKind.PARTNER_RATE: _(
            "Of this pair's cases %(approved)s of %(decided)s were approved, of all others %(rest_approved)s of %(rest_decided)s;"
            " chance alone makes such a difference less than once in a hundred times."
        ),
    }[kind]
