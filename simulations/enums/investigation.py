"""Vocabulary of the investigation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InvestigationRole(models.TextChoices):
    LEAD = "lead", _("lead investigator (A)")
    SECOND = "second", _("second investigator (B)")


class InvestigationPhase(models.TextChoices):
    PREPARATION = "preparation", pgettext_lazy("investigation", "preparation")
    FIELD = "field", _("visit and side checks")
    REPORT = "report", _("report and signature")
    HANDED_IN = "handed_in", pgettext_lazy("investigation", "handed in")


class InvestigationState(models.TextChoices):
    """``closed`` is one that ran out of its class's time before it was signed: it is scored as it stands."""

    OPEN = "open", pgettext_lazy("investigation", "under way")
    HANDED_IN = "handed_in", pgettext_lazy("investigation", "handed in")
    CLOSED = "closed", pgettext_lazy("investigation", "closed at the deadline")


class Pairing(models.TextChoices):
    ALONE = "alone", _("each alone")
    PAIRS = "pairs", _("in pairs (A and B)")


class EvidenceChannel(models.TextChoices):
    CUSTOMER = "customer", pgettext_lazy("investigation", "the customer")
    SPOUSE = "spouse", _("the spouse, alone")
    STAFF = "staff", _("a helper, when the owner is away")
    NEIGHBOUR = "neighbour", _("neighbours and others in the trade")
    SUPPLIER = "supplier", _("a supplier, by phone")
    LANDLORD = "landlord", _("the landlord, by phone")
    DOCUMENT = "document", pgettext_lazy("investigation", "papers")
    SHOP_FLOOR = "shop_floor", _("on the spot")


class EvidenceTopic(models.TextChoices):
    """What one can ask about; the words by which a question is understood are in ``domain/evidence/topics.py``."""

    SALES = "sales", pgettext_lazy("investigation", "sales")
    SEASON = "season", _("busy and slack months")
    MARGIN = "margin", _("prices and margin")
    PROFIT = "profit", _("what is left in a year")
    PURCHASES = "purchases", _("where the goods come from")
    STOCK = "stock", _("stock")
    RECEIVABLES = "receivables", _("who owes the customer")
    PAYABLES = "payables", _("what is owed to suppliers")
    LOANS = "loans", _("loans and debts")
    HOUSEHOLD = "household", _("household and family")
    OTHER_INCOME = "other_income", _("other income of the family")
    COSTS = "costs", _("rent, wages and other costs")
    STAFF = "staff", _("helpers and staff")
    YEARS = "years", _("years in the trade")
    PURPOSE = "purpose", _("what the loan is for")
    REPAYMENT = "repayment", _("how it is to be repaid")
    EVENTS = "events", _("big things of the last years")
    HISTORY = "history", _("own money at the start and since")
    CASH = "cash", _("cash and balances")
    BANK = "bank", _("accounts and transfers")
    OWNER = "owner", _("who really runs the business")


class Inconsistency(models.TextChoices):
    """What may be wrong with a story; the codes of ``domain/concealments``."""

    INFLATED_SALES = "inflated_sales", _("sales or margin inflated")
    RELATIVES_TRANSFERS = "relatives_transfers", _("relatives' transfers passed off as takings")
    HIDDEN_PRIVATE_LOAN = "hidden_private_loan", _("a private loan kept quiet")
    CONSIGNED_STOCK = "consigned_stock", _("goods on consignment counted as own stock")
    DEAD_RECEIVABLES = "dead_receivables", _("dead receivables counted as good")
    WRONG_PURPOSE = "wrong_purpose", _("the purpose of the loan is not the real one")
    BORROWED_NAME = "borrowed_name", _("somebody borrows in another's name")
    INVENTED_YEARS = "invented_years", _("years in the trade invented")
    RELATED_PARTIES = "related_parties", _("trade with related parties made up")
    ROSE_TINTED_SEASON = "rose_tinted_season", _("the busy season told as the whole year")
    FORGOT_SUPPLIER = "forgot_supplier", _("a small supplier forgotten")
    THRIFTY_HOUSEHOLD = "thrifty_household", _("household spending told too low")


class SoftSide(models.TextChoices):
    """Sides of the person that decide whether one can believe them (domain.md 2.4)."""

    CHARACTER = "character", _("character")
    FAMILY = "family", _("marriage and family")
    RESIDENCE = "residence", _("how settled")
    EXPERIENCE = "experience", _("experience in the trade")
    SKILL = "skill", _("skill in business")
    REPUTATION = "reputation", _("what others say")
    CREDIT = "credit", _("credit history")
    PLANNING = "planning", _("thought about repaying")
    OPENNESS = "openness", _("open about debts")
    HABITS = "habits", _("risky habits (5: none)")


class OfferResult(models.TextChoices):
    LEND = "lend", _("lend")
    REFUSE = "refuse", pgettext_lazy("investigation", "refuse")
    MORE_INFORMATION = "more_information", _("look further before deciding")


class RepaymentPlan(models.TextChoices):
    EQUAL_PAYMENT = "equal_payment", _("equal monthly payments")
    EQUAL_PRINCIPAL = "equal_principal", _("equal monthly principal")
    SEASONAL = "seasonal", _("more in the busy months")
    BY_BATCH = "by_batch", _("principal when a batch is sold, interest monthly")
    INTEREST_FIRST = "interest_first", _("interest monthly, principal at the end")


class NotDone(models.TextChoices):
    """Why an act in an investigation doesn't count."""

    OVER = "over", _("This investigation has been handed in; it can only be read.")
    NOT_YOURS = "not_yours", _("That is your partner's task in this pair.")
    LEAD_ONLY = "lead_only", _("The proposal is the lead investigator's (A).")
    AT_HOME = "at_home", _("First go to the customer: the visit has not begun.")
    DESK_PHASE = "desk_phase", _("You are writing the report. Go out again to ask or look; the way costs 20 minutes each.")
    NO_CONSENT = "no_consent", _("First have the customer sign the consent for the credit report.")
    NO_SUCH = "no_such", _("There is no such thing to ask for.")
    NOT_SEEN = "not_seen", _("Cite only what you have seen or heard yourselves.")
    UNKNOWN_LINE = "unknown_line", _("There is no such line.")
    NOT_THERE = "not_there", _("You are there already.")
    NO_OFFER = "no_offer", _("There is no proposal yet.")
    NO_REPORT = "no_report", _("Write your view of the case first: two sentences at least.")
    SIGNED = "signed", _("The report is signed. Withdraw your signature to change it.")
    NOT_REPORTING = "not_reporting", _("Go on to the report first; a visit is not signed.")
