"""A small loan office: cases in shadow, one folder under investigation, one loan that is overdue, signals to look at."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from lms.operations.actions import choose_mode, close_case, open_case
from lms.operations.actions.customers import add_customer, add_tie
from lms.operations.actions.folder import open_folder, save_admission
from lms.operations.actions.signals import raise_signals
from lms.operations.actions.steps import finish_step, sign_in_on_site
from lms.operations.enums import AdmissionItem
from lms.operations.models import LoanCase
from lms.people.models import Organisation, User

from .calendar import DemoCalendar
from .papers import attach_paper

# number, days ago, trade, product, amount in yuan, kinds, node, how it ended
SHADOW = (
    ("DK-2601", 88, "retail", "credit", 80_000, ("first_loan",), "approval", "running"),
    ("DK-2602", 80, "catering", "credit", 60_000, ("refused", "hidden_debt"), "approval", "refused"),
    ("DK-2603", 66, "wholesale", "guaranteed", 240_000, ("renewal",), "disbursement", "running"),
    ("DK-2604", 45, "crops", "farmer", 100_000, ("seasonal",), "report", ""),
    ("DK-2605", 31, "processing", "mortgaged", 420_000, ("returned",), "investigation", ""),
    ("DK-2606", 20, "services", "credit", 50_000, ("first_loan",), "admission", ""),
    ("DK-2607", 6, "livestock", "farmer", 150_000, ("seasonal", "first_loan"), "acceptance", ""),
)
# number, shown trade, name (invented), telephone, address, purpose, amount
FOLDERS = (
    ("KH-0001", "retail", "林巧云", "13900000101", "青禾县西街市场三区", "备秋冬服装", 180_000),
    ("KH-0002", "catering", "沈大有", "13900000102", "青禾县车站路", "更换厨房设备", 90_000),
)


def open_loan_office(*, nodes: dict[str, Organisation], staff: dict[str, User], calendar: DemoCalendar, now: datetime) -> None:
    """Two recognised managers work the cases as a pair."""
    bank, mentor, second, hr = nodes["bank"], staff["mentor1"], staff["mentor2"], staff["hr1"]
    _shadow(bank, nodes, mentor, second, hr, calendar)
    choose_mode(
        bank=bank, mode="full", reason="小微贷事业部新设，尚无信贷系统，先用本平台办理", actor=staff["leader1"], now=_at(calendar, -15)
    )
    cases = [_folder(bank, row, mentor, second, hr, calendar, place) for place, row in enumerate(FOLDERS)]
    for case in cases:
        add_tie(case=case, kind="guarantor", name="钱守义", phone="13900000199", actor=mentor)
    _investigate(cases[0], mentor, second, now)
    raise_signals(bank=bank, now=now)


def _at(calendar: DemoCalendar, days: int) -> datetime:
    return timezone.make_aware(datetime.combine(calendar.day(days), time(10)))


def _shadow(bank: Organisation, nodes: dict[str, Organisation], mentor: User, second: User, hr: User, calendar: DemoCalendar) -> None:
    branches = [node for key, node in nodes.items() if key != "bank"]
    for place, (number, ago, industry, product, amount, kinds, node, end) in enumerate(SHADOW):
        case = open_case(
            bank=bank, number=number, industry=industry, product=product, amount=Decimal(amount), opened_on=calendar.day(-ago), kinds=kinds,
            node=node, branch=branches[place % len(branches)], lead=mentor, second=second, actor=hr,
            now=_at(calendar, -ago),
        )  # fmt: skip
        if end:
            close_case(case=case, state=end, reason="还款来源不足" if end == "refused" else "", actor=hr, now=_at(calendar, -ago + 12))


def _folder(
    bank: Organisation,
    row: tuple[str, str, str, str, str, str, int],
    mentor: User,
    second: User,
    hr: User,
    calendar: DemoCalendar,
    place: int,
) -> LoanCase:
    number, industry, name, phone, address, purpose, amount = row
    opened = _at(calendar, -14 + 8 * place)
    customer = add_customer(
        bank=bank, number=number, name=name, phone=phone, address=address, industry=industry, since_year=2019, actor=hr, now=opened
    )
    case = open_case(
        bank=bank, number=f"DK-261{place}", industry=industry, product="guaranteed", amount=Decimal(amount), opened_on=opened.date(),
        lead=mentor, second=second, actor=hr, now=opened,
    )  # fmt: skip
    open_folder(
        case=case,
        customer=customer,
        purpose=purpose,
        term_months=12,
        repayment="equal_payment",
        amount=Decimal(amount),
        actor=hr,
        now=opened,
    )
    return case


def _investigate(case: LoanCase, mentor: User, second: User, now: datetime) -> None:
    """As far as both having been at the shop; the statements are still to be made."""
    moment = now - timedelta(days=4)
    attach_paper(case=case, code="acceptance", actor=mentor, name="征信查询授权书.pdf", now=moment)
    finish_step(case=case, code="acceptance", actor=mentor, now=moment)
    save_admission(case=case, answers=dict.fromkeys(AdmissionItem.values, "yes"), actor=mentor, now=moment)
    finish_step(case=case, code="admission", actor=mentor, now=moment)
    attach_paper(case=case, code="credit", actor=mentor, name="征信报告.pdf", now=moment)
    finish_step(case=case, code="credit", actor=mentor, now=moment)
    for person in (mentor, second):
        sign_in_on_site(case=case, user=person, place="店内", now=timezone.localtime(moment).replace(hour=10, minute=0))
