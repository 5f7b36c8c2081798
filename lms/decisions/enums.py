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


class CaseKind(models.TextChoices):
    """Kinds of case that somebody should have met."""

    FIRST_LOAN = "first_loan", pgettext_lazy("case kind", "first loan")
    RENEWAL = "renewal", pgettext_lazy("case kind", "renewal")
    REFUSED = "refused", pgettext_lazy("case kind", "refused")
    RETURNED = "returned", pgettext_lazy("case kind", "sent back for more")
    HIDDEN_DEBT = "hidden_debt", pgettext_lazy("case kind", "hidden debt")
    SEASONAL = "seasonal", pgettext_lazy("case kind", "seasonal or farming")


class Trade(models.TextChoices):
    """Trades of customers, by the codes that cards carry."""

    RETAIL = "retail", pgettext_lazy("industry", "retail")
    WHOLESALE = "wholesale", pgettext_lazy("industry", "wholesale")
    CATERING = "catering", pgettext_lazy("industry", "catering")
    PROCESSING = "processing", pgettext_lazy("industry", "processing")
    TRANSPORT = "transport", pgettext_lazy("industry", "transport")
    CROPS = "crops", pgettext_lazy("industry", "crops")
    LIVESTOCK = "livestock", pgettext_lazy("industry", "livestock")
    SERVICES = "services", pgettext_lazy("industry", "services")
    BUILDING = "building", pgettext_lazy("industry", "building")
    OTHER = "other", pgettext_lazy("industry", "other trade")


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


class CertificateStatus(models.TextChoices):
    """What a certificate is worth on a day."""

    VALID = "valid", pgettext_lazy("certificate", "valid")
    NOT_YET = "not_yet", pgettext_lazy("certificate", "not yet in force")
    EXPIRED = "expired", pgettext_lazy("certificate", "expired")
    SUSPENDED = "suspended", pgettext_lazy("certificate", "suspended")
    REVOKED = "revoked", pgettext_lazy("certificate", "revoked")
    REPLACED = "replaced", pgettext_lazy("certificate", "replaced by another certificate")
