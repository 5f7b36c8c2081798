"""Cards, notes, agreements, talks and relatives: the two people, and by office."""

from ..groups import Rule

SEES = "hr leader board auditor"

RULES: dict[str, Rule] = {
    "people.Kinship.ended_reason": f"{SEES} @person @relative",
    "operations.CasePart.closed_reason": f"{SEES} @trainee @mentor",
    "operations.Observation.reason": f"{SEES} @trainee @mentor",
    "operations.ObservationNote.saw": f"{SEES} @part__trainee @part__mentor",
    "operations.ObservationNote.would_do": f"{SEES} @part__trainee @part__mentor",
    "operations.MentorAgreement.goals": f"{SEES} @mentorship__mentor @mentorship__mentee",
    "operations.MentorTalk.about": f"{SEES} @mentorship__mentor @mentorship__mentee",
    "operations.MentorTalk.agreed": f"{SEES} @mentorship__mentor @mentorship__mentee",
}
