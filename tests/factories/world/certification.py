"""A locked certification profile and the draft of the next, and a trainee with cards and a grant."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from lms.decisions.actions.issue import issue_profile
from tests.factories.certification import card, five_as_second, give, grant, lock_profile, make_profile

if TYPE_CHECKING:
    from . import World


def add_certification(world: "World", now: datetime) -> None:
    hr, leader, board, trainee, mentor = (world.people[part] for part in ("hr", "leader", "board", "trainee", "mentor"))
    before = now - timedelta(days=90)
    locked = lock_profile(make_profile(world.bank, hr, now=before), hr, [leader, board], now=before)
    revised = {
        "title": "独立办理资格认证标准（修订）",
        "reason": "件数增加",
        "effective_on": date(2026, 7, 1),
    }
    draft = make_profile(world.bank, hr, begin_with=locked.public_id, now=now, **revised)
    grant(trainee, "2b", now=now)
    give(world.bank, [*five_as_second(trainee, [mentor], now=now), card(trainee, mentor, case="K1", days_ago=300, now=now)], now=now)
    filed = issue_profile(profile=locked, content=b"%PDF-1.7", name="profile.pdf", issued_by=hr, now=now)
    world.things |= {"profile_filed": filed.public_id, "profile": locked.public_id, "profile_draft": draft.public_id}
