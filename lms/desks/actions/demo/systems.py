"""The bank's loan system is connected; what it asked these days is on file. Its token is nobody's: who tries it out makes one."""

from datetime import datetime, timedelta

from django.utils import timezone

from lms.exchange.actions import connect_client, log_call, make_token
from lms.exchange.enums import Scope
from lms.exchange.models import ClientDay
from lms.people.models import User

ASKED = (41, 36, 52, 47, 29)


def connect_loan_system(*, admin: User, now: datetime) -> None:
    assert admin.bank is not None
    system = connect_client(bank=admin.bank, name="小微信贷系统", scopes=Scope, actor=admin, now=now - timedelta(days=20))
    make_token(system=system, days=180, actor=admin, now=now - timedelta(days=20))
    today = timezone.localdate(now)
    days = [
        ClientDay(system=system, day=today - timedelta(days=ago + 1), asked=asked, refused=asked // 9) for ago, asked in enumerate(ASKED)
    ]
    ClientDay.objects.bulk_create(days)
    system.tokens.update(used_on=today - timedelta(days=1))
    refused = {"code": "authority_level", "fields": ["lead"]}
    log_call(system=system, operation="cases", status=422, key="DK-20260301-17", details=refused, now=now - timedelta(days=1))
