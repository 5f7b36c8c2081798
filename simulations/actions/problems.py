"""Why something in this room can't be done, in the user's words."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "no_cases": _("Put at least one case on the agenda."),
    "numbers": _("Two seats have the same number."),
    "no_chair": _("A committee has exactly one chair."),
    "no_lead": _("Every sitting needs a lead investigator to present."),
    "twice": _("Lead, second investigator and secretary are one person each."),
    "too_few_voters": _("There are fewer members than the rule asks for."),
    "too_many": _("At most twelve seats, observers aside."),
    "scripted": _("In a real case every seat is a person's."),
    "nobody": _("At least one seat must be a person's."),
    "begun": _("The sitting has begun; seats and agenda stand."),
    "over": _("The sitting is over."),
    "seat_taken": _("That seat has been taken just now."),
    "seat_free": _("Some seats are still free. Give them to somebody, or let scripted members take them."),
    "seated_twice": _("Somebody has two seats."),
    "truth_missing": _("A rehearsal needs a case whose truth is known."),
    "not_seated": _("You have no seat in this sitting."),
}


class CommitteeProblem(ValueError):
    """``code`` is a key of WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(WORDS[self.code])


INVESTIGATION_WORDS = {
    "people": _("An investigation is done by one person or by two different ones."),
    "nobody": _("Choose at least one person of the class."),
    "due_before_open": _("It has to be due after it opens."),
    "not_yours": _("This investigation is somebody else's."),
    "over": _("This investigation is over; it can only be read."),
    "not_open": _("This exercise has not opened yet."),
    "too_late": _("The time of this exercise is over; what was done until then is scored."),
    "twice": _("This very case is in your bank's library already."),
}


class InvestigationProblem(ValueError):
    """``code`` is a key of INVESTIGATION_WORDS."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        return str(INVESTIGATION_WORDS[self.code])
