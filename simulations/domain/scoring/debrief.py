"""After the reveal: what there was, where it could be seen, what this person did, and one action for next time."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from .key import Key, KeyPlanted
from .part import Part, shown
from .score import Score
from .work import Work


@dataclass(frozen=True)
class Seen:
    """A place where something could be noticed, and whether this person looked there."""

    id: str
    title: str
    looked: bool


@dataclass(frozen=True)
class Revealed:
    """One planted thing side by side with what was done about it."""

    id: str
    code: str
    amount: Decimal
    harmless: bool
    places: tuple[Seen, ...]
    checks: tuple[tuple[str, bool], ...]  # check id, done
    found: bool


@dataclass(frozen=True)
class Action:
    """One thing to do differently: a code to translate, and what it is about (an evidence, check, line or topic)."""

    code: str
    about: str = ""


@dataclass(frozen=True)
class Debrief:
    revealed: tuple[Revealed, ...]
    imagined: tuple[str, ...]
    wanted: str
    proposed: str
    action: Action

    def json(self) -> dict[str, Any]:
        return {
            "revealed": [
                {
                    "id": each.id,
                    "code": each.code,
                    "amount": shown(each.amount),
                    "harmless": each.harmless,
                    "found": each.found,
                    "places": [{"id": place.id, "title": place.title, "looked": place.looked} for place in each.places],
                    "checks": [{"id": check, "done": done} for check, done in each.checks],
                }
                for each in self.revealed
            ],
            "imagined": list(self.imagined),
            "wanted": self.wanted,
            "proposed": self.proposed,
            "action": {"code": self.action.code, "about": self.action.about},
        }


def debrief(key: Key, work: Work, score: Score) -> Debrief:
    codes = {each.code for each in key.planted}
    found = {finding.code for finding in work.findings}
    proposal, right = work.proposal, key.answer
    return Debrief(
        revealed=tuple(_revealed(key, each, work, each.code in found) for each in key.planted),
        imagined=tuple(sorted(found - codes)),
        wanted=f"{right.result} {shown(right.amount)}",
        proposed=f"{proposal.result} {shown(proposal.amount)}" if proposal else "",
        action=_action(key, work, score),
    )


def _revealed(key: Key, each: KeyPlanted, work: Work, found: bool) -> Revealed:
    places = tuple(Seen(name, key.sources[name].title, name in work.seen) for name in each.evidence if name in key.sources)
    done = {check.key for check in work.checks}
    return Revealed(each.id, each.code, each.amount, each.harmless, places, tuple((check, check in done) for check in each.checks), found)


def _action(key: Key, work: Work, score: Score) -> Action:
    """The part that cost most points decides; within it the heaviest line that was lost."""
    lost = {part.code: score.rule.weights[part.code] * (1 - part.share) for part in score.parts}
    worst = max(score.parts, key=lambda part: lost[part.code])
    if not lost[worst.code]:
        return Action("keep_going")
    if worst.code == "inconsistencies":
        return _missed(key, work, worst)
    line = min((each for each in worst.lines if each.weight), key=lambda each: (each.share, -each.weight))
    return Action(f"{worst.code}_{line.reason}", line.item)


def _missed(key: Key, work: Work, part: Part) -> Action:
    """Point to the cheapest unseen place of the first thing missed; else to the check that nobody did."""
    for each in key.planted:
        if each.code in {finding.code for finding in work.findings}:
            continue
        unseen = [key.sources[name] for name in each.evidence if name in key.sources and name not in work.seen]
        if unseen:
            return Action("look_there", min(unseen, key=lambda source: (source.minutes, source.id)).id)
        return Action("do_the_check", each.checks[0] if each.checks else each.id)
    return Action("clear_before_flagging", next((line.item for line in part.lines if line.reason == "imagined"), ""))
