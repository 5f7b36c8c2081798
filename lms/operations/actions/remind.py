"""Say once a day what is due: next steps of visits, checks of loans. One notice each, however much there is."""

from collections import Counter
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from lms.notices.actions import notify
from lms.people.models import User

from ..models import Contract, Visit
from ..queries.visits import waiting_again


def remind_of_due(*, now: datetime | None = None) -> int:
    """How many notices were new; asked again on the same day it sends none."""
    moment = now or timezone.now()
    today = timezone.localdate(moment)
    visits = Counter(waiting_again(Visit.objects.all(), today).order_by().values_list("user_id", flat=True))
    late = Contract.objects.filter(balance__gt=0, next_check_on__lte=today)
    checks = Counter(late.order_by().values_list("manager_id", flat=True))
    people = User.objects.filter(pk__in={*visits, *checks}, is_active=True)
    sent = 0
    for person in people:
        if n := visits[person.pk]:
            title = format_lazy(gettext_lazy("Next steps due with customers: {n}"), n=n)
            url = f"{reverse('visit-list')}?state=again"
            sent += notify(users=[person], kind="revisits", title=title, url=url, dedupe_key=f"revisits:{today.isoformat()}", now=moment)
        if n := checks[person.pk]:
            title = format_lazy(gettext_lazy("Checks of loans due: {n}"), n=n)
            url = f"{reverse('contract-list')}?state=check_late"
            sent += notify(users=[person], kind="loan_checks", title=title, url=url, dedupe_key=f"checks:{today.isoformat()}", now=moment)
    return sent
