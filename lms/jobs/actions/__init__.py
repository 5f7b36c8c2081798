"""Writes of the jobs room."""

from .enqueue import enqueue
from .handle import JobHandle, JobRefused
from .registry import job_kind, registered_kinds
from .run import run_job
from .sweep import sweep_jobs

__all__ = ["JobHandle", "JobRefused", "enqueue", "job_kind", "registered_kinds", "run_job", "sweep_jobs"]
