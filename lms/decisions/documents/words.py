"""Codes of the engine in plain words, for pages and printed documents alike."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lms.toolkit.clock import recorded_apart

Words = Mapping[str, str | Promise]

STATUS: Words = {
    "COMPLETE": _("complete"),
    "COMPLETE_REWEIGHTED": _("complete, an excused part re-weighted"),
    "INCOMPLETE": _("incomplete, not ranked"),
    "scored": pgettext_lazy("score", "scored"),
    "missing": pgettext_lazy("score", "no score"),
    "excused": pgettext_lazy("score", "excused"),
    "zero_given": pgettext_lazy("score", "0 was given"),
}

ZONE: Words = {
    "PASS": _("clearly above the standard"),
    "REVIEW": _("too near to the standard to tell"),
    "FAIL": _("clearly below the standard"),
}

PROPOSAL: Words = {
    "RETAIN": pgettext_lazy("proposal", "keep"),
    "REVIEW": pgettext_lazy("proposal", "look at closely"),
    "PROPOSE": pgettext_lazy("proposal", "decide on further training, another post or the end of the programme"),
}

REASON: Words = {
    "MISSING": _("a score that is needed is missing"),
    "GATE_UNPROVEN": _("a part that must be passed has no score"),
    "REWEIGHT_LIMIT": _("more is excused than the rule allows"),
    "INCOMPLETE": _("incomplete: a needed score is missing"),
    "IN_LAST_K": _("among the last places"),
    "TIED_AT_LINE": _("equal with others across the line"),
    "LIKELY_IN_LAST_K": _("more likely than not truly among the last"),
    "BELOW_STANDARD": _("below the standard"),
    "GUARD_BAND": _("within the band around the standard"),
    "GATE_FAILED": _("a part that must be passed was not passed"),
    "COHORT_TOO_SMALL": _("too few people for any proposal"),
    "RELIABILITY_UNKNOWN": _("nobody knows how reliably this was measured"),
    "NOT_CERTAIN_ENOUGH": _("not certain enough to be truly among the last"),
    "RELIABILITY_BELOW_TARGET": _("the measurement is not reliable enough for a proposal"),
    "NO_STANDARD": _("the rule names no standard"),
    "MEETS_STANDARD": _("the standard is met; being last is no proof of being unfit"),
    "MAY_MEET_STANDARD": _("may well meet the standard"),
    "NOBODY_RANKED": _("nobody is ranked"),
    "SELF_CHECK_FAILED": _("the chances did not pass their own check and are not shown"),
    "NO_LINE": _("no places under a line"),
    "LINE_NOT_BELOW_COHORT": _("the line would take everybody, so there is none"),
    "MISSING_AS_ZERO": _("a missing score counts as 0 by the rule"),
    "TOO_FEW_RATERS": _("fewer raters than the rule asks for"),
    "CAPPED_AT_MAXIMUM": _("more points than the maximum, cut there"),
    "REWEIGHTED": _("an excused part was re-weighted"),
    "appeal_pending": _("an appeal is not answered yet"),
    "red_line": _("a rater noted that a red line was crossed"),
    "activity_missing": _("lacks an activity that most others have"),
    "REASSESSMENT_MET": _("an independent re-assessment found the standard met"),
    "REASSESSMENT_NEEDED": _("an independent re-assessment has to be recorded first"),
    "APPEAL_PENDING": _("an appeal is not answered yet"),
}

FLAG: Words = {
    "WEIGHTS_NORMALISED": _("The weights don't add up to 1 or 100; they were brought to 100 %."),
    "SMALL_COHORT": _("Fewer than 10 people: read the order as a rough one."),
    "COHORT_TOO_SMALL": _("Too few people for any proposal."),
    "STANDARDISATION_NEEDS_20": _("Standardised scores need 20 people; points were used instead."),
    "NO_VARIANCE": _("In at least one part everybody has the same score, so it orders nobody."),
    "EFFECTIVE_WEIGHT_ALARM": _("A part really counts for much more, or much less, than its weight says. Look at the table of weights."),
    "FACT_WITHOUT_ERROR": _("Attendance and the like are taken as counted without error."),
    "NEGATIVE_RELIABILITY": _("A measured reliability is negative: look for a wrong key or mixed-up marks."),
    "RELIABILITY_UNKNOWN": _("For at least one part nobody knows how reliable it is. Chances are not shown; the order only advises."),
    "RELIABILITY_BELOW_TARGET": _("The whole is less reliable than the rule asks for; nothing is proposed."),
    "TIE_BREAK_MISSING": _("Somebody lacks a score that would have told equals apart."),
    "PLAIN_MODEL": _("Fewer than 8 people: chances are computed without the cohort's own spread."),
    "NO_TRUE_DIFFERENCES": _("All differences are within the error of measurement: nobody can be told apart."),
}

FINDING: Words = {
    "COHORT_TOO_SMALL": _("%(people)s people; the rule makes proposals from %(needed)s on."),
    "STANDARDISATION_NEEDS_20": _("Standardised scores need 20 people; there are %(people)s."),
    "LINE_NOT_BELOW_COHORT": _("The line would take %(line)s of %(people)s people. Choose a smaller number."),
    "LINE_ROUNDS_TO_NOBODY": _("With %(people)s people this share is rounded down to nobody."),
    "NO_STANDARD": _("Without a standard the rule can order people, but tell nobody whether they are fit."),
    "WEIGHTS_NORMALISED": _("The weights don't add up to 1 or 100; they are brought to 100 %%."),
    "CANNOT_SUPPORT_EXIT": _(
        "Expected reliability %(reliability)s, needed %(target)s. This plan can rank; it can't support that somebody leaves."
    ),
    "RELIABILITY_UNKNOWN": _("%(component)s: nothing is known about its reliability. Enter what is expected, or measure it."),
    "SINGLE_RATER": _("%(component)s: one rater alone. Ask for two or more, who don't know of each other's marks."),
}

TABLES: Mapping[str, Words] = {"status": STATUS, "zone": ZONE, "proposal": PROPOSAL, "reason": REASON, "flag": FLAG}


def word(table: str, code: str | None) -> str:
    """The words of a code; an unknown one is shown as it is, nothing as a dash."""
    return "—" if not code else str(TABLES[table].get(code, code))


def words(table: str, codes: Iterable[str]) -> str:
    """Several codes as one enumeration."""
    return "；".join(word(table, code) for code in dict.fromkeys(codes))


def when(happened_at: datetime | None, recorded_at: datetime | None = None) -> str:
    """A moment on paper, with the time of its recording where that is another; nothing for nothing."""
    if happened_at is None:
        return ""
    if recorded_at is None or not recorded_apart(happened_at, recorded_at):
        return _minute(happened_at)
    return gettext("%(moment)s (recorded %(recorded)s)") % {"moment": _minute(happened_at), "recorded": _minute(recorded_at)}


def _minute(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def finding(code: str, params: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """One finding of a check-up as a sentence; components are called by their names."""
    text = FINDING.get(code)
    values = {key: names.get(str(value), value) if key == "component" else value for key, value in params.items()}
    return code if text is None else str(text) % values
