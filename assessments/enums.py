"""Vocabulary of the assessments room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("single choice")
    MULTIPLE = "multiple", _("multiple choice")
    TRUE_FALSE = "true_false", _("true or false")
    NUMERIC = "numeric", _("numeric")
    FILL_IN = "fill_in", _("fill-in")
    ESSAY = "essay", _("essay")


class ReviewState(models.TextChoices):
    """The review of a question's version, and of the question as a whole."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    APPROVED = "approved", _("approved")
    RETIRED = "retired", _("retired")


class ExamKind(models.TextChoices):
    """What a paper or an exam is for; only the final exam always needs two people."""

    QUIZ = "quiz", _("exercise")
    EXAM = "exam", _("exam")
    FINAL = "final", _("final exam")


class PaperState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    RETIRED = "retired", _("retired")


class ExamState(models.TextChoices):
    """``open`` is never stored: a scheduled exam is open between its two moments."""

    DRAFT = "draft", _("draft")
    SCHEDULED = "scheduled", _("scheduled")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    RELEASED = "released", _("results released")
    CANCELLED = "cancelled", _("cancelled")


class ExamPhase(models.TextChoices):
    """Where an exam stands now, by its stored state and the clock."""

    DRAFT = "draft", _("draft")
    UPCOMING = "upcoming", _("upcoming")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")
    RELEASED = "released", _("results released")
    CANCELLED = "cancelled", _("cancelled")


class ResultsState(models.TextChoices):
    HIDDEN = "hidden", _("hidden")
    RELEASED = "released", _("released")


class SittingState(models.TextChoices):
    OPEN = "open", _("in progress")
    SUBMITTED = "submitted", _("submitted")
    CLOSED = "closed", _("closed at the deadline")
    MARKED = "marked", _("marked")
    RELEASED = "released", _("result released")


class RubricPurpose(models.TextChoices):
    ESSAY = "essay", _("essay")
    INTERVIEW = "interview", _("interview")
    SIMULATION = "simulation", _("rehearsal")
    TRIAL_LECTURE = "trial_lecture", _("trial lecture")


class RubricState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    RETIRED = "retired", _("retired")


class RatingTaskState(models.TextChoices):
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Difficulty(models.IntegerChoices):
    EASY = 1, _("easy")
    MEDIUM = 2, _("medium")
    HARD = 3, _("hard")


class MultipleRule(models.TextChoices):
    """How a multiple choice question is scored; the label is printed on the paper."""

    CN_SUBSET = "cn_subset", _("part of the points for some of the right options, none once a wrong one is chosen")
    CN_HALF = "cn_half", _("half the points for some of the right options, none once a wrong one is chosen")
    ALL_OR_NOTHING = "all_or_nothing", _("points only for exactly the right options")
    TRUE_FALSE = "true_false", _("each option is judged on its own")
    PLUS_MINUS = "plus_minus", _("a wrong option takes away what a right one gives")
    MOODLE = "moodle", _("right options add up to full points, wrong options all together to minus full points")


class Outcome(models.TextChoices):
    CORRECT = "correct", _("correct")
    PARTIAL = "partial", _("partly correct")
    WRONG = "wrong", _("wrong")
    UNANSWERED = "unanswered", _("not answered")
    NEEDS_RATER = "needs_rater", _("to be marked")


class MarkSource(models.TextChoices):
    AUTO = "auto", _("marked automatically")
    RATER = "rater", _("marked by a person")


class Phase(models.TextChoices):
    """Where a moment lies relative to a sitting's deadline."""

    IN_TIME = "in_time", _("in time")
    GRACE = "grace", _("within the grace period")
    OVER = "over", _("after the deadline")


class Placement(models.TextChoices):
    """What became of a saved answer."""

    CURRENT = "current", _("saved")
    LATE = "late", _("recorded; a newer answer from the same page counts")
    STALE = "stale", _("saved over an answer from another page")
