"""What follows the first camp: mentors recognised, graduates admitted, cases, cards, and one who went the whole way at 调查."""

from collections.abc import Mapping, Sequence

from lms.cohorts.models import Cohort
from lms.operations.models import LoanCase
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import User

from .casework import open_loan_office
from .development import plan_ahead
from .ledgers import keep_ledgers
from .observation import Seen, agree, ask_and_plan, open_cases, watch
from .panel import admit, call_next, hold, recognise_mentors
from .people import pair_mentors
from .story import Stage

OBSERVER, SECOND, LEAD = CaseRole.OBSERVER, CaseRole.SECOND, CaseRole.LEAD
ONE, TOGETHER, PRESENT = Entrustment.OBSERVE, Entrustment.TOGETHER, Entrustment.PRESENT
RECHECKED, KEY = Entrustment.RECHECKED, Entrustment.KEY_POINTS


def practise_after_camp(stage: Stage, cohort: Cohort, trainees: Mapping[str, User], mentees: Sequence[User]) -> None:
    """In the order in which it happened, because each step asks what the one before granted."""
    staff, calendar, now = stage.staff, stage.calendar, stage.now
    recognise_mentors(staff=staff, at=calendar.at(calendar.day(-95), 9))
    admit(cohort=cohort, staff=staff, at=calendar.at(calendar.day(-48), 9))
    pair_mentors(mentor=staff["mentor1"], mentees=list(mentees), since=calendar.monday(-6))
    open_loan_office(nodes=stage.nodes, staff=staff, calendar=calendar, now=now)
    cases = open_cases(actor=staff["hr1"], calendar=calendar)
    _to_solo(stage, trainees["trainee05"], cases)
    _halfway(stage, trainees, cases)
    ask_and_plan(mentees=mentees, mentor=staff["mentor1"], cases=cases, calendar=calendar)
    agree(mentor=staff["mentor1"], mentee=mentees[0], calendar=calendar)
    plan_ahead(mentor=staff["mentor1"], person=trainees["trainee01"], calendar=calendar)
    keep_ledgers(nodes=stage.nodes, staff=staff, people=list(mentees), calendar=calendar, now=now)
    call_next(staff=staff, trainees=trainees, calendar=calendar, now=now)


def _to_solo(stage: Stage, person: User, cases: Sequence[LoanCase]) -> None:
    """Three cases watched, five taken part in, five led under a mentor's eye, and a panel after each stage."""
    first, other = stage.staff["mentor1"], stage.staff["mentor2"]
    calendar = stage.calendar
    watched = [
        Seen(place, OBSERVER, first if place % 2 else other, ONE, ahead) for place, ahead in ((0, ONE), (1, TOGETHER), (2, TOGETHER))
    ]
    watch(mentee=person, cases=cases, seen=watched, calendar=calendar)
    hold(staff=stage.staff, title="第一次认证评审会", held_on=calendar.at(calendar.weekday(-40), 14),
         asked=[(person, "investigation", "2a", "certified")], exception="")  # fmt: skip
    part = [Seen(place, SECOND, first if place % 2 else other, TOGETHER if place < 5 else PRESENT, RECHECKED if place > 5 else PRESENT)
            for place in range(3, 8)]  # fmt: skip
    watch(mentee=person, cases=cases, seen=part, calendar=calendar)
    hold(staff=stage.staff, title="第二次认证评审会", held_on=calendar.at(calendar.weekday(-23), 14),
         asked=[(person, "investigation", "3a", "certified")], exception="")  # fmt: skip
    led = [Seen(place, LEAD, other if place % 2 else first, RECHECKED if place < 11 else KEY, KEY, score)
           for place, score in zip(range(8, 13), (82, 85, 88, 86, 90), strict=True)]  # fmt: skip
    watch(mentee=person, cases=cases, seen=led, calendar=calendar)
    hold(staff=stage.staff, title="上月认证评审会", held_on=calendar.at(calendar.weekday(-8), 14),
         asked=[(person, "investigation", "4", "certified")], exception="")  # fmt: skip


def _halfway(stage: Stage, trainees: Mapping[str, User], cases: Sequence[LoanCase]) -> None:
    """One takes part by now, another was told not yet."""
    mentor, other = stage.staff["mentor1"], stage.staff["mentor2"]
    calendar, first, second = stage.calendar, trainees["trainee01"], trainees["trainee03"]
    watch(mentee=first, cases=cases, seen=[Seen(place, OBSERVER, mentor if place else other, ONE, TOGETHER) for place in (0, 3, 6)],
          calendar=calendar)  # fmt: skip
    watch(mentee=second, cases=cases, seen=[Seen(place, OBSERVER, mentor, ONE, ONE) for place in (1, 5)], calendar=calendar)
    hold(
        staff=stage.staff,
        title="中旬认证评审会",
        held_on=calendar.at(calendar.weekday(-20), 9),
        asked=[(first, "investigation", "2a", "certified"), (second, "investigation", "2a", "not_yet")],
    )
    watch(mentee=first, cases=cases, seen=[Seen(place, SECOND, mentor if place % 2 else other, TOGETHER, PRESENT) for place in (9, 11)],
          calendar=calendar)  # fmt: skip
