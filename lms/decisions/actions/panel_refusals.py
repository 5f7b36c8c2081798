"""Why the panel's rules refuse an act, in a sentence for the person who tried."""

from django.utils.translation import gettext_lazy

from ..domain.certification.panel import Refused
from .problems import DecisionProblem

SENTENCES = {
    "not_a_member": gettext_lazy("Only members of the panel do this."),
    "own_mentor_does_not_vote": gettext_lazy(
        "You are or were this person's mentor, or signed most of the cards: the panel hears you, and you do not vote on your own mentee."
    ),
    "declared_relative": gettext_lazy("You and this person are declared relatives: you take no part in this item and have no vote."),
    "recused": gettext_lazy("You have stepped back from this item and take no part in it."),
    "not_present": gettext_lazy("You were not present when this item began, so you have no vote on it."),
    "voted_already": gettext_lazy("You have voted already. A vote that was cast stays."),
    "written_already": gettext_lazy("Your pre-vote is given already. It stays as it was written."),
    "wrong_phase": gettext_lazy("This item is not at that point now. Open the page again."),
    "quorum_missing": gettext_lazy("Too few votes: %(have)s of the %(need)s that this panel needs."),
    "chair_missing": gettext_lazy("Nobody is in the chair of this item who may vote on it. Name somebody to take the chair."),
    "primary_missing": gettext_lazy("There is no primary reviewer who may vote on it. Name one."),
    "only_line_managers": gettext_lazy("Only line managers are left: they don't decide among themselves."),
    "opinions_missing": gettext_lazy("Not every pre-vote is in yet. Nobody reads one before all are there."),
    "votes_sealed": gettext_lazy("The votes are sealed until all of them are in."),
    "vote_is_running": gettext_lazy("A vote is running and enough people are there to finish it."),
    "may_not_vote": gettext_lazy("This takes a member who may vote on the item."),
    "ballot_unknown": gettext_lazy("This vote is not open here."),
    "reason_missing": gettext_lazy("A vote needs its reason in a few words."),
    "conditions_missing": gettext_lazy("A yes with conditions names at least one."),
    "conditions_not_allowed": gettext_lazy("Conditions belong to a yes with conditions."),
    "chair_has_written": gettext_lazy(
        "The outcome is written and waits for somebody else's signature, so the chair has nothing left to do."
    ),
    "hindered": gettext_lazy("Something has happened since the packet was frozen, so nothing can be granted on it."),
    "action_not_allowed": gettext_lazy("The votes don't allow this outcome."),
    "reason_unknown": gettext_lazy("Choose why you step back."),
}


def refusal(problem: Refused) -> DecisionProblem:
    """The refusal as every action of the room raises it."""
    words = str(SENTENCES.get(problem.code, SENTENCES["wrong_phase"]))
    return DecisionProblem(words % problem.params if "%(" in words else words, code=problem.code)
