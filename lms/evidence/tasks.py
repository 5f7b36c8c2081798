"""Celery tasks of the evidence room."""

from celery import shared_task

from .actions import seal_everything


@shared_task(name="evidence.seal")
def seal() -> None:
    seal_everything()
