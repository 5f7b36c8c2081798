"""Words of the score: its parts, why a line has what it has, and the one thing to do differently."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ScorePart(models.TextChoices):
    ACCURACY = "accuracy", _("accuracy of the lines")
    COVERAGE = "coverage", _("coverage of evidence")
    INDEPENDENCE = "independence", _("independent sources")
    CHECKS = "checks", _("cross-checks")
    INCONSISTENCIES = "inconsistencies", _("inconsistencies")
    DECISION = "decision", _("cost of the decision")
    TIME = "time", pgettext_lazy("score", "time")

    @classmethod
    def weighed(cls, rule: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """The parts of a scoring rule in words, with the weight of each."""
        return [(str(cls(part).label), weight) for part, weight in rule["weights"].items()]


class ScoreReason(models.TextChoices):
    RIGHT = "right", pgettext_lazy("score", "right")
    NEAR = "near", _("close")
    WRONG = "wrong", pgettext_lazy("score", "wrong")
    MISSING = "missing", pgettext_lazy("score", "missing")
    UNSUPPORTED = "unsupported", _("right, but on the customer's word alone")
    NOT_THERE = "not_there", _("does not exist")
    CARRIED_FORWARD = "carried_forward", _("follows from a line that was wrong; not counted again")
    DOES_NOT_FOLLOW = "does_not_follow", _("does not follow from your own lines")
    COVERED = "covered", _("seen first-hand")
    ONLY_TOLD = "only_told", _("only told, or not at all")
    INDEPENDENT = "independent", _("enough independent sources")
    TOO_FEW_ORIGINS = "too_few_origins", _("too few independent sources")
    DONE = "done", _("done and closed")
    LEFT_OPEN = "left_open", _("done, but left open")
    WRONG_VERDICT = "wrong_verdict", _("computed right, judged wrong")
    WRONG_RESULT = "wrong_result", _("computed wrong")
    NOT_DONE = "not_done", pgettext_lazy("score", "not done")
    FOUND = "found", pgettext_lazy("score", "found")
    MISSED = "missed", pgettext_lazy("score", "missed")
    WITHOUT_EVIDENCE = "without_evidence", _("named without having seen it")
    IMAGINED = "imagined", _("was not there")
    CHECKED_BEFORE_BELIEVING = "checked_before_believing", _("nothing was hidden; counts as far as it was checked")
    UNDECIDED = "undecided", _("more could have been known by now")
    LENT = "lent_to_the_wrong_one", _("lent to somebody who should not have got it")
    REFUSED = "refused_the_right_one", _("refused somebody who should have got it")
    TOO_MUCH = "too_much", _("too much")
    TOO_LITTLE = "too_little", _("too little")
    NOT_THE_MONEY = "does_not_follow_the_money", _("the plan does not follow the customer's money")
    IN_TIME = "in_time", _("within the budget")
    TOO_LONG = "too_long", _("over the budget")
    DID_NOTHING = "did_nothing", _("nothing was asked or looked at")


class NextTime(models.TextChoices):
    """One action by the part that cost most; ``%(about)s`` is filled in."""

    KEEP_GOING = "keep_going", _("Nothing to do differently: take a harder case.")
    LOOK_THERE = "look_there", _("Look there next time: %(about)s.")
    DO_THE_CHECK = "do_the_check", _("You had it in hand; do this check: %(about)s.")
    CLEAR = "clear_before_flagging", _("Before naming a doubt, clear it with a second source: %(about)s.")
    ACCURACY = "accuracy", _("Back this line with a paper or a count before it goes into the statement: %(about)s.")
    COVERAGE = "coverage", _("See it with your own eyes: %(about)s.")
    INDEPENDENCE = "independence", _("Let a source of another origin speak to it: %(about)s.")
    CHECKS = "checks", _("Do this check, judge it and close it with a reason: %(about)s.")
    INCONSISTENCIES = "inconsistencies", _("Follow what does not fit until it is found or cleared: %(about)s.")
    DECISION = "decision", _("Derive the amount from need, ability to repay and risk, and the plan from the customer's money: %(about)s.")
    TIME = "time", _("Plan the visit: ask for what decides first, and share the tasks.")
