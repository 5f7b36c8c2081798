"""Answers that are files."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(content: bytes, *, name: str, content_type: str) -> HttpResponse:
    """A download under ``name``; Chinese names survive in every browser."""
    response = HttpResponse(content, content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
