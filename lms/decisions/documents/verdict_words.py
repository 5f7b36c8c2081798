"""What the certification engine found, as sentences: what is still missing, the shortest way there, why a card doesn't count."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from lms.evidence.enums import Industry
from lms.templatetags.design_formats import day

from ..domain.certification.checks import Check
from ..domain.certification.scale import SCALE
from ..domain.certification.way import NextObservation, Way
from .certification_words import STATUS, lacking_sentence, level_word
from .profile_words import NODE_WORDS, competency_word, kind_word, node_word, requirement_word

Words = Mapping[str, str | Promise]

ROLE: Words = {
    "observer": pgettext_lazy("case part", "watching"),
    "second": pgettext_lazy("case part", "as second (B)"),
    "lead": pgettext_lazy("case part", "as lead (A)"),
}
NEVER: Words = {"level_share": gettext_lazy("An earlier card below the level stands for good; ask the panel how to go on.")}
UNITS: Words = {
    "mentor_share": "%",
    "level_share": "%",
    "proof": "%",
}


def role_word(code: str) -> str:
    return str(ROLE.get(code, code))


def check_label(check: Check) -> str:
    """The requirement by name, with what makes it particular."""
    params = check.params
    if check.code == "kinds":
        return _(" or ").join(kind_word(kind) for kind in params["any_of"])
    if check.code == "proof":
        kind = _("Exam") if params["kind"] == "exam" else _("Rehearsal")
        return f"{kind} · {competency_word(params['competency'])}"
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


def missing_sentence(checks: Iterable[Check], names: Mapping[str, str]) -> str:
    """“Still missing: …” in one line; "" where nothing is."""
    parts = [lacking_sentence(check, {**NODE_WORDS, **names}) for check in checks]
    return _("Still missing: %(parts)s.") % {"parts": pgettext("enumeration", "; ").join(parts)} if parts else ""


def way_steps(way: Way, names: Mapping[str, str]) -> list[str]:
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
        found.append(what % {"node": competency_word(competency), "percent": percent})
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
    return str(STATUS.get(status, status))


def mark_words(status: str) -> str:
    """Short enough for a cell among nine; nothing where nothing has to happen."""
    return pgettext("certification mark", "ready") if status == "ready" else ""


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
    return str(Industry(code).label) if code in Industry.values else code
