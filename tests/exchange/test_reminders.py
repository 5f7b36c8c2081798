"""Before a token ends the administrators are told, unless its successor is in use."""

from datetime import timedelta

from django.utils import timezone

from lms.exchange.actions import remind_of_tokens, revoke_token, switch_client
from lms.exchange.models import ClientSystem, ClientToken
from lms.notices.models import Notice
from tests.cast import Cast
from tests.clock import Clock
from tests.factories.exchange import make_system, token_for


def told(cast: Cast) -> int:
    return Notice.objects.filter(user=cast.admin, kind="exchange_token").count()


def test_a_month_a_week_and_a_day_before(cast: Cast, clock: Clock) -> None:
    token_for(make_system(cast.bank), days=60, now=clock.now)
    counts = []
    for _day in range(62):
        remind_of_tokens(now=clock.now)
        remind_of_tokens(now=clock.now)
        counts.append(told(cast))
        clock.advance(days=1)
    assert [counts.index(number) for number in (1, 2, 3)] == [30, 53, 59]
    assert counts[-1] == 3
    notice = Notice.objects.filter(user=cast.admin)[0]
    assert ClientToken.objects.get().hint in notice.title and "2026-05-01" in notice.body
    assert not Notice.objects.exclude(user__in=[cast.admin, ClientSystem.objects.get().made_by]).exists()


def test_nobody_is_told_of_one_that_no_longer_matters(cast: Cast, clock: Clock) -> None:
    revoked, off, replaced = (make_system(cast.bank) for _number in range(3))
    for system in (revoked, off, replaced):
        token_for(system, days=7, now=clock.now)
    revoke_token(token=revoked.tokens.get(), actor=cast.admin)
    switch_client(system=off, active=False, actor=cast.admin)
    clock.advance(hours=1)
    token_for(replaced, days=180, now=clock.now)
    assert remind_of_tokens(now=clock.now) > 0  # the new one is made, but is it in use?
    Notice.objects.all().delete()
    newest = replaced.tokens.order_by("-made_at")[0]
    ClientToken.objects.filter(pk=newest.pk).update(used_on=timezone.localdate())
    assert remind_of_tokens(now=clock.now + timedelta(hours=1)) == 0
