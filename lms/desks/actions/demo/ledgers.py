"""The ledgers of the demonstration: a grid, three weeks of visits, loans with their figures, days and a report of last week."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from lms.operations.actions.contracts import import_contracts
from lms.operations.actions.days import close_day, comment_day, write_day
from lms.operations.actions.grid import give_area, keep_area
from lms.operations.actions.visits import NewVisit, record_visit
from lms.operations.domain.contract_rows import Row
from lms.operations.models import GridArea, Visit
from lms.people.models import Organisation, User
from lms.toolkit.working_days import is_working_day

from .calendar import DemoCalendar

AREAS = (
    ("南门街", 1, 1, 18), ("鼓楼市场", 1, 2, 30), ("北关路", 1, 3, 14), ("建材城", 2, 1, 22), ("果品批发市场", 2, 2, 26),
    ("河湾村", 2, 3, 9), ("车站路", 3, 1, 16), ("工业园东区", 3, 2, 12),
)  # fmt: skip
SHOPS = (
    ("顺达五金", "retail"), ("老街牛肉面馆", "catering"), ("永兴粮油", "wholesale"), ("春耕农资", "crops"), ("宏发建材", "building"),
    ("小河鲜果", "wholesale"), ("利民药房", "retail"), ("同福汽修", "services"), ("绿源养殖", "livestock"), ("鑫鑫百货", "retail"),
    ("佳味早点", "catering"), ("远达货运", "transport"), ("东方木业", "processing"), ("阿芳裁缝", "services"), ("四季水果", "retail"),
)  # fmt: skip
OWNERS = ("王小明", "李桂兰", "张国富", "陈美华", "周建平", "吴秀英")
TALKS = (
    ("talked", "A"),
    ("talked", "B"),
    ("talked", "B"),
    ("talked", "C"),
    ("talked", "D"),
    ("staff", ""),
    ("absent", ""),
    ("declined", ""),
)
OBJECTIONS = ("", "no_need", "interest", "paperwork", "online", "collateral")


def lay_grid(*, branch: Organisation, people: list[User], actor: User, on: date) -> list[GridArea]:
    assert actor.bank is not None
    made = []
    for place, (name, row, column, merchants) in enumerate(AREAS):
        area = keep_area(bank=actor.bank, branch=branch, name=name, row=row, column=column, merchants=merchants, actor=actor)
        if place < len(AREAS) - 1:
            give_area(area=area, people=[people[place % len(people)]], actor=actor, on=on)
        made.append(area)
    return made


def visit_streets(*, areas: list[GridArea], people: list[User], calendar: DemoCalendar, now: datetime) -> None:
    """The last area stays white; the last visits of today are not yet followed up."""
    dice = random.Random(41)
    number = 0
    for offset in range(-18, 1):
        day = calendar.day(offset)
        if not is_working_day(day):
            continue
        for place, person in enumerate(people):
            for hour in range(9, 9 + dice.choice((1, 2, 2, 3, 4))):
                # In the first half of each hour: nobody is with two customers at once.
                at = min(calendar.at(day, hour, dice.randrange(30)), now)
                number += 1
                _visit(dice, person, areas[(place + number) % (len(areas) - 1)], at, number, now)


def _visit(dice: random.Random, person: User, area: GridArea, at: datetime, number: int, now: datetime) -> Visit:
    shop, industry = SHOPS[number % len(SHOPS)]
    result, intent = dice.choice(TALKS)
    fields: dict[str, object] = {"merchant": f"{shop}（{area.name}）", "industry": industry, "result": result, "consent": "none"}
    if intent:
        fields |= {"intent": intent, "consent": "spoken", "minutes": dice.choice((8, 12, 15, 25)), "objection": dice.choice(OBJECTIONS)}
    if intent in {"A", "B"}:
        later = at.date() + timedelta(days=dice.choice((2, 3, 5, 20)))
        fields |= {"need_amount": Decimal(dice.choice((8, 15, 20, 30, 50)) * 10000), "need_purpose": "备货", "need_months": 12}
        fields |= {"next_on": later, "next_action": dice.choice(("带还款方案", "看进货单", "约夫妻双方"))}
    entered = now if number % 17 == 0 else at + timedelta(minutes=6)
    new = NewVisit(
        client_key=f"demo-visit-{person.key[:8]}-{number:05d}", happened_at=at, fields=fields, area=area, operator=dice.choice(OWNERS),
        phone=f"138{dice.randrange(10**8):08d}", entered_at=min(entered, now),
    )  # fmt: skip
    visit, _new = record_visit(user=person, visit=new, now=min(entered, now))
    return visit


def keep_loans(*, bank: Organisation, people: list[User], calendar: DemoCalendar, actor: User, now: datetime) -> None:
    """Two months of figures: one loan has fallen behind, one is classified too mildly, some end soon."""
    for offset in (-35, -2):
        rows = [_loan(place, people[place % len(people)], calendar, offset) for place in range(14)]
        import_contracts(bank=bank, rows=rows, actor_key=actor.key, now=calendar.at(calendar.day(offset + 1), 9))


def _loan(place: int, manager: User, calendar: DemoCalendar, offset: int) -> Row:
    amount = Decimal((8, 12, 20, 30, 50)[place % 5] * 10000)
    paid_on, later = calendar.day(-330 + place * 17), offset > -10
    overdue = {3: 12, 6: 104}.get(place, 0) if later else 0
    return Row(
        line=place + 2, number=f"HT2026{place + 1:04d}", customer=f"K{place + 1:05d}", name=OWNERS[place % len(OWNERS)],
        phone=f"139{place:08d}", industry=SHOPS[place][1], manager=manager.employee_number,
        product=("credit", "guaranteed", "mortgaged")[place % 3], amount=amount, rate=Decimal("7.2"), term_months=12,
        repayment=("equal_payment", "interest_first")[place % 2], guarantee=("credit", "guarantor", "mortgage")[place % 3],
        paid_on=paid_on, due_on=paid_on + timedelta(days=365), balance=amount * (7 if later else 8) / 10, overdue_days=overdue,
        category="attention" if overdue else "normal", as_of=calendar.day(offset), tier="watched" if overdue else "ordinary",
        check_months=3, checked_on=paid_on + timedelta(days=14) if paid_on + timedelta(days=14) <= calendar.day(-40) else None,
        archive_number=f"DA2026-{place + 1:03d}",
    )  # fmt: skip


def fill_days(*, people: list[User], supervisor: User, calendar: DemoCalendar, now: datetime) -> None:
    """The last days, most of them closed in the evening; the supervisor has a word on one."""
    days = [day for day in (calendar.day(offset) for offset in range(-6, 0)) if is_working_day(day)]
    for place, person in enumerate(people):
        for day in days:
            evening = calendar.at(day, 18)
            plan = {"planned_visits": 4, "plan": "上午走访网格，下午复访意向客户", "meeting": "强调当日清", "problems": "", "support": ""}
            if place == 0 and day == days[-1]:
                plan |= {"problems": "市场店主上午忙，谈不深", "support": "请师傅下午同去一次"}
            write_day(person=person, day=day, fields=plan, now=evening)
            if (place + day.day) % 5:
                close_day(person=person, day=day, now=evening)
    if days:
        comment_day(person=people[0], day=days[-1], comment="明天下午我和你一起去，先把三户意向 B 的资料备齐。", actor=supervisor, now=now)


def keep_ledgers(
    *, nodes: dict[str, Organisation], staff: dict[str, User], people: list[User], calendar: DemoCalendar, now: datetime
) -> None:
    areas = lay_grid(branch=nodes["chengguan"], people=people, actor=staff["hr1"], on=timezone.localdate(now) - timedelta(days=20))
    visit_streets(areas=areas, people=people, calendar=calendar, now=now)
    keep_loans(bank=nodes["bank"], people=people, calendar=calendar, actor=staff["hr1"], now=now)
    fill_days(people=people, supervisor=staff["mentor1"], calendar=calendar, now=now)
