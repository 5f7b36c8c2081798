"""Fetches the exam a page is about: out of scope is 404, in scope without the right is 403."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from ..models import Exam
from ..queries.exams import exams_overseen_by, exams_run_by

WITH = ("bank", "cohort__organisation", "paper", "created_by")


def run_or_404(request: HttpRequest, public_id: str) -> Exam:
    """An exam the person runs. Who only oversees it may look, not act."""
    exam = exams_run_by(request.user).select_related(*WITH).filter(public_id=public_id).first()
    if exam is not None:
        return exam
    get_object_or_404(exams_overseen_by(request.user), public_id=public_id)
    raise PermissionDenied


def overseen_or_404(request: HttpRequest, public_id: str) -> Exam:
    return get_object_or_404(exams_overseen_by(request.user).select_related(*WITH), public_id=public_id)


def runs(request: HttpRequest, exam: Exam) -> bool:
    return exams_run_by(request.user).filter(pk=exam.pk).exists()
