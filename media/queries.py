"""Items an author may use, and what a person has watched."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from lms.people.models import User
from lms.people.permissions import may_author

from .models import MediaItem, WatchProgress


def items_visible_to_author(user: User) -> QuerySet[MediaItem]:
    """The library of the author's bank and the shared one; nothing for anybody else."""
    if not may_author(user):
        return MediaItem.objects.none()
    return MediaItem.objects.filter(Q(bank_id=user.bank_id) | Q(bank__isnull=True)).select_related("bank", "created_by")


def items_editable_by(user: User) -> QuerySet[MediaItem]:
    """Only those of the author's own bank."""
    return items_visible_to_author(user).filter(bank_id=user.bank_id)


def watch_progress_of(user: User, items: Iterable[MediaItem]) -> dict[int, WatchProgress]:
    """Item id → progress, in one query."""
    return {row.item_id: row for row in WatchProgress.objects.filter(user=user, item__in=list(items))}
