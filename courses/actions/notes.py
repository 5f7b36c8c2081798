"""Private notes beside a lesson."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User

from ..models import LessonNote
from .problems import CourseProblem

LONGEST = 10_000


@transaction.atomic
def save_note(*, user: User, lesson_id: int, text: str, now: datetime | None = None) -> LessonNote:
    """Keep the notes of ``user``; an empty text empties them."""
    if len(text) > LONGEST:
        raise CourseProblem(_("Notes can have at most %(count)d characters.") % {"count": LONGEST}, code="too_long")
    values = {"text": text.replace("\x00", ""), "saved_at": now or timezone.now()}
    note, _created = LessonNote.objects.update_or_create(user=user, lesson_id=lesson_id, defaults=values)
    return note
