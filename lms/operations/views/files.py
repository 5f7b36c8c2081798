"""Answers that are files."""

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

from ..models import CaseFile


def file_response(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A download under ``name``; Chinese names survive in every browser."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def stored_response(row: CaseFile) -> FileResponse:
    """A private file as a download; never shown inside our own pages."""
    response = FileResponse(row.file.open("rb"), as_attachment=True, filename=row.name, content_type=row.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response
