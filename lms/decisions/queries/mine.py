"""A trainee's own side: parts of the standard before anything is published, letters after."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone
from django.utils.translation import get_language

from lms.cohorts.queries import current_enrolment
from lms.people.models import User

from ..domain.collect import Candidate, collect
from ..domain.rule import Component, Rule, read_rule
from ..domain.scoring import Part, score_part
from ..enums import RuleState
from ..models import RuleVersion
from .facts import facts_for
from .receipts import counts_from, in_force_from, receipts_of
from .scope import rules_to_read


@dataclass(frozen=True)
class PartState:
    """One part of the rule: ``met``, ``not_met``, ``open`` (no score yet), ``no_minimum`` or ``excused``; never a number."""

    code: str
    name: str
    name_en: str
    gate: bool
    state: str

    @property
    def words(self) -> str:
        """The part's name in the reader's language."""
        return self.name_en if self.name_en and (get_language() or "").startswith("en") else self.name


@dataclass(frozen=True)
class MyStanding:
    """Where a person stands against the standard, before anything is published."""

    version: RuleVersion
    acknowledged: bool
    in_force: bool
    parts: tuple[PartState, ...]

    @property
    def met(self) -> int:
        return sum(part.state == "met" for part in self.parts)

    @property
    def counted(self) -> int:
        return sum(part.state != "no_minimum" for part in self.parts)


def my_standing_summary(user: User) -> MyStanding | None:
    """Each part of the rule of the person's present class, met or not; None without a locked rule. Constant queries."""
    enrolment = current_enrolment(user)
    if enrolment is None:
        return None
    version = rules_to_read(user).filter(cohort_id=enrolment.cohort_id, state=RuleState.LOCKED).first()
    if version is None:
        return None
    rule = read_rule(version.text.body)
    receipts = receipts_of(version)
    mine = next((receipt for receipt in receipts if receipt.enrolment.user_id == user.pk), None)
    in_force = in_force_from(version, receipts)
    acknowledged = mine is not None and mine.at is not None
    if mine is None or in_force is None:
        return MyStanding(version, acknowledged, False, tuple(_nothing_yet(rule)))
    start = version.cohort.starts_on
    candidate = Candidate(user.key, user.name, enrolment.legal_footing, counts_from(mine, in_force))
    opens_at = timezone.make_aware(datetime.combine(start, time.min))
    collected = collect(rule, [candidate], facts_for(version.cohort, [user.key], rule), opens_at=opens_at)
    person = collected.inputs.people[0]
    parts = []
    for component in rule.components:
        part = score_part(component, person.score(component.code))
        parts.append(PartState(component.code, component.name, component.name_en, component.gate, _state(component, part)))
    return MyStanding(version, acknowledged, True, tuple(parts))


def _nothing_yet(rule: Rule) -> list[PartState]:
    return [PartState(one.code, one.name, one.name_en, one.gate, "no_minimum" if one.floor is None else "open") for one in rule.components]


def _state(component: Component, part: Part) -> str:
    if component.floor is None:
        return "no_minimum"
    if part.floor_met is None:
        return "excused" if part.status == "excused" else "open"
    return "met" if part.floor_met else "not_met"
