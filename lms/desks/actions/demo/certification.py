"""The bank's certification profile: begun with the shipped one, checked for capacity, signed by two, and the draft of the next."""

from lms.decisions.actions.capacity import check_profile_capacity
from lms.decisions.actions.lock_profile import offer_profile, sign_profile
from lms.decisions.actions.profiles import change_profile, create_profile
from lms.decisions.models import CertificationProfile
from lms.people.models import Organisation, User

from .calendar import DemoCalendar

PLAN = {
    "people": 12,
    "months": 6,
    "mentors": 6,
    "observer_seats": 2,
    "industries": 6,
    "hours_per_week": "4",
    "minutes": "40",
    "cases": {
        "marketing": "40", "acceptance": "24", "admission": "22", "investigation": "18", "report": "18", "approval": "18",
        "disbursement": "14", "post_loan": "30",
    },
    "kinds": {"first_loan": 55, "renewal": 30, "refused": 12, "returned": 15, "hidden_debt": 6, "seasonal": 25},
}  # fmt: skip
TITLE = "小微贷客户经理独立办理资格认证标准"
SHORT = "首期来件偏少，先认证调查、报告两个关键节点，其余节点随来件推进"


def adopt_profile(*, bank: Organisation, staff: dict[str, User], calendar: DemoCalendar) -> CertificationProfile:
    """One in force since before the first class came to real cases, one that the personnel office is still working on."""
    author, day = staff["hr2"], calendar.day(-100)
    moment = calendar.at(day, 10)
    profile = create_profile(
        bank=bank, author=author, begin_with="first", title=TITLE, reason="事业部起步，按首期标准执行", effective_on=day, now=moment
    )
    check_profile_capacity(profile=profile, actor=author, plan=PLAN, now=moment)
    profile = offer_profile(profile=profile, actor=author, short_reason=SHORT, now=moment)
    for signer, hour in ((staff["leader1"], 15), (staff["board1"], 17)):
        profile = sign_profile(profile=profile, signer=signer, digest=profile.digest, now=calendar.at(day, hour))
    _revise(profile, author, calendar)
    return profile


def _revise(profile: CertificationProfile, author: User, calendar: DemoCalendar) -> None:
    """What the first class taught: two more cases at the report."""
    moment = calendar.at(calendar.day(-3), 9)
    draft = create_profile(
        bank=profile.bank,
        author=author,
        begin_with=profile.public_id,
        title=f"{TITLE}（修订）",
        reason="第一期经验：报告节点多看两件",
        effective_on=calendar.day(30),
        now=moment,
    )
    content = draft.content
    content["nodes"]["report"]["gates"]["solo"] |= {"observations": 7, "cases": 7}
    change_profile(profile=draft, actor=author, content=content, now=moment)
