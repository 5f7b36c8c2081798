"""What a form with ``data-outbox`` sends, from the script or as an ordinary POST, and what it is answered (``lms/js/outbox.js``)."""

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms.forms import BaseForm
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

_KEY = re.compile(r"[0-9A-Za-z-]{8,40}")
_PICTURE = re.compile(r"data:image/(jpeg|png|webp);base64,([A-Za-z0-9+/=]+)")


class BadEntry(ValueError):
    """What arrived is no entry of a form."""


@dataclass(frozen=True)
class SentEntry:
    """``data`` and ``files`` are what a form takes; ``client_key`` is the same however often the entry arrives."""

    data: QueryDict
    files: MultiValueDict[str, Any]
    client_key: str
    entered_at: datetime | None
    by_script: bool


def read_entry(request: HttpRequest) -> SentEntry:
    """Raises BadEntry."""
    if request.content_type != "application/json":
        return SentEntry(request.POST, request.FILES, _key(request.POST.get("client_key", "")), None, by_script=False)
    try:
        content = json.loads(request.body)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadEntry("not JSON") from error
    if not isinstance(content, dict):
        raise BadEntry("not an object")
    data, files = QueryDict(mutable=True), MultiValueDict[str, Any]()
    for name, value in content.items():
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str | int | float) for one in values):
            raise BadEntry(name)
        texts = [str(one) for one in values]
        if texts and texts[0].startswith("data:"):
            files[name] = _picture(name, texts[0])
        else:
            data.setlist(name, texts)
    moment = _moment(data.get("entered_at", ""))
    return SentEntry(data, files, _key(data.get("client_key", "")), moment, by_script=True)


def _key(text: str | None) -> str:
    if not text or not _KEY.fullmatch(text):
        raise BadEntry("client_key")
    return text


def _moment(text: str | None) -> datetime | None:
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    return found if found is not None and is_aware(found) else None


def _picture(name: str, text: str) -> SimpleUploadedFile:
    match = _PICTURE.fullmatch(text)
    if match is None:
        raise BadEntry(name)
    try:
        content = base64.b64decode(match[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadEntry(name) from error
    kind = {"jpeg": "jpg"}.get(match[1], match[1])
    return SimpleUploadedFile(f"{name}.{kind}", content, content_type=f"image/{match[1]}")


def entry_taken(*, message: str, url: str, repeated: bool = False) -> JsonResponse:
    return JsonResponse({"message": message, "url": url, "repeated": repeated}, status=200 if repeated else 201)


def entry_refused(form: BaseForm) -> JsonResponse:
    """Every mistake with the name of its field, as sentences."""
    errors = {}
    for name, found in form.errors.items():
        label = str(form[name].label) if name in form.fields else ""
        errors[name] = [_("%(field)s: %(error)s") % {"field": label, "error": text} if label else str(text) for text in found]
    return JsonResponse({"message": "", "errors": errors}, status=422)


def entry_unreadable() -> JsonResponse:
    return JsonResponse({"message": _("This entry can't be read. Fill it in again."), "errors": {}}, status=400)
