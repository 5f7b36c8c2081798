"""Vocabulary of the decisions room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RuleKind(models.TextChoices):
    RANKING = "ranking", _("ranking")


class RuleState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("rule", "draft")
    LOCKED = "locked", pgettext_lazy("rule", "locked")
    SUPERSEDED = "superseded", pgettext_lazy("rule", "replaced by a newer version")
    WITHDRAWN = "withdrawn", pgettext_lazy("rule", "withdrawn")


class DecisionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("decision", "draft")
    PUBLISHED = "published", pgettext_lazy("decision", "published, open to replies")
    FINAL = "final", pgettext_lazy("decision", "final")
    SUPERSEDED = "superseded", pgettext_lazy("decision", "replaced by a newer version")
    WITHDRAWN = "withdrawn", pgettext_lazy("decision", "withdrawn")


# States in which people other than the office know of a decision.
SHOWN_STATES = frozenset({DecisionState.PUBLISHED, DecisionState.FINAL, DecisionState.SUPERSEDED})
LIVE_STATES = frozenset({DecisionState.PUBLISHED, DecisionState.FINAL})


class Choice(models.TextChoices):
    """What a meeting may choose for a person; none of them ends an employment."""

    PASS = "pass", pgettext_lazy("outcome", "pass")
    FURTHER_TRAINING = "further_training", pgettext_lazy("outcome", "further training, then assessed again")
    TRANSFER = "transfer", pgettext_lazy("outcome", "transfer to another post")
    DOES_NOT_CONTINUE = "does_not_continue", pgettext_lazy("outcome", "does not go on in this programme")
    REASSESS = "reassess", pgettext_lazy("outcome", "independent re-assessment first")


class ReplyKind(models.TextChoices):
    REPLY = "reply", _("reply: I want to say something")
    APPEAL = "appeal", _("appeal: I think something is wrong")
    HUMAN_DECISION = "human_decision", _("request: a person shall explain and decide")


class Stage(models.TextChoices):
    """At which step a document of a decision was frozen."""

    PUBLISHED = "published", _("as published")
    FINAL = "final", _("as final")


class SittingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("panel", "planned")
    OPEN = "open", pgettext_lazy("panel", "in session")
    CLOSED = "closed", pgettext_lazy("panel", "closed")


class Seat(models.TextChoices):
    """As what somebody sits on a panel; the secretary writes and does not vote."""

    CHAIR = "chair", pgettext_lazy("panel", "chair")
    MEMBER = "member", pgettext_lazy("panel", "member")
    SECRETARY = "secretary", pgettext_lazy("panel", "secretary")


class ItemKind(models.TextChoices):
    """What a panel is asked about a person."""

    GRANT = "grant", pgettext_lazy("panel", "certification")
    REVIEW = "review", pgettext_lazy("panel", "review of what is suspended or fell back")


class ItemState(models.TextChoices):
    GATHERING = "gathering", pgettext_lazy("panel item", "waits for the recommendation")
    OPINIONS = "opinions", pgettext_lazy("panel item", "everybody forms an opinion")
    DISCUSSION = "discussion", pgettext_lazy("panel item", "in discussion")
    VOTING = "voting", pgettext_lazy("panel item", "final vote")
    VOTED = "voted", pgettext_lazy("panel item", "voted, reasons to be written")
    TO_APPROVE = "to_approve", pgettext_lazy("panel item", "waits for a signature")
    FINAL = "final", pgettext_lazy("panel item", "decided")
    WITHDRAWN = "withdrawn", pgettext_lazy("panel item", "taken off the agenda")


# Nothing more happens with these.
SETTLED_ITEMS = frozenset({ItemState.FINAL, ItemState.WITHDRAWN})


class Round(models.TextChoices):
    """An opinion is written before anybody discusses, a vote after."""

    OPINION = "opinion", pgettext_lazy("panel", "independent pre-vote")
    VOTE = "vote", pgettext_lazy("panel", "final vote")


class Ballot(models.TextChoices):
    CERTIFIED = "certified", pgettext_lazy("ballot", "yes")
    CONDITIONS = "certified_with_conditions", pgettext_lazy("ballot", "yes, with conditions")
    DEFER = "defer", pgettext_lazy("ballot", "defer: something is missing")
    NOT_YET = "not_yet", pgettext_lazy("ballot", "not yet")
    WITHDRAW = "withdraw", pgettext_lazy("ballot", "take away")


class PanelAction(models.TextChoices):
    """What follows from the votes."""

    GRANT = "grant", pgettext_lazy("panel outcome", "granted")
    GRANT_CONDITIONS = "grant_with_conditions", pgettext_lazy("panel outcome", "granted with conditions")
    SIT_AGAIN = "sit_again", pgettext_lazy("panel outcome", "deferred to a later sitting")
    STAY = "stay", pgettext_lazy("panel outcome", "not yet: stays at the level held")
    RESTORE = "restore", pgettext_lazy("panel outcome", "suspension lifted")
    RESTORE_CONDITIONS = "restore_with_conditions", pgettext_lazy("panel outcome", "suspension lifted with conditions")
    STAY_SUSPENDED = "stay_suspended", pgettext_lazy("panel outcome", "stays suspended until a later sitting")
    SUSPEND = "suspend", pgettext_lazy("panel outcome", "suspended")
    LOWER = "lower", pgettext_lazy("panel outcome", "back to taking part with the mentor present")
    REVOKE = "revoke", pgettext_lazy("panel outcome", "revoked")


GRANTING = frozenset({PanelAction.GRANT, PanelAction.GRANT_CONDITIONS})
TAKING_AWAY = frozenset({PanelAction.LOWER, PanelAction.REVOKE})
# With these the panel has looked at what was suspended or fell back, and is done with it.
RESTORING = frozenset({PanelAction.RESTORE, PanelAction.RESTORE_CONDITIONS})


class Approver(models.TextChoices):
    """Who signs an outcome, so that it takes effect."""

    PANEL = "panel", pgettext_lazy("panel", "chair of the panel")
    LEADER = "leader", pgettext_lazy("panel", "leader")
    PROJECT_BOARD = "project_board", pgettext_lazy("panel", "project board")


class Recusal(models.TextChoices):
    SELF = "self", pgettext_lazy("recusal", "it is about me")
    RELATIVE = "relative", pgettext_lazy("recusal", "we are related")
    CONFLICT = "conflict", pgettext_lazy("recusal", "another conflict of interest")


class SuspensionCause(models.TextChoices):
    BAD_LOAN = "bad_loan", pgettext_lazy("suspension", "bad loan")
    COMPLAINT = "complaint", pgettext_lazy("suspension", "complaint")
    RED_LINE = "red_line", pgettext_lazy("suspension", "red line crossed")
    LOW_RUN = "low_run", pgettext_lazy("suspension", "low judgements in a row")
    OTHER = "other", pgettext_lazy("suspension", "another event")


# Counted from cards; people name the other events.
COUNTED_CAUSES = frozenset({SuspensionCause.LOW_RUN})


class RecognitionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("recognition", "waits for signatures")
    EFFECTIVE = "effective", pgettext_lazy("recognition", "in effect")
    WITHDRAWN = "withdrawn", pgettext_lazy("recognition", "withdrawn")


class ProfileOrigin(models.TextChoices):
    """Which shipped profile a bank began with; ``own`` once it says something else."""

    FIRST = "first", pgettext_lazy("certification profile", "first intake")
    MATURE = "mature", pgettext_lazy("certification profile", "mature department")
    OWN = "own", pgettext_lazy("certification profile", "the bank's own")


class ProfileState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("rule", "draft")
    LOCKED = "locked", pgettext_lazy("rule", "locked")
    SUPERSEDED = "superseded", pgettext_lazy("rule", "replaced by a newer version")
    WITHDRAWN = "withdrawn", pgettext_lazy("rule", "withdrawn")


class Target(models.TextChoices):
    """What a person can be entrusted with next at a node."""

    PARTICIPATE = "participate", pgettext_lazy("certification", "take part")
    SOLO = "solo", pgettext_lazy("certification", "work solo, supervised")
    CERTIFIED = "certified", pgettext_lazy("certification", "work solo, certified")
    SUPERVISES = "supervises", pgettext_lazy("certification", "supervise others")


class Requirement(models.TextChoices):
    """What a gate can ask for, as the rows of a profile's table name it."""

    HELD = "held", pgettext_lazy("requirement", "Level held before")
    HELD_DAYS = "held_days", pgettext_lazy("requirement", "Days at the level before")
    OBSERVATIONS = "observations", pgettext_lazy("requirement", "Observations")
    CASES = "cases", pgettext_lazy("requirement", "Different cases")
    PERFORMED = "performed", pgettext_lazy("requirement", "Cases or customers done")
    MENTORS = "mentors", pgettext_lazy("requirement", "Different mentors")
    MENTOR_SHARE = "mentor_share", pgettext_lazy("requirement", "Most that one mentor may hold (%)")
    INDUSTRIES = "industries", pgettext_lazy("requirement", "Different trades")
    REFUSED = "refused", pgettext_lazy("requirement", "Refused cases")
    RETURNED = "returned", pgettext_lazy("requirement", "Cases sent back for more")
    REFUSED_OR_RETURNED = "refused_or_returned", pgettext_lazy("requirement", "Refused or sent back, together")
    KINDS = "kinds", pgettext_lazy("requirement", "Kinds of case")
    VARIETY = "variety", pgettext_lazy("requirement", "Different kinds of case")
    DIFFICULT_CASES = "difficult_cases", pgettext_lazy("requirement", "Difficult cases")
    DIFFICULTY = "difficulty", pgettext_lazy("requirement", "Difficult cases")
    LEVEL_SHARE = "level_share", pgettext_lazy("requirement", "Share at the level (%)")
    LAST_LEVELS = "last_levels", pgettext_lazy("requirement", "Last ones all at the level")
    SCORE = "score", pgettext_lazy("requirement", "Points that count as good")
    LAST_SCORES = "last_scores", pgettext_lazy("requirement", "Last cases all with these points")
    EVENT_FREE_DAYS = "event_free_days", pgettext_lazy("requirement", "Days without a critical event")
    CRITICAL_EVENT = "critical_event", pgettext_lazy("requirement", "Days without a critical event")
    WINDOW_DAYS = "window_days", pgettext_lazy("requirement", "Counted within (days)")
    EXAM = "exam", pgettext_lazy("requirement", "Exam of the node (%)")
    SIMULATION = "simulation", pgettext_lazy("requirement", "Rehearsal of the node (%)")
    PROOF = "proof", pgettext_lazy("requirement", "Exams and rehearsals")
    OTHER_SIGNER = "other_signer", pgettext_lazy("requirement", "Last card not from who signed the watching")
    UNDER_REVIEW = "under_review", pgettext_lazy("requirement", "No review by a panel pending")
    VALIDITY_MONTHS = "validity_months", pgettext_lazy("requirement", "Certificate holds for (months)")
    AMOUNT_LIMIT = "amount_limit", pgettext_lazy("requirement", "Amount limit")
    PRODUCTS = "products", pgettext_lazy("requirement", "Products (none ticked: all)")


class PlanState(models.TextChoices):
    PROPOSED = "proposed", pgettext_lazy("development plan", "waits for the person's agreement")
    AGREED = "agreed", pgettext_lazy("development plan", "agreed, under way")
    REACHED = "reached", pgettext_lazy("development plan", "goals reached")
    ENDED = "ended", pgettext_lazy("development plan", "ended without reaching them")


RUNNING_PLANS = frozenset({PlanState.PROPOSED, PlanState.AGREED})


class CheckVerdict(models.TextChoices):
    REACHED = "reached", pgettext_lazy("plan check", "reached")
    ON_TRACK = "on_track", pgettext_lazy("plan check", "on track")
    BEHIND = "behind", pgettext_lazy("plan check", "behind")


class CertificateState(models.TextChoices):
    """What people did with a certificate; whether its time has come or gone is computed."""

    ACTIVE = "active", pgettext_lazy("certificate", "in force")
    SUSPENDED = "suspended", pgettext_lazy("certificate", "suspended")
    REVOKED = "revoked", pgettext_lazy("certificate", "revoked")
    REPLACED = "replaced", pgettext_lazy("certificate", "replaced by another certificate")
    LAPSED = "lapsed", pgettext_lazy("certificate", "lapsed")


class CertificateStatus(models.TextChoices):
    """What a certificate is worth on a day."""

    VALID = "valid", pgettext_lazy("certificate", "valid")
    PARTLY = "partly", pgettext_lazy("certificate", "valid at some of its nodes only")
    NOT_YET = "not_yet", pgettext_lazy("certificate", "not yet in force")
    EXPIRED = "expired", pgettext_lazy("certificate", "expired")
    SUSPENDED = "suspended", pgettext_lazy("certificate", "suspended")
    REVOKED = "revoked", pgettext_lazy("certificate", "revoked")
    REPLACED = "replaced", pgettext_lazy("certificate", "replaced by another certificate")
    LAPSED = "lapsed", pgettext_lazy("certificate", "lapsed")
