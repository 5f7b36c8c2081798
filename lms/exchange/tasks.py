"""Celery tasks of the exchange room: the outbox is worked off, old keys are forgotten, ends of tokens are announced."""

from celery import shared_task

from .actions import deliver_due, forget_answers, remind_of_tokens


# A pass ends by itself after PASS_SECONDS and one attempt more; whatever holds it longer must not hold the worker's only slot.
@shared_task(name="exchange.deliver", soft_time_limit=50, time_limit=55)
def deliver() -> None:
    deliver_due()


@shared_task(name="exchange.forget")
def forget() -> None:
    forget_answers()


@shared_task(name="exchange.remind_of_tokens")
def remind() -> None:
    remind_of_tokens()
