"""A person at the nodes as lines to read, for pages and sheets alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.templatetags.design_formats import day

from ..domain.certification.lapse import WayBack
from ..queries.certification_pages import NodeState, PersonState
from .certification_words import fall_sentence, level_word
from .profile_words import node_word, target_word
from .verdict_words import mark_words, missing_sentence, status_words, trouble_words, way_steps

TONES = {"ready": "decide", "not_yet": "neutral", "no_cases": "neutral", "reached": "good"}


@dataclass(frozen=True)
class NodeLine:
    """``state`` and ``tone`` make the badge (``mark`` where there is little room); ``missing`` is one sentence about ``lacking`` things."""

    node: str
    name: str
    level: str
    level_words: str
    target: str
    target_words: str
    state: str
    mark: str
    tone: str
    missing: str
    lacking: int
    steps: tuple[str, ...]
    notes: tuple[str, ...]
    advice: str
    no_cases: bool
    troubled: bool


def node_line(one: NodeState, names: Mapping[str, str], *, steps: bool = True) -> NodeLine:
    verdict = one.verdict
    no_cases = verdict.status == "no_cases"
    way = verdict.way if steps else None
    return NodeLine(
        node=one.node,
        name=node_word(one.node),
        level=one.level,
        level_words=level_word(one.level),
        target=verdict.target,
        target_words=target_word(verdict.target),
        state=trouble_words(one.trouble) if one.trouble else status_words(verdict.status),
        mark=trouble_words(one.trouble) if one.trouble else mark_words(verdict.status),
        tone="bad" if one.trouble else TONES[verdict.status],
        missing="" if no_cases or verdict.status == "reached" else missing_sentence(verdict.lacking, names),
        lacking=len(verdict.lacking),
        steps=tuple(way_steps(way, names)) if way is not None else (),
        notes=tuple(notes_of(one)),
        advice=_advice(one, names),
        no_cases=no_cases,
        troubled=bool(one.trouble),
    )


def _advice(one: NodeState, names: Mapping[str, str]) -> str:
    """What holds nobody up, but is for the panel to weigh."""
    if not one.verdict.warnings or one.verdict.status not in ("ready", "not_yet"):
        return ""
    return _("Holds nobody up, but the panel is told: %(sentence)s") % {"sentence": missing_sentence(one.verdict.warnings, names)}


def notes_of(one: NodeState) -> list[str]:
    """Review, lapse and the way back, the level inside the stage that the last cards bear out."""
    found = []
    if one.verdict.fall is not None:
        found.append(fall_sentence(one.verdict.fall))
    if one.grant is not None and one.grant.on is not None:
        found += _grant_words(one)
    if one.back is not None:
        found.append(back_words(one.back))
    if one.verdict.working != one.level:
        found.append(_("The last cards bear out “%(level)s”.") % {"level": level_word(one.verdict.working)})
    return found


def _grant_words(one: NodeState) -> list[str]:
    assert one.grant is not None and one.grant.on is not None
    values = {"day": day(one.grant.on)}
    match one.grant.state, one.grant.reason:
        case "warning", "disuse":
            return [_("Lapses on %(day)s for want of use, unless a case is done before.") % values]
        case "warning", _date:
            return [_("Ends on %(day)s.") % values]
        case "lapsed", "disuse":
            return [_("Lapsed on %(day)s for want of use.") % values]
        case "lapsed", _date:
            return [_("Ended on %(day)s.") % values]
        case "suspended", _event:
            return [_("Suspended since %(day)s; only a panel lifts that.") % values]
    return []


def back_words(back: WayBack) -> str:
    if back.by == "panel":
        return _("The way back leads through a panel.")
    lack = max(0, back.need - back.have)
    if not lack:
        return _("The fresh cards that bring it back are there.")
    return ngettext("%(n)d fresh card under supervision brings it back.", "%(n)d fresh cards under supervision bring it back.", lack) % {
        "n": lack
    }


def next_of(state: PersonState, names: Mapping[str, str]) -> NodeLine | None:
    """Where a person who is not ready yet is nearest: the fewest cards away."""
    candidates = [one for one in state.nodes if one.verdict.status == "not_yet" and not one.trouble]
    if not candidates:
        return None
    return node_line(min(candidates, key=_distance), names)


def _distance(one: NodeState) -> int:
    way = one.verdict.way
    return 0 if way is None else len(way.observations) + way.performed + (100 if way.held or way.never else 0)
