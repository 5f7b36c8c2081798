"""Brings the course library of the repository into the shared branch."""

import hashlib
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from lms.evidence.actions import ensure_topic
from lms.evidence.models import Competency
from lms.toolkit.canonical import digest
from media.actions import add_item
from media.models import MediaItem

from ..models import CoursePage, CoursePrerequisite, LessonPage, LibraryIndexPage, ModuleGroupPage
from .branches import ensure_branch
from .library_source import LIBRARY, blocks, course_folders, lesson_files, read, recordings


@dataclass
class Imported:
    """How many pages there are, and how many of them were new or changed."""

    courses: int = 0
    lessons: int = 0
    changed: int = 0


@transaction.atomic
def import_library(*, library: Path = LIBRARY) -> Imported:
    """Every course of ``library`` as published pages of the shared branch; a page gets a new revision only where its source changed."""
    with override(settings.LANGUAGE_CODE):
        branch = ensure_branch(bank=None)
    result = Imported()
    for folder in course_folders(library):
        _import_course(branch, folder, result)
    return result


def _import_course(branch: LibraryIndexPage, folder: Path, result: Imported) -> None:
    source = read(folder / "course.toml")
    topics = {
        row["code"]: ensure_topic(code=row["code"], name=row["name"], name_en=row["name_en"], node=row["node"], position=place)
        for place, row in enumerate(source["topic"], start=1)
    }
    group = ModuleGroupPage.objects.child_of(branch).get(group=source["group"])
    page = CoursePage.objects.descendant_of(branch).filter(code=source["code"]).first()
    fields = {
        "title": source["title"],
        "slug": source["slug"],
        "title_en": source.get("title_en", ""),
        "code": source["code"],
        "hours": Decimal(source["hours"]),
        "summary": source["summary"],
        "assessment": source["assessment"],
        **{name: "\n".join(source[name]) for name in ("goals", "outline", "common_mistakes")},
    }
    relations: dict[str, Any] = {
        "topics": list(topics.values()),
        "prerequisites": [CoursePrerequisite(code=code) for code in source.get("prerequisites", [])],
    }
    page = _publish(page or CoursePage(), group, fields, relations, digest(source), result)
    result.courses += 1
    _import_lessons(page, folder, topics, result)


def _import_lessons(course: CoursePage, folder: Path, topics: dict[str, Competency], result: Imported) -> None:
    known = {page.slug: page for page in LessonPage.objects.child_of(course)}
    kept = []
    for path in lesson_files(folder):
        source = read(path)
        fields = {
            "title": source["title"],
            "slug": source["slug"],
            "title_en": source.get("title_en", ""),
            "minutes": source["minutes"],
            "summary": source["summary"],
            "goals": "\n".join(source["goals"]),
            "body": list(blocks(source, place=f"{course.code}/{source['slug']}", items=_items(folder, source))),
        }
        relations = {"topics": [topics[code] for code in source["topics"]]}
        parent = CoursePage.objects.get(pk=course.pk)
        kept.append(_publish(known.get(source["slug"]) or LessonPage(), parent, fields, relations, digest(source), result))
        result.lessons += 1
    for page in known.values():
        if page.live and page.pk not in {row.pk for row in kept}:
            page.unpublish()
    _put_in_order(course, kept)


def _items(folder: Path, lesson: dict[str, Any]) -> dict[str, int]:
    """The shared library's media items of a lesson's recordings, put there once per content: file → id."""
    items = {}
    for block in recordings(lesson):
        path = folder / block["file"]
        known = MediaItem.objects.filter(bank__isnull=True, sha256=hashlib.sha256(path.read_bytes()).hexdigest()).first()
        if known is None:
            with path.open("rb") as file:
                known = add_item(
                    bank=None, file=file, name=path.name, title=block["title"], author=None, transcript=block.get("transcript", "")
                )
        items[block["file"]] = known.pk
    return items


def _put_in_order(course: CoursePage, lessons: list[LessonPage]) -> None:
    wanted = [page.pk for page in lessons]
    standing = [pk for pk in LessonPage.objects.child_of(course).order_by("path").values_list("pk", flat=True) if pk in set(wanted)]
    if standing == wanted:
        return
    for pk in wanted:
        LessonPage.objects.get(pk=pk).move(CoursePage.objects.get(pk=course.pk), pos="last-child")


def _publish(page: Any, parent: Any, fields: dict[str, Any], relations: dict[str, Any], source_digest: str, result: Imported) -> Any:
    if page.pk and page.source_digest == source_digest and page.live:
        return page
    for name, value in {**fields, **relations}.items():
        setattr(page, name, value)
    page.source_digest = source_digest
    if page.pk is None:
        page.live = False
        parent.add_child(instance=page)
    else:
        type(page).objects.filter(pk=page.pk).update(source_digest=source_digest)
    page.save_revision().publish()
    result.changed += 1
    return type(page).objects.get(pk=page.pk)
