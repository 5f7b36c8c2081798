"""Background work of the operations room."""

from celery import shared_task

from .actions.reminders import remind_mentors


@shared_task(name="operations.remind_mentors")
def remind() -> None:
    remind_mentors()
