"""What every mode knows of a case, and a trainee's part in it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OperationsMode(models.TextChoices):
    """How much of its loan business a bank keeps here."""

    SHADOW = "shadow", _("shadow: case numbers, nodes, people and dates")
    FULL = "full", _("full: the loan office itself")
    OUTSIDE = "outside", _("outside: the bank's own system reports its cases")


class CaseSource(models.TextChoices):
    TYPED = "typed", pgettext_lazy("case source", "typed")
    EXCEL = "excel", pgettext_lazy("case source", "Excel")
    SYSTEM = "system", pgettext_lazy("case source", "the bank's system")
    OFFICE = "office", pgettext_lazy("case source", "made here")


class AmountBand(models.TextChoices):
    """The amount in 万元, as much as shadow mode knows of it; the upper bound is part of the band."""

    TO_10 = "to_10", _("up to 100,000")
    TO_30 = "to_30", _("100,000 to 300,000")
    TO_50 = "to_50", _("300,000 to 500,000")
    TO_100 = "to_100", _("500,000 to 1,000,000")
    ABOVE_100 = "above_100", _("above 1,000,000")


class Difficulty(models.TextChoices):
    EASY = "easy", pgettext_lazy("difficulty", "easy")
    MEDIUM = "medium", pgettext_lazy("difficulty", "medium")
    HARD = "hard", pgettext_lazy("difficulty", "hard")


class CaseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("loan case", "in progress")
    RUNNING = "running", pgettext_lazy("loan case", "disbursed")
    REFUSED = "refused", pgettext_lazy("loan case", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("loan case", "withdrawn by the customer")
    SETTLED = "settled", pgettext_lazy("loan case", "repaid")
    WRITTEN_OFF = "written_off", pgettext_lazy("loan case", "written off")


# Nobody observes on a case in one of these any more.
CLOSED_CASES = frozenset({CaseState.REFUSED, CaseState.WITHDRAWN, CaseState.SETTLED, CaseState.WRITTEN_OFF})


class PartState(models.TextChoices):
    """A trainee's part in a case at one node."""

    PLANNED = "planned", pgettext_lazy("part in a case", "planned")
    ASKED = "asked", pgettext_lazy("part in a case", "the mentor is asked for a card")
    OBSERVED = "observed", pgettext_lazy("part in a case", "card given")
    DECLINED = "declined", pgettext_lazy("part in a case", "declined by the mentor")
    CANCELLED = "cancelled", pgettext_lazy("part in a case", "cancelled")


class RedLine(models.TextChoices):
    FALSIFIED = "falsified", pgettext_lazy("red line", "made up or changed figures, documents or photos")
    NOT_THERE = "not_there", pgettext_lazy("red line", "reported a visit that did not take place")
    ALONE = "alone", pgettext_lazy("red line", "got round the two-person rule or signed for another")
    BENEFIT = "benefit", pgettext_lazy("red line", "took money, gifts or a meal from the customer or an intermediary")
    PRIVACY = "privacy", pgettext_lazy("red line", "let customer data get out or looked it up without need")
    CONCEALED = "concealed", pgettext_lazy("red line", "kept back a risk they knew of")
