"""Practice after the camp: real cases, trainees beside their mentor, cards given and cards that wait, an agreement and talks."""

from datetime import date, timedelta

from django.utils import timezone

from lms.operations.actions.cards import CardIn, give_card
from lms.operations.actions.mentoring import confirm_talk, sign_agreement, write_agreement, write_talk
from lms.operations.actions.notes import write_note
from lms.operations.actions.parts import ask_for_card, start_part
from lms.operations.actions.shadow import open_case
from lms.operations.domain.behaviours import behaviours_of
from lms.operations.models import CasePart, LoanCase
from lms.people.actions import grant_authority
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import Mentorship, User
from lms.toolkit.random_ids import public_id

from .calendar import DemoCalendar

NODES = ("marketing", "acceptance", "admission", "investigation", "report", "approval", "post_loan")
# number, trade, band, difficulty, kinds, days ago
CASES = (
    ("XD20260911", "retail", "to_30", "easy", ("first_loan",), 38),
    ("XD20260918", "catering", "to_10", "medium", ("first_loan",), 31),
    ("XD20260926", "livestock", "to_30", "hard", ("seasonal",), 24),
    ("XD20261009", "processing", "to_50", "medium", ("renewal",), 16),
    ("XD20261015", "transport", "to_30", "hard", ("hidden_debt",), 9),
    ("XD20261021", "wholesale", "to_50", "medium", ("returned",), 4),
)
SENTENCES = (
    "进店先看货架和后仓，再问进货，顺序对了。",
    "毛利问得细，但没有追问旺季压货的资金从哪来。",
    "存栏数自己点过一遍，和饲料账对得上，踏实。",
    "客户绕开负债时能再问一次，语气也稳。",
)
SAW, WOULD = (
    "师傅先绕店一圈看库存，再坐下来看微信流水；老板说的日营业额和流水差一成，师傅当场问清是现金部分。",
    "我会先问淡旺季，再看流水。还不明白家庭开支怎么估。",
)


def practise(*, mentor: User, other: User | None, mentees: list[User], calendar: DemoCalendar, actor: User) -> None:
    """The mentor is certified by resolution, the mentees may observe, the first of them takes part; one card waits for each."""
    since = calendar.at(calendar.day(-45), 9)
    for node in NODES:
        for certified in filter(None, (mentor, other)):
            grant_authority(user=certified, node=node, level=Entrustment.CERTIFIED, actor_key=actor.key, reason="首批认定", now=since)
        for number, mentee in enumerate(mentees):
            level = Entrustment.TOGETHER if number == 0 else Entrustment.OBSERVE
            grant_authority(user=mentee, node=node, level=level, actor_key=actor.key, reason="结训，准予进入实习", now=since)
    cases = [_case(actor, row, calendar) for row in CASES]
    for place, case in enumerate(cases[:4]):
        _card(_part(case, mentees[place % len(mentees)], mentor, calendar), place, calendar)
    waiting = _part(cases[4], mentees[0], mentor, calendar)
    ask_for_card(part=waiting, actor=mentees[0], now=calendar.at(calendar.day(-4), 18))
    _part(cases[5], mentees[-1], mentor, calendar)
    _agree(mentor, mentees[0], calendar)


def _case(actor: User, row: tuple[str, str, str, str, tuple[str, ...], int], calendar: DemoCalendar) -> LoanCase:
    number, trade, band, difficulty, kinds, ago = row
    assert actor.bank is not None
    day = calendar.day(-ago)
    return open_case(
        bank=actor.bank, number=number, industry=trade, product="credit", amount_band=band, opened_on=day, difficulty=difficulty,
        kinds=kinds, node="investigation", actor=actor, now=calendar.at(day, 10),
    )  # fmt: skip


def _part(case: LoanCase, mentee: User, mentor: User, calendar: DemoCalendar) -> CasePart:
    role = CaseRole.OBSERVER
    return start_part(
        case=case, node="investigation", trainee=mentee, mentor=mentor, role=role, started_by=mentor, now=calendar.at(case.opened_on, 11)
    )


def _card(part: CasePart, place: int, calendar: DemoCalendar) -> None:
    day: date = part.case.opened_on + timedelta(days=1)
    first, second = behaviours_of(part.node)[place % 3 :: 3][:2]
    if place < 3:
        write_note(part=part, actor=part.trainee, saw=SAW, would_do=WOULD, now=calendar.at(day, 17))
    card = CardIn(
        client_key=public_id(),
        observed_on=day,
        level=Entrustment.OBSERVE,
        level_ahead=Entrustment.TOGETHER if place else Entrustment.OBSERVE,
        behaviours={first.code: 2, second.code: 2 + place % 2},
        red_line=False,
        sentence=SENTENCES[place % len(SENTENCES)],
        seconds=44,
    )
    give_card(part=part, mentor=part.mentor, card=card, now=calendar.at(day, 19))


def _agree(mentor: User, mentee: User, calendar: DemoCalendar) -> None:
    pair = Mentorship.objects.filter(mentor=mentor, mentee=mentee).latest("starts_on")
    goals = "三个月内跟满五件调查，覆盖两个行业\n独立写出两份调查报告，退改不超过一次\n每周五下班前面谈半小时"
    begins = pair.starts_on
    agreement = write_agreement(
        pair=pair, starts_on=begins, ends_on=begins + timedelta(days=120), goals=goals, actor=mentor, now=calendar.at(begins, 15)
    )
    sign_agreement(agreement=agreement, actor=mentor, now=calendar.at(begins, 16))
    for week, about in ((1, "第一周跟件小结：看货与看账的顺序"), (2, "怎样问家庭开支和民间借款")):
        day = begins + timedelta(days=7 * week + 4)
        if day <= timezone.localdate():
            talk = write_talk(
                pair=pair, held_on=day, minutes=30, about=about, agreed="下周由徒弟主问一户", actor=mentee, now=calendar.at(day, 18)
            )
            if week == 1:
                confirm_talk(talk=talk, actor=mentor, now=calendar.at(day, 20))
