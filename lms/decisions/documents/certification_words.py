"""A verdict of the certification engine in plain words: what is still lacking, what did not count, and the shortest way there."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lms.evidence.enums import CaseKind
from lms.people.enums import Entrustment

from ..domain.certification.checks import Check
from ..domain.certification.counting import Ignored
from ..domain.certification.falling import Fall
from .words import Words

Names = Mapping[str, str]
"""Key of a mentor, or code of a node or topic → what people call it."""

STATUS: Words = {
    "ready": pgettext_lazy("certification", "ready for the panel"),
    "not_yet": pgettext_lazy("certification", "not yet"),
    "no_cases": pgettext_lazy("certification", "no cases for now"),
    "reached": pgettext_lazy("certification", "reached"),
}
KIND: Words = {str(kind): kind.label for kind in CaseKind}
DIFFICULTY: Words = {
    "1": pgettext_lazy("difficulty", "easy"),
    "2": pgettext_lazy("difficulty", "medium"),
    "3": pgettext_lazy("difficulty", "hard"),
}
REQUIREMENT: Words = {
    "held": _("Stage before"),
    "held_days": _("Days at the stage before"),
    "observations": _("Observation cards that count"),
    "cases": _("Different cases"),
    "performed": _("Cases done, observed or not"),
    "mentors": _("Different mentors"),
    "mentor_share": _("Largest share of one mentor"),
    "industries": _("Different trades"),
    "kinds": _("Cases of a required kind"),
    "variety": _("Different kinds of cases"),
    "difficulty": _("Difficult cases"),
    "level_share": _("Share of cards at the level"),
    "last_levels": _("Last cards at the level"),
    "last_scores": _("Last cases with enough points"),
    "critical_event": _("Days without a red line or critical event"),
    "other_signer": _("A different mentor signs the last card"),
    "proof": _("Exam or rehearsal"),
    "under_review": _("Review by the panel"),
}
LACKING: Words = {
    "held": _("“%(needed)s” comes first; held is “%(level)s”"),
    "held_days": _("“%(level)s” must be held for %(need)s days; so far %(have)s"),
    "observations": _("cards that count: %(have)s of %(need)s, %(lack)s more"),
    "cases": _("different cases: %(have)s of %(need)s, %(lack)s more"),
    "performed": _("cases done: %(have)s of %(need)s, %(lack)s more"),
    "mentors": _("different mentors: %(have)s of %(need)s, %(lack)s more"),
    "mentor_share": _("one mentor signed %(have)s %% of the cards; at most %(need)s %% may come from one"),
    "industries": _("different trades: %(have)s of %(need)s, %(lack)s more"),
    "kinds": _("%(kinds)s: %(have)s of %(need)s cases, %(lack)s more"),
    "variety": _("different kinds of cases: %(have)s of %(need)s, %(lack)s more"),
    "difficulty": _("cases of difficulty “%(difficulty)s” or above: %(have)s of %(need)s, %(lack)s more"),
    "level_share": _("%(have)s %% of the cards reach “%(level)s”; %(need)s %% are needed"),
    "last_levels": _("the last %(need)s cards must all reach “%(level)s”; so far %(have)s in a row"),
    "last_scores": _("the last %(need)s cases must all have %(score)s points or more; so far %(have)s in a row"),
    "critical_event": _("%(need)s days must have passed since the red line or critical event of %(on)s; so far %(have)s"),
    "other_signer": _("the last card here and the last card of watching must be signed by different mentors"),
    "proof": _("%(proof)s “%(competency)s”: at least %(need)s %%, best so far %(have)s %%"),
    "under_review": _("the panel has to look at it first: %(fall)s (%(on)s)"),
}
IGNORED: Words = {
    "other_person": _("about somebody else"),
    "other_node": _("about another node"),
    "superseded": _("replaced by a correction"),
    "self_signed": _("signed by the person themselves"),
    "mentor_is_relative": _("signed by a relative"),
    "mutual_signing": _("signed by somebody whose cards this person signs"),
    "future_dated": _("dated in the future"),
    "before_case": _("dated before the case was opened"),
    "after_case": _("dated after the case was closed"),
    "mentor_without_stage": _("the mentor did not hold the stage on that day"),
    "role_too_low": _("the part in the case is too small for this stage"),
    "out_of_window": _("too long ago"),
    "same_case_same_mentor": _("the same mentor has a later card about this case"),
}
FALL: Words = {
    "critical_event": _("a red line or critical event"),
    "low_run": _("low levels in a row"),
}
PROOF: Words = {
    "exam": pgettext_lazy("proof", "exam"),
    "simulation": pgettext_lazy("proof", "rehearsal"),
}


def level_word(code: str) -> str:
    return str(Entrustment(code).label) if code in Entrustment.values else code


def kinds_word(kinds: Iterable[str]) -> str:
    """Kinds as alternatives."""
    return pgettext("between alternatives", " or ").join(str(KIND.get(kind, kind)) for kind in kinds)


def lacking_sentence(check: Check, names: Names) -> str:
    """One unmet requirement with what there is and what is needed; an unknown code as it stands."""
    text = LACKING.get(check.code)
    return check.code if text is None else str(text) % _values(check, names)


def requirement_word(check: Check) -> str:
    """The name of a requirement, with the kinds it asks for."""
    name = str(REQUIREMENT.get(check.code, check.code))
    return gettext(": ").join([name, kinds_word(check.params["any_of"])]) if check.code == "kinds" else name


def ignored_word(ignored: Ignored) -> str:
    return str(IGNORED.get(ignored.reason, ignored.reason))


def fall_sentence(fall: Fall) -> str:
    return gettext("%(fall)s on %(on)s: back to “%(level)s” until the panel has looked at it.") % {
        "fall": FALL[fall.code],
        "on": fall.on.isoformat(),
        "level": level_word(fall.to),
    }


def _values(check: Check, names: Names) -> dict[str, Any]:
    values: dict[str, Any] = {**check.params, "have": check.have, "need": check.need, "lack": check.need - check.have}
    for key in ("level", "needed"):
        if key in values:
            values[key] = level_word(values[key])
    if "difficulty" in values:
        values["difficulty"] = DIFFICULTY[str(values["difficulty"])]
    if "any_of" in values:
        values["kinds"] = kinds_word(values["any_of"])
    if check.code == "proof":
        values |= {"proof": PROOF[values["kind"]], "competency": names.get(values["competency"], values["competency"])}
    if check.code == "under_review":
        values["fall"] = FALL[values["code"]]
    return values
