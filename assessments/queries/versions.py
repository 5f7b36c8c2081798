"""Versions of a question as their authors read them."""

from ..domain.content import Content, restored
from ..domain.version_diff import Change, changes
from ..models import Question, QuestionVersion


def content_of(version: QuestionVersion, kind: str) -> Content:
    """The author's view of a stored version."""
    return restored(
        kind=kind,
        stem=version.stem,
        points=version.points,
        difficulty=version.difficulty,
        options=version.options,
        key=version.key,
        marking=version.marking,
        explanation=version.explanation,
    )


def versions_of(question: Question) -> list[QuestionVersion]:
    """Every version, newest first."""
    return list(question.versions.select_related("author", "reviewer").order_by("-number"))


def changes_since(version: QuestionVersion, earlier: QuestionVersion | None, kind: str) -> list[Change]:
    """What ``version`` changes in ``earlier``; nothing where there is none."""
    return changes(content_of(earlier, kind), content_of(version, kind)) if earlier is not None else []
