"""Real cases on one's desk today: cards that wait, the next step of one's path, what the office should look at."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.decisions.documents.certification_lines import next_of
from lms.decisions.documents.profile_words import node_word, target_word
from lms.decisions.enums import SETTLED_ITEMS
from lms.decisions.queries.certification_pages import state_of, used_by
from lms.decisions.queries.panels import by_office, items_visible_to
from lms.operations.enums import PartState
from lms.operations.queries.cards import parts_of, waiting_for
from lms.operations.queries.control import late_things
from lms.operations.queries.signals import signals_visible_to
from lms.people.models import User


@dataclass(frozen=True)
class Line:
    """``waits``: the person has to do something about it."""

    words: str
    url: str
    icon: str
    detail: str = ""
    waits: bool = False


def practice_of(user: User, desk: str, now: datetime) -> list[Line]:
    """Nothing for desks without real cases. Constant queries."""
    if user.bank is None:
        return []
    if desk == "trainee":
        return [*_next_steps(user, now), *_cards_asked(user)]
    if desk == "rater":
        return _cards_waiting(user, now)
    return _office(user, now) if desk in ("hr", "leader") else []


def _next_steps(user: User, now: datetime) -> list[Line]:
    assert user.bank is not None
    state = state_of(user, used_by(user.bank, timezone.localdate(now)), now)
    found = []
    for one in state.ready:
        words = _("Ready for the panel: %(node)s → %(target)s") % {"node": node_word(one.node), "target": target_word(one.verdict.target)}
        found.append(Line(words, reverse("certification-node", args=[user.key, one.node]), "check"))
    line = next_of(state, {})
    if line is not None and (state.record.observations or state.record.grants):
        words = _("Next step: %(node)s → %(target)s") % {"node": line.name, "target": line.target_words}
        found.append(Line(words, reverse("certification-node", args=[user.key, line.node]), "flag", line.missing))
    return found


def _cards_asked(user: User) -> list[Line]:
    count = parts_of(user).filter(state=PartState.ASKED).count()
    words = ngettext("%(count)d card is asked for and not given yet", "%(count)d cards are asked for and not given yet", count)
    return [Line(words % {"count": count}, reverse("part-list"), "edit")] if count else []


def _cards_waiting(user: User, now: datetime) -> list[Line]:
    waiting = waiting_for(user, timezone.localdate(now))
    if not waiting:
        return []
    words = ngettext("%(count)d card waits for you", "%(count)d cards wait for you", len(waiting)) % {"count": len(waiting)}
    names = list(dict.fromkeys(part.trainee.name for part in waiting))[:3]
    return [Line(words, reverse("card-list"), "edit", _(", ").join(names), waits=True)]


def _office(user: User, now: datetime) -> list[Line]:
    signals = signals_visible_to(user).filter(closed_at__isnull=True).count()
    late = len(late_things(user, timezone.localdate(now)))
    items = items_visible_to(user).exclude(state__in=SETTLED_ITEMS).count() if by_office(user) else 0
    told = [
        (signals, ngettext("%(count)d open signal", "%(count)d open signals", signals), "signal-list", "warning"),
        (late, ngettext("%(count)d late or stuck node", "%(count)d late or stuck nodes", late), "node-control", "clock"),
        (items, ngettext("%(count)d question before the panel", "%(count)d questions before the panel", items), "panel-list", "people"),
    ]
    return [Line(words % {"count": count}, reverse(route), icon, waits=True) for count, words, route, icon in told if count]
