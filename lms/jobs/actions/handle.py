"""What a job's work holds in its hands: its row, its progress, its file."""

from collections.abc import Mapping
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils import timezone
from django.utils.functional import Promise

from ..models import Job


class JobRefused(Exception):
    """The work can't be done and trying again won't help; the text is for the person who asked."""


class JobHandle:
    """Progress and results of one running job; every report is also its heartbeat."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @property
    def args(self) -> dict[str, Any]:
        return dict(self.job.args)

    def report(self, done: int, total: int, message: str | Promise = "") -> None:
        """Tell how far the work is; outside the work's own transaction it is visible at once."""
        Job.objects.filter(pk=self.job.pk).update(progress=done, total=total, message=str(message)[:300], heartbeat_at=timezone.now())

    def keep_file(self, name: str, content: bytes | File) -> None:
        """Hand a file to the owner; an open one where it may be too large for the memory."""
        self.job.file.save(name, ContentFile(content) if isinstance(content, bytes) else content, save=False)
        Job.objects.filter(pk=self.job.pk).update(file=self.job.file.name)

    def finish(self, *, result: Mapping[str, object] | None = None, url: str = "", message: str | Promise = "") -> None:
        """Say what came out and where to look."""
        Job.objects.filter(pk=self.job.pk).update(result=dict(result or {}), url=url, message=str(message)[:300])
