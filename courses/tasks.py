"""Background work of the courses room."""

from celery import shared_task

from .actions import publish_scheduled_pages


@shared_task(name="courses.publish_scheduled")
def publish_scheduled() -> None:
    publish_scheduled_pages()
