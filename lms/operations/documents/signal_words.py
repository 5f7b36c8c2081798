"""Why a signal was raised, in one sentence with its figures."""

from django.utils.translation import gettext as _

from ..enums import SignalKind
from ..models import Signal


def signal_words(signal: Signal) -> str:
    """No customer's data: the cases stand beside it by their numbers."""
    known = ("km", "minutes", "kmh", "at", "approved", "decided", "rest_approved", "rest_decided")
    facts = dict.fromkeys(known, 0) | signal.facts
    facts["cases"] = facts.get("cases") or signal.cases.count()
    words = {
        SignalKind.SAME_GUARANTOR: _("The same guarantor stands behind %(cases)s cases of different customers."),
        SignalKind.SAME_ADDRESS: _("Different customers of %(cases)s cases have one business address."),
        SignalKind.SAME_PHONE: _("One telephone number stands behind %(cases)s cases of different customers."),
        SignalKind.RELATIVE: _("The telephone number behind this case is one of the staff's. Ask how the two are related."),
        SignalKind.TWO_PLACES: _("Two sign-ins %(km)s km apart within %(minutes)s minutes."),
        SignalKind.TOO_FAST: _("From one customer to the next: %(km)s km in %(minutes)s minutes, about %(kmh)s km/h."),
        SignalKind.AT_NIGHT: _("Signed in at the customer's at night: %(at)s."),
        SignalKind.SAME_PHOTO: _("The same photo lies in the folders of %(cases)s cases."),
        SignalKind.PARTNER_RATE: _(
            "Of this pair's cases %(approved)s of %(decided)s were approved, of all others %(rest_approved)s of %(rest_decided)s; chance alone"
            " makes such a difference less than once in a hundred times."
        ),
    }
    return words[SignalKind(signal.kind)] % facts
