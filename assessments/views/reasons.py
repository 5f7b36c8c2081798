"""Why a figure can't be computed, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RELIABILITY_REASONS: dict[str, str | Promise] = {
    "ONE_ITEM": _("The paper has only one question."),
    "TOO_FEW": _("Said only where ten people or more have sat the exam; of fewer it would be chance."),
    "NO_VARIANCE": _("Everybody has the same score."),
    "DIFFERENT_ITEMS": _("People did not answer the same questions."),
    "MISSING": _("Marks are missing."),
    "NOT_DICHOTOMOUS": _("Some questions give part of their points; alpha holds for them."),
}
