"""Vocabulary of the review committee."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommitteeRole(models.TextChoices):
    CHAIR = "chair", _("chair")
    MEMBER = "member", pgettext_lazy("committee", "member")
    RISK_OFFICER = "risk_officer", _("risk officer")
    LEAD_INVESTIGATOR = "lead", _("lead investigator (A)")
    SECOND_INVESTIGATOR = "second", _("second investigator (B)")
    SECRETARY = "secretary", _("secretary")
    OBSERVER = "observer", pgettext_lazy("committee", "observer")


class CommitteeMode(models.TextChoices):
    """A real sitting knows no truth, no scores and no scripted members."""

    REHEARSAL = "rehearsal", _("rehearsal")
    REAL = "real", _("real case")


class CommitteeState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("committee", "planned")
    OPEN = "open", pgettext_lazy("committee", "in session")
    CLOSED = "closed", pgettext_lazy("committee", "closed")
    CANCELLED = "cancelled", pgettext_lazy("committee", "cancelled")


class Pace(models.TextChoices):
    BEGINNER = "beginner", _("45 minutes a case, for beginners")
    ROUTINE = "routine", _("15 minutes a case, routine")


class CommitteePhase(models.TextChoices):
    OPENING = "opening", _("quorum and recusal")
    PRESENTATION = "presentation", _("lead investigator presents")
    SECOND_VIEW = "second_view", _("second investigator's own view")
    QUESTIONS = "questions", pgettext_lazy("committee", "questions")
    LEAVING = "leaving", _("investigators leave")
    FIRST_OPINIONS = "first_opinions", _("first opinions, sealed")
    DISCUSSION = "discussion", _("discussion")
    VOTE = "vote", _("vote, sealed")
    RESOLUTION = "resolution", _("resolution and conditions")
    MINUTES = "minutes", _("minutes for signature")
    REVEAL = "reveal", _("what the loan really was")
    SCORING = "scoring", _("scoring")
    DONE = "done", pgettext_lazy("committee", "done")
    ADJOURNED = "adjourned", pgettext_lazy("committee", "adjourned")


class Ballot(models.TextChoices):
    APPROVE = "approve", _("approve")
    CONDITIONAL = "conditional", _("approve with conditions")
    REFUSE = "refuse", pgettext_lazy("committee", "refuse")
    INVESTIGATE = "investigate", _("investigate further")


class Majority(models.TextChoices):
    UNANIMOUS = "unanimous", _("unanimous")
    TWO_THIRDS = "two_thirds", _("two thirds of those present")
    SIMPLE = "majority", _("more than half of those present")


class ItemOutcome(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("committee", "approved")
    CONDITIONAL = "conditional", pgettext_lazy("committee", "approved with conditions")
    REFUSED = "refused", pgettext_lazy("committee", "refused")
    RETURNED = "returned", _("returned for further investigation")
    BLOCKED = "blocked", _("blocked by veto")


class Temperament(models.TextChoices):
    CAUTIOUS = "cautious", _("cautious")
    GROWTH = "growth", _("growth-minded")
    DETAIL = "detail", _("detail-minded")


class Topic(models.TextChoices):
    """What a question is about; the groups of the question cards (domain.md 3.7)."""

    TRUTH = "truth", _("is it true")
    REPAYMENT = "repayment", _("ability to repay")
    WILLINGNESS = "willingness", _("willingness to repay")
    DEBTS = "debts", _("debts")
    PURPOSE = "purpose", _("purpose of the loan")
    TRADE = "trade", _("trade and market")
    GUARANTEE = "guarantee", _("guarantee")
    FAMILY = "family", _("family")
    COMPLIANCE = "compliance", _("compliance")


class Refused(models.TextChoices):
    """Why an act in the committee room doesn't count."""

    CLOSED = "closed", _("The sitting of the committee is over.")
    NOT_NOW = "not_now", _("That is not possible in this phase.")
    NOT_YOURS = "not_yours", _("That is not for your seat to do.")
    NOT_PRESENT = "not_present", _("Sign in to the sitting first.")
    RECUSED = "recused", _("You are recused from this case.")
    ALREADY = "already", _("That has been done already; a sealed paper is not exchanged.")
    NOT_A_VOTER = "not_a_voter", _("You don't vote on this case.")
    NO_QUORUM = "no_quorum", _("Not enough of those who may vote are present.")
    CHAIR_MISSING = "chair_missing", _("The chair is not present.")
    SOMETHING_OPEN = "something_open", _("Something is still open in this phase. Finish it, or say why the sitting goes on without it.")
    BALLOTS_MISSING = "ballots_missing", _("Not every vote is in. Wait, or mark those who left as absent.")
    SIGNATURES_MISSING = "signatures_missing", _("Not everybody present has signed the minutes.")
    RESOLUTION_MISSING = "resolution_missing", _("State the resolution first.")
    REASON_MISSING = "reason_missing", _("Give a reason in words.")
    UNKNOWN_QUESTION = "unknown_question", _("There is no such question.")
    UNKNOWN_SEAT = "unknown_seat", _("There is no such seat.")
    CONDITION_INCOMPLETE = (
        "condition_incomplete",
        _("A condition needs what is checked, by whom, by when, and before or after disbursement."),
    )
    CONDITION_MISSING = "condition_missing", _("“Approve with conditions” needs at least one condition.")
    NO_VETO = "no_veto", _("The rule gives your seat no veto.")
    NOTHING_TO_BLOCK = "nothing_to_block", _("A veto can only block an approval.")
    VETOED = "vetoed", _("The approval was blocked; it can't be resolved as approved.")
    CHANGE_UNEXPLAINED = "change_unexplained", _("Your vote differs from your first opinion. Say which new fact or argument changed it.")
