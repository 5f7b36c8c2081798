"""Handing out bytes, and hearing what was watched."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import IO

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from ..actions import redeem_link, report_watched
from ..domain.ranges import ByteSpan, RangeProblem, byte_span
from ..models import MediaItem

BLOCK = 256 * 1024


def _granted(request: HttpRequest, public_id: str) -> MediaItem:
    item = redeem_link(public_id=public_id, token=request.GET.get("key", ""), user=request.user)
    if item is None:
        raise Http404
    return item


def _read(file: IO[bytes], span: ByteSpan) -> Iterator[bytes]:
    with file:
        file.seek(span.first)
        left = span.length
        while left > 0 and (block := file.read(min(BLOCK, left))):
            left -= len(block)
            yield block


def _headers(response: HttpResponseBase, item: MediaItem, span: ByteSpan) -> HttpResponseBase:
    inline = item.kind != "document" or item.content_type == "application/pdf"
    response.headers["Content-Type"] = item.content_type
    response.headers["Content-Length"] = str(span.length)
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["ETag"] = f'"{item.sha256}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; sandbox"
    response.headers["Content-Disposition"] = content_disposition_header(not inline, item.filename) or "inline"
    return response


@require_safe
@login_required
def media_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """The bytes, whole or a range of them (RFC 9110 section 14)."""
    item = _granted(request, public_id)
    whole = ByteSpan(0, item.size - 1, item.size)
    header = request.headers.get("Range", "")
    if request.headers.get("If-Range") not in {None, f'"{item.sha256}"'}:
        header = ""
    try:
        span = byte_span(header, item.size)
    except RangeProblem:
        refused = HttpResponse(status=416)
        refused.headers["Content-Range"] = f"bytes */{item.size}"
        return refused
    used = span or whole
    if request.method == "HEAD":
        return _headers(HttpResponse(status=206 if span else 200), item, used)
    response = StreamingHttpResponse(_read(item.file.open("rb"), used), status=206 if span else 200)
    if span:
        response.headers["Content-Range"] = f"bytes {span.first}-{span.last}/{span.size}"
    return _headers(response, item, used)


@require_safe
@login_required
def media_captions(request: HttpRequest, public_id: str) -> HttpResponseBase:
    item = _granted(request, public_id)
    if not item.captions:
        raise Http404
    with item.captions.open("rb") as file:
        return HttpResponse(file.read(), content_type="text/vtt; charset=utf-8")


@require_POST
@login_required
def media_watched(request: HttpRequest, public_id: str) -> JsonResponse:
    """``{"ranges": [["0", "12.5"]], "position": "12.5"}`` from the player."""
    item = _granted(request, public_id)
    try:
        data = json.loads(request.body)
        ranges = [(Decimal(str(start)), Decimal(str(end))) for start, end in data["ranges"][:50]]
        position = Decimal(str(data["position"]))
        if not position.is_finite():
            raise ValueError
        row = report_watched(user=request.user, item=item, ranges=ranges, position=position)
    except RangeProblem as problem:
        return JsonResponse({"error": problem.code}, status=409)
    except (ValueError, TypeError, KeyError, InvalidOperation):
        return JsonResponse({"error": "malformed"}, status=400)
    return JsonResponse({"share": str(row.watched_share), "complete": row.completed_at is not None})
