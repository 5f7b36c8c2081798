"""A lesson's body as bytes: rendered once per revision and language in this process, the same for every reader."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ..models import LessonPage

KEPT = 256
Key = tuple[int, int | None, datetime | None, str]


@dataclass(frozen=True)
class Section:
    """One block of a lesson; ``label`` is what a message calls it."""

    id: str
    kind: str
    label: str


@dataclass(frozen=True)
class Body:
    """``recordings`` maps a section to a media item's id, ``quizzes`` to question numbers."""

    html: SafeString
    summary: str
    goals: tuple[str, ...]
    sections: tuple[Section, ...]
    quizzes: dict[str, tuple[str, ...]]
    recordings: dict[str, int]


_kept: OrderedDict[Key, Body] = OrderedDict()
_lock = Lock()


def _label(block: object) -> str:
    value = block.value
    words = value.get("title") or value.get("heading") or value.get("caption") or ""
    if not words and value.get("html"):
        words = strip_tags(str(value["html"].source))[:20]
    return str(words or block.block.label)


def render_body(lesson: LessonPage) -> Body:
    """Render every block of the page as it is in memory (a published page or a preview)."""
    sections, html, quizzes, recordings = [], [], {}, {}
    for block in lesson.body:
        section = Section(str(block.id), block.block_type, _label(block))
        inner = block.render(context={"lesson": lesson, "section": section})
        html.append(render_to_string("courses/section.html", {"section": section, "inner": mark_safe(str(inner).strip())}))
        sections.append(section)
        if block.block_type == "quiz":
            quizzes[section.id] = tuple(block.value["questions"])
        elif block.block_type in {"recording", "download"} and block.value["item"] is not None:
            recordings[section.id] = block.value["item"].pk
    return Body(mark_safe("".join(html)), lesson.summary, tuple(lesson.goal_list), tuple(sections), quizzes, recordings)


def body_of(lesson_id: int, revision_id: int | None, published_at: datetime | None) -> Body:
    """The body of a published lesson; read from the database only where this process has not rendered it yet."""
    key = (lesson_id, revision_id, published_at, get_language() or "")
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    body = render_body(LessonPage.objects.get(pk=lesson_id))
    with _lock:
        _kept[key] = body
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return body
