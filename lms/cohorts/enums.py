"""Vocabulary of the cohorts room."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CohortState(models.TextChoices):
    PLANNED = "planned", _("planned")
    RUNNING = "running", _("running")
    COMPLETED = "completed", _("completed")
    CLOSED = "closed", _("closed")


class Phase(models.TextChoices):
    """The phases of the three-month plan."""

    PREPARATION = "preparation", _("preparation")
    KICK_OFF = "kick_off", _("kick-off")
    RESEARCH = "research", _("project research")
    FOUNDATION = "foundation", _("groundwork")
    TRAINING = "training", _("recruitment and training")
    REVIEW = "review", _("review")


class Gate(models.TextChoices):
    """Steps that hold something back until they are done: the closing a ranking's publication, each the steps of the plan after it."""

    CLOSING = "closing", _("training closed, evaluation opens")
    EVALUATION = "evaluation", _("evaluation done, practice opens")
    PRACTICE = "practice", _("practice under way")


class Duty(models.TextChoices):
    """What a member of staff does in one cohort."""

    CLASS_TEACHER = "class_teacher", _("class teacher")
    INSTRUCTOR = "instructor", _("instructor")
    MENTOR = "mentor", _("mentor")
    ASSESSOR = "assessor", _("assessor")


class LegalFooting(models.TextChoices):
    """On which legal footing a person takes part; it sets wording, possible outcomes and papers."""

    PRE_HIRE = "pre_hire", _("selection before employment")
    PROBATION = "probation", _("probation period")
    TRANSFER = "transfer", _("transfer within the bank")
    AGENCY = "agency", _("agency worker")


class EnrolmentState(models.TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    ACTIVE = "active", _("in training")
    COMPLETED = "completed", _("training completed")
    WITHDRAWN = "withdrawn", _("withdrew")
    DID_NOT_CONTINUE = "did_not_continue", _("did not continue")
    TRANSFERRED = "transferred", _("moved to another cohort")


# States in which a person sits in the class; the others have left it.
PRESENT_STATES = frozenset({EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.COMPLETED})


class SlotState(models.TextChoices):
    PLANNED = "planned", _("scheduled")
    OPEN = "open", _("check-in open")
    SETTLED = "settled", _("attendance settled")
    CANCELLED = "cancelled", _("cancelled")


class AttendanceState(models.TextChoices):
    PRESENT = "present", _("present")
    LATE = "late", _("late")
    ABSENT = "absent", _("absent")
    ON_LEAVE = "on_leave", _("on leave")
    EXCUSED = "excused", _("excused")


class AttendanceMethod(models.TextChoices):
    CODE = "code", _("code shown in class")
    TEACHER = "teacher", _("class teacher, seat list")
    SHEET = "sheet", _("printed sheet")
    SETTLEMENT = "settlement", _("settled at the end of the session")


class LeaveKind(models.TextChoices):
    SICK = "sick", _("sick leave")
    PERSONAL = "personal", _("personal leave")
    OFFICIAL = "official", _("bank business")
    OTHER = "other", _("other leave")


class LeaveState(models.TextChoices):
    REQUESTED = "requested", _("waiting for approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class ConductCategory(models.TextChoices):
    DISCIPLINE = "discipline", _("discipline")
    PUNCTUALITY = "punctuality", _("punctuality")
    TEAMWORK = "teamwork", _("teamwork")
    INITIATIVE = "initiative", _("initiative")
    COMPLIANCE = "compliance", _("compliance")
    OTHER = "other", _("other")
