"""Background work of the simulations room."""

from celery import shared_task

from .actions.close_exercise import close_due_exercises


@shared_task(name="simulations.close_due", ignore_result=True)
def close_due() -> int:
    """Exercises whose time is over are scored as they stand."""
    return close_due_exercises()
