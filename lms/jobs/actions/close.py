"""End a job, and tell those who want to know: rooms above enter themselves, this one doesn't know them."""

from collections.abc import Callable

from django.utils import timezone

from ..models import Job

Listener = Callable[[Job], None]

_LISTENERS: list[Listener] = []


def when_over(listener: Listener) -> None:
    """Have ``listener`` called with every job that is over, whatever came of it."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)


def close_job(job: Job, state: str, error: str = "", /, **only_while: object) -> None:
    """The job's last state; with ``only_while`` (columns and their values) only if nobody has taken it up again."""
    closed = Job.objects.filter(pk=job.pk, **only_while).update(state=state, error=error[:4000], finished_at=timezone.now())
    if closed:
        over = Job.objects.select_related("owner", "bank").get(pk=job.pk)
        for listener in _LISTENERS:
            listener(over)
