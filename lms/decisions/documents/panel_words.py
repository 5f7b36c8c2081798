"""Codes of a certification panel and of grants in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..domain.certification.lapse import GrantState
from ..domain.certification.panel import Refused
from .certification_words import level_word
from .words import Words

BALLOT: Words = {
    "certified": pgettext_lazy("panel", "in favour"),
    "certified_with_conditions": pgettext_lazy("panel", "in favour with conditions"),
    "defer": pgettext_lazy("panel", "sit again later"),
    "not_yet": pgettext_lazy("panel", "not yet"),
    "withdraw": pgettext_lazy("panel", "withdraw"),
}
ACTION: Words = {
    "grant": pgettext_lazy("panel", "grant"),
    "grant_with_conditions": pgettext_lazy("panel", "grant with conditions"),
    "sit_again": pgettext_lazy("panel", "heard again at a later sitting"),
    "stay": pgettext_lazy("panel", "stays at the present stage"),
    "restore": pgettext_lazy("panel", "restore"),
    "restore_with_conditions": pgettext_lazy("panel", "restore with conditions"),
    "stay_suspended": pgettext_lazy("panel", "stays suspended until the next sitting"),
    "suspend": pgettext_lazy("panel", "suspend"),
    "lower": pgettext_lazy("panel", "lower the stage"),
    "revoke": pgettext_lazy("panel", "revoke"),
}
APPROVER: Words = {
    "panel": pgettext_lazy("panel", "the panel itself"),
    "leader": pgettext_lazy("panel", "the leader"),
    "project_board": pgettext_lazy("panel", "the project board"),
}
PHASE: Words = {
    "gathering": pgettext_lazy("panel", "members are arriving"),
    "opinions": pgettext_lazy("panel", "everybody writes an opinion"),
    "discussion": pgettext_lazy("panel", "discussion"),
    "voting": pgettext_lazy("panel", "voting"),
    "voted": pgettext_lazy("panel", "votes are open"),
    "decided": pgettext_lazy("panel", "decided"),
}
STEP: Words = {
    "gather": _("Wait for the members who are missing."),
    "begin": _("The chair opens the item: everybody writes an opinion of their own."),
    "adjourn": _("The item has to be adjourned."),
    "write_opinion": _("Opinions are still to be written."),
    "open_discussion": _("The chair opens the discussion; now the opinions can be read."),
    "call_vote": _("The chair calls the vote."),
    "cast": _("Votes are still to be cast."),
    "conclude": _("The chair writes down what follows."),
    "approve": _("What follows has to be approved."),
}
RECUSAL: Words = {
    "self": pgettext_lazy("recusal", "the candidate themselves"),
    "relative": pgettext_lazy("recusal", "a relative"),
    "conflict": pgettext_lazy("recusal", "a conflict of interest"),
}
REFUSAL: Words = {
    "not_a_member": _("Only members of this panel may do this."),
    "wrong_phase": _("This can't be done now (%(phase)s)."),
    "quorum_missing": _("Too few members who may vote are present: %(have)s of at least %(need)s. The own mentor does not count."),
    "chair_missing": _("The chair is missing or may not vote here; appoint another."),
    "primary_missing": _("The primary reviewer is missing or may not vote here; appoint another."),
    "only_line_managers": _("A panel of line managers alone may not decide; somebody from elsewhere has to take part."),
    "recused": _("This member is recused here and stays outside."),
    "own_mentor_does_not_vote": _("The candidate's own mentor is heard and does not vote."),
    "may_not_vote": _("Only a member who may vote can take this seat."),
    "reason_unknown": _("Name the reason for the recusal."),
    "not_present": _("Only members who are present may do this."),
    "opinions_missing": _("Some members have not written their opinion yet."),
    "voted_already": _("Your vote is cast and can't be changed."),
    "vote_is_running": _("The vote is running; it ends when everybody present has voted."),
    "votes_sealed": _("The votes are sealed until everybody present has voted."),
    "action_not_allowed": _("What was voted does not allow this."),
    "ballot_unknown": _("Choose one of the votes on the list."),
    "reason_missing": _("Give the reason for your vote."),
    "conditions_missing": _("Name at least one condition."),
    "conditions_not_allowed": _("Conditions belong to a vote in favour with conditions."),
}
STATE: Words = {
    "active": pgettext_lazy("grant", "valid"),
    "warning": pgettext_lazy("grant", "about to lapse"),
    "lapsed": pgettext_lazy("grant", "lapsed"),
    "suspended": pgettext_lazy("grant", "suspended"),
    "ended": pgettext_lazy("grant", "ended"),
    "not_yet": pgettext_lazy("grant", "not valid yet"),
}


def refusal_sentence(refused: Refused) -> str:
    text = REFUSAL.get(refused.code)
    if text is None:
        return refused.code
    values: dict[str, Any] = dict(refused.params)
    if "phase" in values:
        values["phase"] = PHASE[str(values["phase"])]
    return str(text) % values


def problem_sentence(code: str, params: Mapping[str, Any]) -> str:
    """What keeps a panel from going on, as ``panel.problems`` lists it."""
    return refusal_sentence(Refused(code, **params))


def state_sentence(state: GrantState) -> str:
    """What a grant is worth, since when or until when, and why."""
    values = {"day": state.on.isoformat() if state.on else "—"}
    sentences = {
        ("active", ""): gettext("Valid; without further work it lapses on %(day)s."),
        ("warning", "disuse"): gettext("Not done for a long time: lapses on %(day)s unless the work is done."),
        ("warning", "date"): gettext("Ends by date: lapses on %(day)s unless it is renewed."),
        ("lapsed", "disuse"): gettext("Lapsed on %(day)s, because the work had not been done for too long."),
        ("lapsed", "date"): gettext("Lapsed by date on %(day)s."),
        ("suspended", "event"): gettext("Suspended since %(day)s; only the panel brings it back."),
        ("not_yet", "date"): gettext("Valid from %(day)s on."),
    }
    return sentences.get((state.state, state.reason), gettext("Ended on %(day)s.")) % values


def outcome_sentence(action: str, approver: str, level: str, conditions: Sequence[str]) -> str:
    values = {"action": ACTION[action], "level": level_word(level), "approver": APPROVER[approver]}
    said = gettext("%(action)s: “%(level)s”; approved by %(approver)s.") % values
    return said + (gettext(" Conditions: %(conditions)s.") % {"conditions": gettext("; ").join(conditions)} if conditions else "")
