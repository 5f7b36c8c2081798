"""Celery tasks of the exchange room: the outbox is worked off, old keys are forgotten."""

from celery import shared_task

from .actions import deliver_due, forget_answers


# A pass ends by itself after PASS_SECONDS and one attempt more; whatever holds it longer must not hold the worker's only slot.
@shared_task(name="exchange.deliver", soft_time_limit=50, time_limit=55)
def deliver() -> None:
    deliver_due()


@shared_task(name="exchange.forget")
def forget() -> None:
    forget_answers()
