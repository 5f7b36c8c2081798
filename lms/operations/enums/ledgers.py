"""Ledgers: marketing, customers, days."""

from django.db import models
from django.utils.translation import pgettext_lazy


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
