"""Faults that the domain finds in a certification profile, as sentences that name the place."""

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..domain.reading import Problem
from .problems import sentence

PLACES = {
    "participate": pgettext_lazy("certification target", "taking part"),
    "solo": pgettext_lazy("certification target", "solo under supervision"),
    "certified": pgettext_lazy("certification target", "certified to work solo"),
    "supervises": pgettext_lazy("certification target", "may supervise others"),
    "held": _("Stage before"),
    "held_days": _("Days at the stage before"),
    "role": _("Least part in the case"),
    "window_days": _("Window in days"),
    "observations": _("Observation cards that count"),
    "cases": _("Different cases"),
    "performed": _("Cases done, observed or not"),
    "mentors": _("Different mentors"),
    "mentor_share": _("Largest share of one mentor"),
    "industries": _("Different trades"),
    "kinds": _("Cases of a required kind"),
    "any_of": _("Kinds to choose from"),
    "count": _("Number of cases"),
    "variety": _("Different kinds of cases"),
    "variety_of": _("Kinds that count as different"),
    "difficulty": _("Difficulty"),
    "difficult_cases": _("Difficult cases"),
    "level": _("Level to reach"),
    "level_by": _("Judgement that counts"),
    "level_share": _("Share of cards at the level"),
    "last_levels": _("Last cards at the level"),
    "score": _("Points to reach"),
    "last_scores": _("Last cases with enough points"),
    "event_free_days": _("Days without a red line or critical event"),
    "other_signer": _("A different mentor signs the last card"),
    "proofs": _("Exam or rehearsal"),
    "percent": _("Percent to reach"),
    "within_days": _("Not older than, in days"),
    "grants": _("What is granted"),
    "validity_months": _("Months of validity"),
    "amount_limit": _("Limit of the amount"),
    "products": _("Products"),
    "limits": _("What passing a limit does"),
    "mentor_limit": _("Mentees per mentor"),
    "mentor_level": _("Level a mentor must hold"),
    "advisory": _("Requirements that only warn"),
    "title": _("Title"),
    "overall": _("General qualification"),
    "lapse": _("Lapse"),
    "falling": _("Falling back"),
}
SILENT = frozenset({"nodes", "gates"})


def profile_problem(problem: Problem, node_names: Mapping[str, str]) -> str:
    """A fault with its place: node, stage and field by their names."""
    parts = [part.partition("[") for part in problem.path.removeprefix("$.").split(".") if part not in SILENT]
    place = " › ".join(node_names.get(name, str(PLACES.get(name, name))) + bracket + rest for name, bracket, rest in parts)
    return gettext("%(place)s: %(problem)s") % {"place": place, "problem": sentence(problem)}
