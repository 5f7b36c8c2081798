"""Writes of the jobs room."""

from .close import close_job, when_over
from .enqueue import enqueue
from .handle import JobHandle, JobRefused
from .registry import job_kind, registered_kinds
from .run import run_job
from .sweep import sweep_jobs
from .uploads import drop_old_uploads, drop_upload

__all__ = [
    "JobHandle",
    "JobRefused",
    "close_job",
    "drop_old_uploads",
    "drop_upload",
    "enqueue",
    "job_kind",
    "registered_kinds",
    "run_job",
    "sweep_jobs",
    "when_over",
]
