"""Person by person, what is held at the nodes and what the next post still asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from lms.people.enums import Level
from lms.people.models import Authority, Organisation, User
from lms.people.queries import people_overseen_by

from ..domain.post_standard import missing_for
from .development import levels_held, next_post, open_nodes, posts_of, standard_of


@dataclass(frozen=True)
class MatrixLine:
    """One person: post, next post, levels held by node, nodes that still lack for the next post, nodes reached of those with cases."""

    person: User
    post: str
    next_post: str
    held: dict[str, str]
    lacking: list[str]
    reached: int


def people_with_authority(user: User) -> QuerySet[User]:
    """Active people ``user`` oversees who hold something at a node, by name."""
    held = Authority.objects.filter(user=OuterRef("pk"), ended_at__isnull=True)
    return people_overseen_by(user).filter(Exists(held), is_active=True).order_by("name_pinyin", "id")


def matrix_lines(bank: Organisation, people: Iterable[User]) -> list[MatrixLine]:
    """Queries do not grow with people; a node without cases is neither reached nor lacking."""
    found = list(people)
    matrix, wanted = standard_of(bank), open_nodes(bank, timezone.localdate())
    posts, held = posts_of(bank, found), levels_held(bank, found)
    lines = []
    for person in found:
        post = posts.get(person.pk, str(Level.PROBATIONARY))
        lacking = list(missing_for(next_post(post), held[person.pk], matrix, open_nodes=wanted))
        lines.append(MatrixLine(person, post, next_post(post), held[person.pk], lacking, len(wanted) - len(lacking)))
    return lines
