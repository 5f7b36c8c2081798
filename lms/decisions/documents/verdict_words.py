"""What the certification engine found, as sentences: what is still missing, the shortest way there, why a card doesn't count."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from lms.templatetags.design_formats import day

from ..domain.certification.checks import Check
from ..domain.certification.falling import Fall
from ..domain.certification.growth import Growth
from ..domain.certification.scale import SCALE
from ..domain.certification.way import NextObservation, Way
from ..enums import Trade
from .profile_words import kind_word, level_word, node_word, requirement_word

Words = Mapping[str, str | Promise]

WHY_IGNORED: Words = {
    "other_person": gettext_lazy("about somebody else"),
    "other_node": gettext_lazy("about another node"),
    "superseded": gettext_lazy("replaced by a correction"),
    "self_signed": gettext_lazy("signed by the person themselves"),
    "mentor_is_relative": gettext_lazy("signed by a relative"),
    "mutual_signing": gettext_lazy("signed by somebody whose own cards this person signs"),
    "future_dated": gettext_lazy("dated ahead"),
    "before_case": gettext_lazy("from before the case was opened"),
    "after_case": gettext_lazy("from after the case was closed"),
    "mentor_without_stage": gettext_lazy("the mentor did not hold the stage that day"),
    "role_too_low": gettext_lazy("in a smaller part than this step asks for"),
    "out_of_window": gettext_lazy("too old"),
    "same_case_same_mentor": gettext_lazy("same case and same mentor: the latest counts"),
}
ROLE: Words = {
    "observer": pgettext_lazy("case part", "watching"),
    "second": pgettext_lazy("case part", "as second (B)"),
    "lead": pgettext_lazy("case part", "as lead (A)"),
}
NEVER: Words = {"level_share": gettext_lazy("An earlier card below the level stands for good; ask the panel how to go on.")}
EVENTS: Words = {
    "critical_event": gettext_lazy("A critical event on %(day)s: back to taking part with the mentor present until a panel has looked."),
    "low_run": gettext_lazy(
        "The last cards, up to %(day)s, were all low: back to taking part with the mentor present until a panel has looked."
    ),
}
UNITS: Words = {
    "mentor_share": "%",
    "level_share": "%",
    "proof": "%",
}


def ignored_words(code: str) -> str:
    return str(WHY_IGNORED.get(code, code))


def role_word(code: str) -> str:
    return str(ROLE.get(code, code))


def fall_words(fall: Fall) -> str:
    return str(EVENTS.get(fall.code, fall.code)) % {"day": day(fall.on)}


def check_label(check: Check) -> str:
    """The requirement by name, with what makes it particular."""
    params = check.params
    if check.code == "kinds":
        return _(" or ").join(kind_word(kind) for kind in params["any_of"])
    if check.code == "proof":
        kind = _("Exam") if params["kind"] == "exam" else _("Rehearsal")
        return f"{kind} · {node_word(params['competency'])}"
    if check.code in ("level_share", "last_levels"):
        return f"{requirement_word(check.code)} · {level_word(params['level'])}"
    if check.code == "observations":
        return f"{requirement_word(check.code)} · {role_word(params['role'])}"
    return requirement_word(check.code)


def check_figures(check: Check) -> tuple[str, str]:
    """What there is and what is needed, for two columns of a table."""
    if check.code == "held":
        return SCALE[check.have], SCALE[check.need]
    if check.code == "critical_event":
        return (_("none in %(days)d days") % {"days": check.need - 1} if check.met else str(check.have)), _("more than %(days)d") % {
            "days": check.need - 1
        }
    if check.code in ("other_signer", "under_review"):
        return (_("yes") if check.met else _("no")), _("yes")
    unit = str(UNITS.get(check.code, ""))
    most = "≤ " if check.code == "mentor_share" else ""
    return f"{check.have}{unit}", f"{most}{check.need}{unit}"


def lacking_words(check: Check) -> str:
    """One thing that is missing, to be read after “still missing:”."""
    params, lack = check.params, check.need - check.have
    plain = _counted(check.code, lack)
    if plain:
        return plain
    if check.code == "held":
        return _("the level before: “%(level)s”") % {"level": level_word(params["needed"])}
    if check.code == "kinds":
        kinds = _(" or ").join(kind_word(kind) for kind in params["any_of"])
        return ngettext("%(n)d case of this kind: %(kinds)s", "%(n)d cases of this kind: %(kinds)s", lack) % {"n": lack, "kinds": kinds}
    if check.code == "mentor_share":
        return _("one mentor holds %(have)d %% of the cards, at most %(need)d %% is allowed") % {"have": check.have, "need": check.need}
    if check.code == "level_share":
        values = {"level": level_word(params["level"]), "have": check.have, "need": check.need}
        return _("%(have)d %% of the cards reach “%(level)s”, %(need)d %% is needed") % values
    if check.code == "last_levels":
        return _("the last %(n)d cards all at “%(level)s” (now %(have)d)") % {
            "n": check.need, "level": level_word(params["level"]), "have": check.have,
        }  # fmt: skip
    if check.code == "last_scores":
        return _("the last %(n)d cases all with %(score)d points (now %(have)d)") % {
            "n": check.need, "score": params["score"], "have": check.have,
        }  # fmt: skip
    if check.code == "critical_event":
        return _("more than %(n)d days since the last critical event") % {"n": check.need - 1}
    if check.code == "proof":
        return f"{check_label(check)} ≥ {check.need} %" if not check.have else f"{check_label(check)} ≥ {check.need} %（{check.have} %）"
    if check.code == "other_signer":
        return _("a last card from somebody other than who signed the watching")
    return _("a panel's look at what happened") if check.code == "under_review" else check_label(check)


def _counted(code: str, n: int) -> str:
    """Requirements that are a plain count."""
    match code:
        case "observations":
            text = ngettext("%(n)d observation", "%(n)d observations", n)
        case "cases":
            text = ngettext("%(n)d different case", "%(n)d different cases", n)
        case "performed":
            text = ngettext("%(n)d case or customer done", "%(n)d cases or customers done", n)
        case "mentors":
            text = ngettext("%(n)d further mentor", "%(n)d further mentors", n)
        case "industries":
            text = ngettext("%(n)d further trade", "%(n)d further trades", n)
        case "variety":
            text = ngettext("%(n)d further kind of case", "%(n)d further kinds of case", n)
        case "difficulty":
            text = ngettext("%(n)d difficult case", "%(n)d difficult cases", n)
        case "held_days":
            text = ngettext("%(n)d more day at this level", "%(n)d more days at this level", n)
        case _:
            return ""
    return text % {"n": n}


def lacking_sentence(checks: Iterable[Check]) -> str:
    """“Still missing: …” in one line; "" where nothing is."""
    parts = [lacking_words(check) for check in checks]
    return _("Still missing: %(parts)s.") % {"parts": pgettext("enumeration", "; ").join(parts)} if parts else ""


def way_sentences(way: Way, names: Mapping[str, str]) -> list[str]:
    """The shortest way, step by step; ``names``: keys of mentors who may be called by name."""
    found: list[str] = []
    if way.held:
        found.append(_("First reach “%(level)s” at this node.") % {"level": level_word(way.held)})
    if way.panel_first:
        found.append(_("First a panel looks at what happened."))
    if way.never:
        found.append(str(NEVER.get(way.never, way.never)))
    found += [_card(place, one, names) for place, one in enumerate(way.observations, 1)]
    if way.performed:
        found.append(
            ngettext("Besides these, do %(n)d more case or customer.", "Besides these, do %(n)d more cases or customers.", way.performed)
            % {"n": way.performed}
        )
    for kind, competency, percent in way.proofs:
        what = _("Pass the exam on %(node)s with %(percent)d %%.") if kind == "exam" else _("Rehearse %(node)s and reach %(percent)d %%.")
        found.append(what % {"node": node_word(competency), "percent": percent})
    if way.wait_until is not None:
        found.append(_("Not before %(day)s.") % {"day": day(way.wait_until)})
    return found


def _card(place: int, one: NextObservation, names: Mapping[str, str]) -> str:
    """“Case 2: as second (B), a refused one, in a new trade, seen by a mentor who has not seen you yet, at 3a.”"""
    parts = [role_word(one.role)]
    if one.kinds:
        parts.append(_("the case is: %(kinds)s") % {"kinds": _(" and ").join(kind_word(kind) for kind in one.kinds)})
    if one.new_industry:
        parts.append(_("in a trade not seen yet"))
    if one.difficulty > 1:
        parts.append(_("of difficulty %(level)d or more") % {"level": one.difficulty})
    parts.append(_mentor(one, names))
    if one.level:
        parts.append(_("judged at “%(level)s”") % {"level": level_word(one.level)})
    if one.score:
        parts.append(_("with %(score)d points or more") % {"score": one.score})
    return _("Case %(n)d: %(parts)s.") % {"n": place, "parts": _(", ").join(parts)}


def _mentor(one: NextObservation, names: Mapping[str, str]) -> str:
    if not one.mentor:
        return _("card from a further mentor") if one.new_mentor == 1 else _("card from one more further mentor")
    return _("card from %(name)s") % {"name": names[one.mentor]} if one.mentor in names else _("card from a mentor you had before")


def status_words(status: str) -> str:
    return {
        "ready": pgettext("certification", "ready for the panel"),
        "not_yet": pgettext("certification", "not yet"),
        "no_cases": pgettext("certification", "no cases yet"),
        "reached": pgettext("certification", "reached"),
    }.get(status, status)


def until_words(until: date | None) -> str:
    return _("until %(day)s") % {"day": day(until)} if until else ""


def trouble_words(code: str) -> str:
    return {
        "fall": pgettext("certification", "under review"),
        "suspended": pgettext("certification", "suspended"),
        "lapsed": pgettext("certification", "lapsed"),
    }.get(code, code)


def qualification_words(lacking: Mapping[str, Any]) -> str:
    """Where the independent qualification is not reached yet."""
    parts = [f"{node_word(node)} {level}" for node, level in lacking.items()]
    return _("Still missing: %(parts)s.") % {"parts": pgettext("enumeration", "; ").join(parts)}


def trade_word(code: str) -> str:
    """A trade as the loan cases name it; an unknown code as it is."""
    return str(Trade(code).label) if code in Trade.values else code


def growth_words(found: Growth) -> str:
    """The trend in one sentence; no slope is named below five weeks."""
    if found.slope is None:
        return _("Too few weeks with cards for a trend.")
    slope = found.slope
    values = {name: f"{getattr(slope, field):+.2f}" for name, field in (("slope", "value"), ("low", "low"), ("high", "high"))}
    values["p"] = f"{slope.p:.3f}"
    if found.trend == "rising":
        return _("Rising: %(slope)s levels a week (%(low)s to %(high)s; Kendall p = %(p)s).") % values
    if found.trend == "falling":
        return _("Falling: %(slope)s levels a week (%(low)s to %(high)s; Kendall p = %(p)s).") % values
    return _("No clear trend (%(low)s to %(high)s levels a week; Kendall p = %(p)s).") % values
