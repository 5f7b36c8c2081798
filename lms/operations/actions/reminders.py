"""Reminds mentors of cards that wait: one message about all of them, after one, three and seven days, then no more."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import ngettext

from lms.notices.actions import notify, settle_notices

from ..domain.answering import reminders_due
from ..queries.answering import parts_to_remind
from ..queries.cards import since


def _words(count: int) -> str:
    text = ngettext("%(count)d card waits for you: a minute is enough", "%(count)d cards wait for you: a minute each is enough", count)
    return text % {"count": count}


words = lazy(_words, str)  # said in the language of whoever is reminded


def remind_mentors(*, now: datetime | None = None) -> int:
    """How many mentors were reminded; yesterday's message about the same cards no longer stands beside it."""
    moment = now or timezone.now()
    day, told = timezone.localdate(moment), 0
    address = f"{reverse('card-list')}#waiting"
    for mentor, parts in parts_to_remind(day):
        with transaction.atomic():
            settle_notices(url=address, users=[mentor], now=moment)
            told += notify(
                users=[mentor],
                kind="observation",
                title=words(len(parts)),
                url=address,
                needs_decision=True,
                dedupe_key=f"cards-{day.isoformat()}",
                now=moment,
            )
            for part in parts:
                part.reminders, part.reminded_at = reminders_due(since(part), day), moment
                part.save(update_fields=["reminders", "reminded_at"])
    return told
