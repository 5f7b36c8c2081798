"""What full mode adds to a case: milestones, papers, checks, signals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Repayment(models.TextChoices):
    """As ``simulations.domain.analysis.repayment`` names its plans."""

    EQUAL_PAYMENT = "equal_payment", pgettext_lazy("repayment plan", "equal instalments")
    EQUAL_PRINCIPAL = "equal_principal", pgettext_lazy("repayment plan", "equal principal")
    SEASONAL = "seasonal", pgettext_lazy("repayment plan", "by season")
    INTEREST_FIRST = "interest_first", pgettext_lazy("repayment plan", "interest monthly, principal at the end")


class PayMethod(models.TextChoices):
    ENTRUSTED = "entrusted", pgettext_lazy("payout", "to the payee named by the borrower")
    OWN = "own", pgettext_lazy("payout", "to the borrower's own account")


class Resolution(models.TextChoices):
    """What the committee resolved, as the case keeps it."""

    APPROVED = "approved", pgettext_lazy("resolution", "approved")
    CONDITIONAL = "conditional", pgettext_lazy("resolution", "approved with conditions")
    REFUSED = "refused", pgettext_lazy("resolution", "refused")
    RETURNED = "returned", pgettext_lazy("resolution", "back for further investigation")
    BLOCKED = "blocked", pgettext_lazy("resolution", "blocked by veto")


class MilestoneState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("milestone", "not yet")
    OPEN = "open", pgettext_lazy("milestone", "to do")
    DONE = "done", pgettext_lazy("milestone", "done")
    SKIPPED = "skipped", pgettext_lazy("milestone", "not needed")


class FileKind(models.TextChoices):
    PAPER = "paper", pgettext_lazy("case file", "paper")
    PHOTO = "photo", pgettext_lazy("case file", "photo")


class CheckKind(models.TextChoices):
    FIRST = "first", pgettext_lazy("monitoring", "first check")
    ROUTINE = "routine", pgettext_lazy("monitoring", "routine check")


class Finding(models.TextChoices):
    NORMAL = "normal", pgettext_lazy("monitoring", "as expected")
    ATTENTION = "attention", pgettext_lazy("monitoring", "needs attention")
    WARNING = "warning", pgettext_lazy("monitoring", "warning")


class Tie(models.TextChoices):
    GUARANTOR = "guarantor", pgettext_lazy("person behind a case", "guarantor")
    CO_BORROWER = "co_borrower", pgettext_lazy("person behind a case", "co-borrower")
    OWNER = "owner", pgettext_lazy("person behind a case", "owner of the collateral")
    CONTACT = "contact", pgettext_lazy("person behind a case", "contact")


class CaseEventKind(models.TextChoices):
    OPENED = "opened", pgettext_lazy("case event", "entered")
    CHANGED = "changed", pgettext_lazy("case event", "details changed")
    ASSIGNED = "assigned", pgettext_lazy("case event", "given to people")
    MOVED = "moved", pgettext_lazy("case event", "moved on")
    CLOSED = "closed", pgettext_lazy("case event", "closed")
    REOPENED = "reopened", pgettext_lazy("case event", "opened again")
    REPORTED = "reported", pgettext_lazy("case event", "reported by the bank's system")
    DONE = "done", pgettext_lazy("case event", "milestone done")
    SKIPPED = "skipped", pgettext_lazy("case event", "milestone not needed")
    RETURNED = "returned", pgettext_lazy("case event", "returned")
    FILED = "filed", pgettext_lazy("case event", "paper added")
    RESOLVED = "resolved", pgettext_lazy("case event", "resolution taken over")
    OVERDUE = "overdue", pgettext_lazy("case event", "overdue")
    PAID_UP = "paid_up", pgettext_lazy("case event", "paid up")


class SignalKind(models.TextChoices):
    SAME_GUARANTOR = "same_guarantor", pgettext_lazy("signal", "one guarantor in several cases")
    SAME_ADDRESS = "same_address", pgettext_lazy("signal", "one address in several cases")
    SAME_PHONE = "same_phone", pgettext_lazy("signal", "one telephone in several cases")
    SAME_IDENTITY = "same_identity", pgettext_lazy("signal", "one person under several customer numbers")
    RELATIVE = "relative", pgettext_lazy("signal", "a relative behind or on a case")
    TWO_PLACES = "two_places", pgettext_lazy("signal", "in two places at once")
    TOO_FAST = "too_fast", pgettext_lazy("signal", "travelled faster than a car")
    AT_NIGHT = "at_night", pgettext_lazy("signal", "visited at night")
    SAME_PHOTO = "same_photo", pgettext_lazy("signal", "one photo for several customers")
    PARTNER_RATE = "partner_rate", pgettext_lazy("signal", "unusual approvals of a pair")


class SignalResult(models.TextChoices):
    EXPLAINED = "explained", pgettext_lazy("signal", "explained")
    WATCH = "watch", pgettext_lazy("signal", "keep watching")
    HANDED_ON = "handed_on", pgettext_lazy("signal", "handed to compliance")


class StepCode(models.TextChoices):
    """The milestones of a case by the codes of domain/milestones.py."""

    LEAD = "lead", pgettext_lazy("milestone", "lead found")
    FIRST_VISIT = "first_visit", pgettext_lazy("milestone", "first visit")
    INTENT = "intent", pgettext_lazy("milestone", "intent")
    ACCEPTANCE = "acceptance", pgettext_lazy("milestone", "accepted: consent and papers")
    ADMISSION = "admission", pgettext_lazy("milestone", "admission")
    CREDIT = "credit", pgettext_lazy("milestone", "credit report")
    INVESTIGATION = "investigation", pgettext_lazy("milestone", "two-person investigation")
    STATEMENTS = "statements", pgettext_lazy("milestone", "statements and cross-checks")
    SIDE_CHECKS = "side_checks", pgettext_lazy("milestone", "side checks")
    DRAFT = "draft", pgettext_lazy("milestone", "report written")
    REVIEW = "review", pgettext_lazy("milestone", "cross-review")
    SITTING = "sitting", pgettext_lazy("milestone", "to the committee")
    RESOLUTION = "resolution", pgettext_lazy("milestone", "resolution")
    CONDITIONS = "conditions", pgettext_lazy("milestone", "conditions met")
    SIGNING = "signing", pgettext_lazy("milestone", "signed face to face")
    PAYOUT = "payout", pgettext_lazy("milestone", "disbursed")
    FIRST_CHECK = "first_check", pgettext_lazy("milestone", "first check")
    ROUTINE = "routine", pgettext_lazy("milestone", "routine checks")
    WARNING = "warning", pgettext_lazy("milestone", "warning handled")
    MATURITY = "maturity", pgettext_lazy("milestone", "maturity or renewal")
    SETTLEMENT = "settlement", pgettext_lazy("milestone", "repaid or collected")
    ARCHIVE = "archive", pgettext_lazy("milestone", "archived")
    LOOK_BACK = "look_back", pgettext_lazy("milestone", "looked back")


class Need(models.TextChoices):
    """What a milestone waits for."""

    PAPER = "paper", pgettext_lazy("milestone needs", "a paper is attached")
    ADMISSION = "admission", pgettext_lazy("milestone needs", "the admission checklist is filled in and nothing rules the customer out")
    BOTH_THERE = (
        "both_there",
        pgettext_lazy("milestone needs", "lead and second have both signed in on site, at the same place and within two hours"),
    )
    PHOTO = "photo", pgettext_lazy("milestone needs", "a photo of the visit is attached")
    STATEMENTS = "statements", pgettext_lazy("milestone needs", "the three statements close and the cross-checks are done or explained")
    SECOND_VIEW = "second_view", pgettext_lazy("milestone needs", "the second has written down their own view")
    REPORT = "report", pgettext_lazy("milestone needs", "the report is written and an amount is proposed")
    ANOTHER_PERSON = "another_person", pgettext_lazy("milestone needs", "somebody else than lead, second and mentor does it")
    SITTING = "sitting", pgettext_lazy("milestone needs", "the case is on the agenda of a sitting")
    RESOLUTION = "resolution", pgettext_lazy("milestone needs", "the resolution of the sitting is taken over")
    APPROVED = "approved", pgettext_lazy("milestone needs", "the loan is approved")
    CONDITIONS = "conditions", pgettext_lazy("milestone needs", "every condition before disbursement is met")
    PAID = "paid", pgettext_lazy("milestone needs", "day, amount and way of the payout are entered")
    FIRST_CHECK = "first_check", pgettext_lazy("milestone needs", "the first check is recorded")
    ROUTINE_CHECK = "routine_check", pgettext_lazy("milestone needs", "a routine check is recorded")
    DUE_DATE = "due_date", pgettext_lazy("milestone needs", "the due day has come")
    PAID_UP = "paid_up", pgettext_lazy("milestone needs", "nothing is overdue")
    ARCHIVE = "archive", pgettext_lazy("milestone needs", "every paper of the archive list is there")
    LOOK_BACK = "look_back", pgettext_lazy("milestone needs", "what was learnt is written down")


class AdmissionItem(models.TextChoices):
    """Questions of the admission checklist; a “no” to one of the first five rules the customer out."""

    IDENTITY = "identity", _("The person is who they say they are, of age and able to act")
    LOCAL = "local", _("The business or the home lies in the bank's area")
    TRADE = "trade", _("The trade is legal and not excluded by the product")
    CREDIT = "credit", _("Consent for the credit report is signed")
    NOT_LISTED = "not_listed", _("Neither debtor list nor internal blacklist names the customer")
    AGE = "age", _("The business has run for as long as the product asks")
    DEBTS = "debts", _("The number of lenders and the debts are within the product's limits")
    PURPOSE = "purpose", _("The purpose is real and allowed")
    FAMILY = "family", _("The spouse knows and agrees")
    RELATED = "related", _("Nobody on the case is a relative or partner of the customer")


class ArchiveItem(models.TextChoices):
    APPLICATION = "application", _("application and consents")
    IDENTITY = "identity", _("identity papers")
    INVESTIGATION = "investigation", _("working papers, statements, photos")
    REPORT = "report", _("investigation report, signed by both")
    MINUTES = "minutes", _("minutes of the committee")
    CONTRACT = "contract", _("contracts and guarantee")
    PAYOUT = "payout", _("proof of the payout and of its use")
    CHECKS = "checks", _("sheets of the checks after disbursement")
    SETTLEMENT = "settlement", _("proof of repayment")
