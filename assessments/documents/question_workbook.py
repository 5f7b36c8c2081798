"""Questions as a workbook: the template, an export, and question files (``courses/library/*/questions.toml``) turned into an import."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lms.toolkit.spreadsheet import ColumnSpec, SheetSpec, Validation, write_workbook
from lms.toolkit.upload_problem import Text

from ..actions.question_sheet import ANY_OF, COLUMNS, HEADERS, OPTION_KEYS, column_help
from ..domain.content import LETTERS, Content, key_text, plain
from ..enums import Difficulty, QuestionKind

WIDTHS = {"code": 12, "kind": 11, "stem": 60, "key": 24, "topic": 12, "difficulty": 8, "points": 8, "rubric": 40, "explanation": 50}
NUMBERS = {"tolerance", "difficulty", "points"}


def question_workbook(questions: Iterable[Mapping[str, Any]], *, topics: Sequence[tuple[str, str]] = ()) -> bytes:
    """An import workbook of ``questions``, given as the question files write them; ``topics`` fill the second sheet (code, name).

    Keys of one question: ``code kind topic difficulty points stem options key tolerance unit rule rubric explanation``.
    """
    return _workbook([_row(question) for question in questions], topics=topics)


def template_workbook(topics: Sequence[tuple[str, str]]) -> bytes:
    """An empty sheet with help above, drop-down lists in it, and the topic codes beside."""
    return _workbook([], topics=topics, notes=column_help())


def exported(code: str, topic: str, content: Content) -> dict[str, Any]:
    """A stored question in the shape of a question file."""
    return {
        "code": code,
        "kind": content.kind,
        "topic": topic,
        "difficulty": content.difficulty,
        "points": plain(content.points),
        "stem": content.stem,
        "options": list(content.options),
        "key": list(content.accepted) if content.kind == QuestionKind.FILL_IN else key_text(content),
        "tolerance": plain(content.tolerance) if content.kind == QuestionKind.NUMERIC else "",
        "unit": content.unit,
        "rule": ANY_OF[0] if content.any_of else content.rule,
        "rubric": [[text, plain(points)] for text, points in content.rubric],
        "explanation": content.explanation,
    }


def _row(question: Mapping[str, Any]) -> list[Any]:
    options = [*question.get("options", ()), *[""] * len(LETTERS)]
    key = question["key"]
    values: dict[str, Any] = {
        **question,
        **dict(zip(OPTION_KEYS, options, strict=False)),
        "kind": str(QuestionKind(question["kind"]).label),
        "key": " | ".join(key) if isinstance(key, list | tuple) else str(key),
        "rubric": "\n".join(f"{text} | {points}" for text, points in question.get("rubric", ())),
        **{name: Decimal(str(question[name])) for name in NUMBERS if question.get(name) not in (None, "")},
    }
    return [values.get(column.key, "") for column in COLUMNS]


def _workbook(rows: list[list[Any]], *, topics: Sequence[tuple[str, str]], notes: Sequence[Text] = ()) -> bytes:
    keys = [column.key for column in COLUMNS]
    columns = [
        ColumnSpec(HEADERS[key], WIDTHS.get(key, 20 if key in OPTION_KEYS else 12), "number" if key in NUMBERS else "text") for key in keys
    ]
    lists = [
        Validation(keys.index("kind"), [kind.label for kind in QuestionKind]),
        Validation(keys.index("difficulty"), [str(level.value) for level in Difficulty]),
    ]
    sheets = [SheetSpec(_("Questions"), columns, rows, notes=notes, validations=lists)]
    if topics:
        names = [ColumnSpec(_("Topic code"), 14), ColumnSpec(_("Topic"), 40)]
        sheets.append(SheetSpec(_("Topics"), names, topics))
    return write_workbook(sheets)
