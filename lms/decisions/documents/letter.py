"""A person's result as a letter in plain words: the same sentences on the page and on paper. It names nobody else."""

from dataclasses import dataclass
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from ..domain.exact import fixed
from ..domain.explain import Explanation, PartFact, explain
from ..domain.rule import read_rule
from ..enums import Choice, DecisionState
from ..models import Decision, Standing
from ..queries.meeting_page import HALF_WIDTH
from .words import words


@dataclass(frozen=True)
class Section:
    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """Everything a person is told; ``parts`` is the table that goes with it."""

    title: str
    greeting: str
    sections: tuple[Section, ...]
    parts: tuple[PartFact, ...]
    explanation: Explanation


def letter_for(standing: Standing) -> Letter:
    """The letter about one standing of a published decision; ``decision.run``, ``user`` and ``outcome`` should be loaded."""
    decision = standing.decision
    rule = read_rule(decision.run.rule)
    facts = explain(rule, decision.run.result, standing.user.key)
    sections = [
        _outcome(standing),
        Section(_("What was measured"), tuple(_measured(facts))),
        Section(_("Where you stand"), tuple(_position(facts))),
        Section(_("What would have changed it"), tuple(_changes(facts))),
        Section(_("What happens next"), tuple(_next(standing))),
        Section(_("How to ask, reply or appeal"), tuple(_ask(decision))),
    ]
    return Letter(
        title=_("Explanation of your result"),
        greeting=_("%(name)s, this is the result of your comprehensive evaluation and how it came about.") % {"name": standing.user.name},
        sections=tuple(section for section in sections if section and section.paragraphs),
        parts=facts.parts,
        explanation=facts,
    )


def part_name(part: PartFact) -> str:
    return part.name_en if part.name_en and (get_language() or "").startswith("en") else part.name


def _outcome(standing: Standing) -> Section | None:
    outcome = getattr(standing, "outcome", None)
    if outcome is None:
        return None
    meeting = getattr(standing.decision, "meeting", None)
    held = date_format(meeting.held_at, "DATE_FORMAT") if meeting else ""
    decided = _("People decided this in a meeting on %(day)s, not a computer: %(outcome)s.") % {
        "day": held,
        "outcome": Choice(outcome.choice).label,
    }
    return Section(_("What was decided"), (decided, _("Reasons: %(reasons)s") % {"reasons": outcome.reasons}))


def _measured(facts: Explanation) -> list[str]:
    if facts.points is None:
        why = words("reason", [reason for reason, _component in facts.reasons])
        return [_("There is no total yet: %(why)s. Nothing was decided from parts alone.") % {"why": why}]
    found = [_("Your points are %(points)s of 100, the parts taken together by their weights.") % {"points": facts.points}]
    if facts.standard is not None:
        found.append(_against_standard(facts))
    if facts.error is not None and facts.points is not None:
        low, high = _interval(facts.points, facts.error)
        found.append(
            _("Every measurement has an error. In about 90 of 100 such cases the true level lies between %(low)s and %(high)s points.")
            % {"low": low, "high": high}
        )
    else:
        found.append(_("How exact this measurement is, nobody knows; so it only advises the people who decide."))
    return found


def _interval(points: str, error: str) -> tuple[str, str]:
    width = HALF_WIDTH * Fraction(error)
    return fixed(max(Fraction(), Fraction(points) - width), 1), fixed(min(Fraction(100), Fraction(points) + width), 1)


def _against_standard(facts: Explanation) -> str:
    values = {"standard": facts.standard}
    if facts.gate_failures:
        names = "、".join(part_name(part) for part in facts.parts if part.code in facts.gate_failures)
        return _("The standard is %(standard)s points, and some parts must be passed by themselves. Not passed yet: %(names)s.") % {
            **values,
            "names": names,
        }
    if facts.zone == "REVIEW":
        return (
            _(
                "The standard is %(standard)s points. You are so near to it that this measurement can't tell on which side you truly are; "
                "that is why an independent re-assessment comes before anything that would cost you your place."
            )
            % values
        )
    if facts.met_standard:
        return _("The standard is %(standard)s points: you meet it.") % values
    return _("The standard is %(standard)s points: you don't meet it yet.") % values


def _position(facts: Explanation) -> list[str]:
    if facts.rank is None:
        return [_("You have no position in the ranking, and none was used.")]
    found = [_("You are number %(rank)d of %(count)d who are ranked.") % {"rank": facts.rank, "count": facts.ranked}]
    if facts.tied:
        found[0] += " " + _same(facts.tied)
    if facts.rank_interval is not None and facts.rank_interval[0] != facts.rank_interval[1]:
        low, high = facts.rank_interval
        found.append(_("Given the error of measurement, any place from %(low)d to %(high)d is possible.") % {"low": low, "high": high})
    if facts.group_median is not None and facts.distance_to_group_median is not None:
        found.append(
            _beside_the_middle(Fraction(facts.distance_to_group_median))
            % {"median": facts.group_median, "distance": facts.distance_to_group_median.removeprefix("-")}
        )
    if facts.line_places and facts.chance_last_of_100 is not None:
        found.append(
            _("Of 100 people with results like yours about %(count)d truly belong to the last %(places)d.")
            % {"count": facts.chance_last_of_100, "places": facts.line_places}
        )
    found.append(_("A position compares people with each other. It is no proof that somebody is unfit, and it decides nothing by itself."))
    return found


def _same(others: int) -> str:
    return ngettext("%(count)d other person has the same.", "%(count)d others have the same.", others) % {"count": others}


def _beside_the_middle(distance: Fraction) -> str:
    if not distance:
        return _("The middle of the group is %(median)s points, just where you are.")
    if distance > 0:
        return _("The middle of the group is %(median)s points; you are %(distance)s above it.")
    return _("The middle of the group is %(median)s points; you are %(distance)s below it.")


def _changes(facts: Explanation) -> list[str]:
    found = [
        _("%(points)s more points in %(part)s would have passed that part.") % {"points": part.points_to_gate, "part": part_name(part)}
        for part in facts.parts
        if part.points_to_gate
    ]
    reachable = [part for part in facts.parts if part.points_to_standard and part.standard_reachable]
    if reachable:
        each = "；".join(f"{part_name(part)} +{part.points_to_standard}" for part in reachable)
        found.append(_("To reach the standard, one of these alone would have been enough: %(parts)s.") % {"parts": each})
    elif any(part.points_to_standard for part in facts.parts):
        found.append(_("No single part alone would have been enough to reach the standard; several have to improve."))
    strongest = max((part for part in facts.parts if part.from_group_median), key=_apart, default=None)
    weakest = min((part for part in facts.parts if part.from_group_median), key=_apart, default=None)
    if strongest is not None and weakest is not None and strongest is not weakest:
        found.append(
            _("Compared with the group, %(strong)s helped you most and %(weak)s least.")
            % {"strong": part_name(strongest), "weak": part_name(weakest)}
        )
    return found


def _apart(part: PartFact) -> Fraction:
    return Fraction(part.from_group_median or 0)


NEXT = {
    Choice.PASS: lambda: _("You go on to practice. Your mentor and the timetable come with a separate notice."),
    Choice.FURTHER_TRAINING: lambda: _(
        "You get further training where you lack something, and are then assessed again. You keep your place."
    ),
    Choice.REASSESS: lambda: _("Somebody who has not judged you before assesses you again. Until then nothing changes for you."),
    Choice.TRANSFER: lambda: _("The personnel office will talk with you about another post. Nothing happens without that talk."),
    Choice.DOES_NOT_CONTINUE: lambda: _(
        "You don't go on in this programme. This says nothing about your employment, which follows the law and its own procedure."
    ),
}


def _next(standing: Standing) -> list[str]:
    outcome = getattr(standing, "outcome", None)
    return [] if outcome is None else [NEXT[Choice(outcome.choice)]()]


def _ask(decision: Decision) -> list[str]:
    if decision.state == DecisionState.FINAL:
        return [_("This decision is final since %(day)s. The personnel office answers questions.") % {"day": _day(decision)}]
    if decision.state == DecisionState.SUPERSEDED:
        return [_("This version was replaced by a newer one.")]
    until = date_format(decision.window_ends_on, "DATE_FORMAT") if decision.window_ends_on else ""
    return [
        _("Until %(day)s you can reply, appeal, or ask that a person explains and decides. Each is answered in writing.") % {"day": until},
        _("The answer comes from somebody who neither judged you nor made this ranking. An appeal never counts against you."),
    ]


def _day(decision: Decision) -> str:
    return date_format(decision.final_at, "DATE_FORMAT") if decision.final_at else ""
