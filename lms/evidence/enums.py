"""Vocabulary of the evidence room."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EvidenceKind(models.TextChoices):
    ATTENDANCE = "attendance", pgettext_lazy("evidence kind", "attendance")
    CONDUCT = "conduct", pgettext_lazy("evidence kind", "conduct")
    LESSON = "lesson", pgettext_lazy("evidence kind", "lesson")
    ASSIGNMENT = "assignment", pgettext_lazy("evidence kind", "assignment")
    EXAM = "exam", pgettext_lazy("evidence kind", "exam")
    TOPIC = "topic", pgettext_lazy("evidence kind", "topic")
    SIMULATION = "simulation", pgettext_lazy("evidence kind", "rehearsal")
    INTERVIEW = "interview", pgettext_lazy("evidence kind", "interview")
    OBSERVATION = "observation", pgettext_lazy("evidence kind", "observation")
    REVIEW = "review", pgettext_lazy("evidence kind", "review")
    TEACHING = "teaching", pgettext_lazy("evidence kind", "teaching")
    BUSINESS = "business", pgettext_lazy("evidence kind", "business")


class EvidenceStatus(models.TextChoices):
    SCORED = "scored", pgettext_lazy("evidence status", "scored")
    MISSING = "missing", pgettext_lazy("evidence status", "missing")
    EXCUSED = "excused", pgettext_lazy("evidence status", "excused")
    ZERO_GIVEN = "zero_given", pgettext_lazy("evidence status", "zero given")


class CompetencyKind(models.TextChoices):
    NODE = "node", _("node of the credit process")
    TOPIC = "topic", _("knowledge topic")


# What a fact about real work says of its case.


class Industry(models.TextChoices):
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


class Product(models.TextChoices):
    """Products as certificates name them; a bank's own names stand in its policy."""

    CREDIT = "credit", pgettext_lazy("product", "credit loan")
    GUARANTEED = "guaranteed", pgettext_lazy("product", "guaranteed loan")
    MORTGAGED = "mortgaged", pgettext_lazy("product", "mortgage loan")
    FARMER = "farmer", pgettext_lazy("product", "farmer's loan")


class CaseKind(models.TextChoices):
    """What makes a case worth having seen; one case may be several."""

    FIRST_LOAN = "first_loan", pgettext_lazy("case kind", "first loan")
    RENEWAL = "renewal", pgettext_lazy("case kind", "renewal")
    REFUSED = "refused", pgettext_lazy("case kind", "refused")
    RETURNED = "returned", pgettext_lazy("case kind", "sent back for more")
    HIDDEN_DEBT = "hidden_debt", pgettext_lazy("case kind", "hidden debt")
    SEASONAL = "seasonal", pgettext_lazy("case kind", "seasonal or farming")
