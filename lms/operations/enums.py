"""Vocabulary of the operations room."""

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


# What full mode adds.


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
    RELATIVE = "relative", pgettext_lazy("signal", "a staff telephone behind a case")
    TWO_PLACES = "two_places", pgettext_lazy("signal", "in two places at once")
    TOO_FAST = "too_fast", pgettext_lazy("signal", "travelled faster than a car")
    AT_NIGHT = "at_night", pgettext_lazy("signal", "visited at night")
    SAME_PHOTO = "same_photo", pgettext_lazy("signal", "one photo in several cases")
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
    BOTH_THERE = "both_there", pgettext_lazy("milestone needs", "lead and second have both signed in on site, within two hours")
    PHOTO = "photo", pgettext_lazy("milestone needs", "a photo of the visit is attached")
    STATEMENTS = "statements", pgettext_lazy("milestone needs", "the three statements close and the cross-checks are done or explained")
    SECOND_VIEW = "second_view", pgettext_lazy("milestone needs", "the second has written down their own view")
    REPORT = "report", pgettext_lazy("milestone needs", "the report is written and an amount is proposed")
    ANOTHER_PERSON = "another_person", pgettext_lazy("milestone needs", "somebody else than lead and second does it")
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


# Ledgers: marketing, customers, days.


class VisitSource(models.TextChoices):
    """How the contact came about."""

    GRID = "grid", pgettext_lazy("visit source", "grid area")
    CHANNEL = "channel", pgettext_lazy("visit source", "channel")
    ONLINE = "online", pgettext_lazy("visit source", "online")
    REFERRAL = "referral", pgettext_lazy("visit source", "referred by a colleague or another unit")


class VisitResult(models.TextChoices):
    """What came of knocking at the door."""

    TALKED = "talked", pgettext_lazy("visit result", "talked with the owner")
    STAFF = "staff", pgettext_lazy("visit result", "only staff there")
    ABSENT = "absent", pgettext_lazy("visit result", "closed or nobody there")
    DECLINED = "declined", pgettext_lazy("visit result", "did not want to talk")


class Intent(models.TextChoices):
    A = "A", pgettext_lazy("intent", "A needs money now")
    B = "B", pgettext_lazy("intent", "B needs it within three months")
    C = "C", pgettext_lazy("intent", "C may need it some day")
    D = "D", pgettext_lazy("intent", "D no need")


class Objection(models.TextChoices):
    """What the owner had against it; the words are those of the rehearsal of cold visits."""

    NO_NEED = "no_need", pgettext_lazy("objection", "short of nothing")
    INTEREST = "interest", pgettext_lazy("objection", "interest too high")
    PAPERWORK = "paperwork", pgettext_lazy("objection", "too much paperwork")
    ONLINE = "online", pgettext_lazy("objection", "gets it online at once")
    FAMILY = "family", pgettext_lazy("objection", "the family must not know")
    COLLATERAL = "collateral", pgettext_lazy("objection", "no collateral")
    SPOUSE = "spouse", pgettext_lazy("objection", "the spouse decides")
    HISTORY = "history", pgettext_lazy("objection", "was refused before")
    OTHER = "other", pgettext_lazy("objection", "something else")


class Consent(models.TextChoices):
    """Whether the bank may keep and use what it was told."""

    NONE = "none", pgettext_lazy("consent", "not asked")
    SPOKEN = "spoken", pgettext_lazy("consent", "agreed to be contacted")
    SIGNED = "signed", pgettext_lazy("consent", "signed the authorisation")


class NoCase(models.TextChoices):
    """Why a contact did not become a case."""

    NO_NEED = "no_need", pgettext_lazy("no case", "no need")
    LATER = "later", pgettext_lazy("no case", "not yet, later")
    PRICE = "price", pgettext_lazy("no case", "price")
    OTHER_BANK = "other_bank", pgettext_lazy("no case", "went to another lender")
    ADMISSION = "admission", pgettext_lazy("no case", "does not meet the admission rules")
    UNREACHABLE = "unreachable", pgettext_lazy("no case", "could not be reached again")


class Guarantee(models.TextChoices):
    CREDIT = "credit", pgettext_lazy("guarantee", "on credit")
    GUARANTOR = "guarantor", pgettext_lazy("guarantee", "guarantee")
    MORTGAGE = "mortgage", pgettext_lazy("guarantee", "mortgage")
    PLEDGE = "pledge", pgettext_lazy("guarantee", "pledge")
    COMBINED = "combined", pgettext_lazy("guarantee", "combined")


class FiveCategory(models.TextChoices):
    """The classification of loans by risk, mildest first."""

    NORMAL = "normal", pgettext_lazy("five categories", "normal")
    ATTENTION = "attention", pgettext_lazy("five categories", "special mention")
    SUBSTANDARD = "substandard", pgettext_lazy("five categories", "substandard")
    DOUBTFUL = "doubtful", pgettext_lazy("five categories", "doubtful")
    LOSS = "loss", pgettext_lazy("five categories", "loss")


class Tier(models.TextChoices):
    """How closely a customer is kept an eye on."""

    PRIME = "prime", pgettext_lazy("customer tier", "prime")
    ORDINARY = "ordinary", pgettext_lazy("customer tier", "ordinary")
    WATCHED = "watched", pgettext_lazy("customer tier", "watched")
    LEAVING = "leaving", pgettext_lazy("customer tier", "to be wound down")


class Renewal(models.TextChoices):
    UNKNOWN = "unknown", pgettext_lazy("renewal", "not asked yet")
    WANTS = "wants", pgettext_lazy("renewal", "wants to renew")
    LARGER = "larger", pgettext_lazy("renewal", "wants a larger amount")
    ENDS = "ends", pgettext_lazy("renewal", "will repay and end")


class Shift(models.TextChoices):
    FULL = "full", pgettext_lazy("shift", "whole day")
    MORNING = "morning", pgettext_lazy("shift", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("shift", "afternoon")
    OFF = "off", pgettext_lazy("shift", "on leave or off duty")


class ReportPeriod(models.TextChoices):
    WEEK = "week", pgettext_lazy("report period", "week")
    MONTH = "month", pgettext_lazy("report period", "month")
