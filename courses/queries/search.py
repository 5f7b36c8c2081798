"""Search in Chinese over the courses and lessons somebody may read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from lms.people.models import User
from lms.toolkit.search_tokens import query_terms

from ..domain.excerpt import excerpt
from ..models import CoursePage, LessonPage
from .lessons import open_lessons
from .library import courses_in_library, lessons_for_author
from .offerings import offerings_of

LIMIT = 30


@dataclass(frozen=True)
class Hit:
    """One result; ``pieces`` are parts of the text with a flag for what was searched for."""

    title: str
    url: str
    kind: str
    pieces: list[tuple[str, bool]]


def matching(text: str) -> Q | None:
    """Condition for pages that hold every two-character token of ``text``; nothing where there is nothing to look for."""
    terms = query_terms(text)
    if not terms:
        return None
    condition = Q()
    for term in terms[:20]:
        condition &= Q(plain_text__icontains=term) if len(term) == 1 else Q(search_tokens__contains=f" {term} ")
    return condition


def readable_courses(user: User) -> QuerySet[CoursePage]:
    """Courses the user takes or may look at; in a course that is not open yet only the outline is found."""
    taken = offerings_of(user).values("course")
    return CoursePage.objects.filter(Q(pk__in=taken) | Q(pk__in=courses_in_library(user).order_by().values("pk")), live=True)


def readable_lessons(user: User) -> QuerySet[LessonPage]:
    """Lessons of open courses the user takes, and what an author may read."""
    return open_lessons(user, now=timezone.now()) | lessons_for_author(user)


def _best_first(pages: Iterable[CoursePage | LessonPage], text: str) -> list[CoursePage | LessonPage]:
    """Titles before bodies, the whole phrase before scattered tokens."""
    wanted = text.strip().lower()
    return sorted(pages, key=lambda page: (wanted not in page.title.lower(), wanted not in page.plain_text.lower(), page.path))


def _body(page: CoursePage | LessonPage) -> str:
    """What stands under the title, without the lines between the cells of a table."""
    text = page.plain_text
    for title in (page.title, page.title_en):
        text = text.removeprefix(" ".join(title.split())).lstrip() if title else text
    return text.replace(" | ", " ")


def search_lessons(user: User, text: str, *, limit: int = LIMIT) -> list[Hit]:
    """Courses and lessons with ``text`` that ``user`` may read, best first; also for the search of the desks."""
    condition = matching(text)
    if condition is None or user.bank_id is None:
        return []
    terms = query_terms(text)
    courses = readable_courses(user).filter(condition).only("title", "title_en", "public_id", "path", "plain_text")[: 4 * limit]
    lessons = readable_lessons(user).filter(condition).distinct().only("title", "title_en", "public_id", "path", "plain_text")[: 4 * limit]
    found = _best_first([*courses, *lessons], text)[:limit]
    return [
        Hit(
            page.shown_title,
            reverse(page.reader_route, args=[page.public_id]),
            "course" if isinstance(page, CoursePage) else "lesson",
            excerpt(_body(page), text, terms),
        )
        for page in found
    ]
