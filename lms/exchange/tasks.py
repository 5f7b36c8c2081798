"""Celery tasks of the exchange room: the outbox is worked off, old keys are forgotten."""

from celery import shared_task

from .actions import deliver_due, forget_answers


@shared_task(name="exchange.deliver")
def deliver() -> None:
    deliver_due()


@shared_task(name="exchange.forget")
def forget() -> None:
    forget_answers()
