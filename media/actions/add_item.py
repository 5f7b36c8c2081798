"""Put a checked file into the library; change and retire it."""

import hashlib
from decimal import Decimal
from typing import IO

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.upload_problem import UploadProblem
from lms.toolkit.uploads import check_upload

from ..domain.duration import duration_seconds
from ..enums import KIND_OF_TYPE
from ..models import MediaItem


def _sha256(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(1024 * 1024):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _log(item: MediaItem, verb: str, actor: User | None) -> None:
    log_act(
        organisation_key=item.bank.public_id if item.bank else "shared",
        actor_key=actor.key if actor else "",
        verb=verb,
        object_kind="media_item",
        object_id=item.public_id,
        details={"sha256": item.sha256, "size": item.size},
    )


@transaction.atomic
def add_item(
    *,
    bank: Organisation | None,
    file: IO[bytes],
    title: str,
    author: User | None,
    name: str | None = None,
    length: Decimal | None = None,
    captions: IO[bytes] | None = None,
    transcript: str = "",
) -> MediaItem:
    """Check and store ``file``; raises UploadProblem. ``length`` (seconds) counts where the header doesn't tell.

    A recording without a length could never be watched to its end, so no lesson could ask for it.
    """
    upload = check_upload(file, kinds=set(KIND_OF_TYPE), max_bytes=settings.UPLOAD_MAX_BYTES, name=name)
    item = MediaItem(
        bank=bank,
        kind=KIND_OF_TYPE[upload.kind],
        title=title,
        filename=upload.name,
        content_type=upload.content_type,
        size=upload.size,
        sha256=_sha256(file),
        transcript=transcript,
        created_by=author,
    )
    if item.is_timed:
        item.duration_seconds = duration_seconds(file, kind=upload.kind, size=upload.size) or length
        if not item.duration_seconds:
            raise UploadProblem("length", _("The file doesn't tell how long it is. Enter its length in seconds."))
    if captions is not None:
        check_upload(captions, kinds={"vtt"}, max_bytes=2 * 1024 * 1024)
        item.captions.save("captions.vtt", File(captions), save=False)
    item.file.save(f"file.{upload.kind}", File(file), save=False)
    item.full_clean(exclude=["file", "captions"])
    item.save(force_insert=True)
    _log(item, Verb.CREATED, author)
    return item


@transaction.atomic
def update_item(*, item: MediaItem, title: str, transcript: str, author: User, length: Decimal | None = None) -> MediaItem:
    """Change what is said about a file; the file itself never changes."""
    item.title, item.transcript = title, transcript
    if item.is_timed and length is not None and item.duration_seconds is None:
        item.duration_seconds = length
    item.full_clean(exclude=["file", "captions"])
    item.save(update_fields=["title", "transcript", "duration_seconds"])
    _log(item, Verb.CHANGED, author)
    return item


@transaction.atomic
def retire_item(*, item: MediaItem, author: User, retired: bool = True) -> MediaItem:
    """Take an item out of choosers, or back in; lessons that use it keep it."""
    item.retired_at = timezone.now() if retired else None
    item.save(update_fields=["retired_at"])
    _log(item, Verb.REMOVED if retired else Verb.CHANGED, author)
    return item
