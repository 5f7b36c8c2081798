"""Practice after the camp: real cases, trainees beside their mentor, cards given and cards that wait, an agreement and talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from lms.operations.actions.cards import CardIn, give_card
from lms.operations.actions.mentoring import confirm_talk, sign_agreement, write_agreement, write_talk
from lms.operations.actions.notes import write_note
from lms.operations.actions.parts import ask_for_card, start_part
from lms.operations.actions.shadow import open_case
from lms.operations.domain.behaviours import behaviours_of
from lms.operations.models import CasePart, LoanCase
from lms.people.enums import CaseRole, Entrustment
from lms.people.models import Mentorship, User
from lms.toolkit.random_ids import public_id

from .calendar import DemoCalendar

NODE = "investigation"
# number, trade, band, difficulty, kinds, days ago
CASES = (
    ("XD20260901", "retail", "to_30", "easy", ("first_loan",), 47),
    ("XD20260903", "catering", "to_10", "medium", ("first_loan",), 46),
    ("XD20260905", "livestock", "to_30", "hard", ("seasonal",), 45),
    ("XD20260910", "processing", "to_50", "medium", ("renewal",), 36),
    ("XD20260912", "transport", "to_30", "medium", ("refused", "hidden_debt"), 34),
    ("XD20260914", "wholesale", "to_50", "medium", ("returned",), 32),
    ("XD20260917", "services", "to_10", "easy", ("first_loan",), 29),
    ("XD20260919", "crops", "to_30", "hard", ("seasonal", "renewal"), 27),
    ("XD20260924", "retail", "to_30", "medium", ("first_loan",), 20),
    ("XD20260926", "building", "to_50", "hard", ("hidden_debt",), 18),
    ("XD20260928", "catering", "to_30", "medium", ("renewal",), 16),
    ("XD20261001", "wholesale", "to_50", "hard", ("returned",), 14),
    ("XD20261005", "processing", "to_30", "medium", ("first_loan",), 12),
    ("XD20261015", "transport", "to_30", "hard", ("hidden_debt",), 5),
    ("XD20261021", "retail", "to_10", "easy", ("first_loan",), 4),
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


@dataclass(frozen=True)
class Seen:
    """A card to be given: the case by its place in ``CASES``, as what, by whom, looking back and ahead, points."""

    case: int
    role: CaseRole
    mentor: User
    level: Entrustment
    ahead: Entrustment
    score: int | None = None


def open_cases(*, actor: User, calendar: DemoCalendar) -> list[LoanCase]:
    return [_case(actor, row, calendar) for row in CASES]


def _case(actor: User, row: tuple[str, str, str, str, tuple[str, ...], int], calendar: DemoCalendar) -> LoanCase:
    number, trade, band, difficulty, kinds, ago = row
    assert actor.bank is not None
    day = calendar.day(-ago)
    return open_case(
        bank=actor.bank, number=number, industry=trade, product="credit", amount_band=band, opened_on=day, difficulty=difficulty,
        kinds=kinds, node=NODE, actor=actor, now=calendar.at(day, 10),
    )  # fmt: skip


def watch(*, mentee: User, cases: Sequence[LoanCase], seen: Sequence[Seen], calendar: DemoCalendar) -> None:
    """Parts and cards in the order in which they happened."""
    for place, one in enumerate(seen):
        part = _part(cases[one.case], mentee, one.mentor, one.role, calendar)
        _card(part, one, place, calendar)


def ask_and_plan(*, mentees: Sequence[User], mentor: User, cases: Sequence[LoanCase], calendar: DemoCalendar) -> None:
    """One card waits because the trainee asked for it, one because the case goes on tomorrow."""
    waiting = _part(cases[13], mentees[0], mentor, CaseRole.SECOND, calendar)
    ask_for_card(part=waiting, actor=mentees[0], now=calendar.at(calendar.day(-4), 18))
    _part(cases[14], mentees[-1], mentor, CaseRole.OBSERVER, calendar)


def _part(case: LoanCase, mentee: User, mentor: User, role: CaseRole, calendar: DemoCalendar) -> CasePart:
    return start_part(
        case=case, node=NODE, trainee=mentee, mentor=mentor, role=role, started_by=mentor, now=calendar.at(case.opened_on, 11)
    )


def _card(part: CasePart, one: Seen, place: int, calendar: DemoCalendar) -> None:
    day: date = part.case.opened_on + timedelta(days=1)
    first, second = behaviours_of(part.node)[place % 3 :: 3][:2]
    if one.role == CaseRole.OBSERVER:
        write_note(part=part, actor=part.trainee, saw=SAW, would_do=WOULD, now=calendar.at(day, 17))
    card = CardIn(
        client_key=public_id(),
        observed_on=day,
        level=one.level,
        level_ahead=one.ahead,
        behaviours={first.code: 2, second.code: 2 + place % 2},
        red_line=False,
        score=one.score,
        sentence=SENTENCES[place % len(SENTENCES)],
        seconds=44,
    )
    give_card(part=part, mentor=part.mentor, card=card, now=calendar.at(day, 19))


def agree(*, mentor: User, mentee: User, calendar: DemoCalendar) -> None:
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
