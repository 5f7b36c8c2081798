"""Who has acknowledged a text, and who has not yet."""

from collections.abc import Iterable

from django.db.models import QuerySet

from lms.people.models import User

from ..models import Acknowledgement


def acknowledged_keys(*, object_kind: str, object_id: str, digest: str) -> set[str]:
    """Keys of the people who acknowledged (or refused before a witness) exactly this text."""
    rows = Acknowledgement.objects.filter(object_kind=object_kind, object_id=object_id, digest=digest)
    return set(rows.values_list("user__key", flat=True))


def pending_acknowledgements(*, users: QuerySet[User], texts: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], set[str]]:
    """For each text (kind, id, digest) the keys of those of ``users`` who still have to acknowledge it; two queries."""
    wanted = list(texts)
    keys = set(users.values_list("key", flat=True))
    rows = Acknowledgement.objects.filter(user__in=users, object_id__in=[text[1] for text in wanted])
    done: dict[tuple[str, str, str], set[str]] = {}
    for kind, object_id, digest, key in rows.values_list("object_kind", "object_id", "digest", "user__key"):
        done.setdefault((kind, object_id, digest), set()).add(key)
    return {text: keys - done.get(text, set()) for text in wanted}
