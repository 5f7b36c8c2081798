"""Celery tasks of the jobs room: an id in, one action."""

from celery import shared_task

from .actions.run import run_job
from .actions.sweep import sweep_jobs


@shared_task(name="jobs.run")
def run(job_id: int) -> None:
    run_job(job_id)


@shared_task(name="jobs.sweep")
def sweep() -> None:
    sweep_jobs()
