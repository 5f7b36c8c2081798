"""Every course of the library: numbers that compute, keys that are keys, references that exist."""

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from wagtail.models import Revision

from courses.actions import import_library
from courses.actions.library_source import LIBRARY, TAGS, course_folders, lesson_files, read
from courses.domain.formula import Step, as_decimal, evaluate, run_steps
from courses.enums import CalloutTone, ModuleGroup
from courses.models import CoursePage, LessonPage
from lms.evidence.domain.content import NODES
from lms.evidence.models import Competency

FOLDERS = course_folders()
LESSONS = [path for folder in FOLDERS for path in lesson_files(folder)]
QUESTIONS = [question for folder in FOLDERS for question in read(folder / "questions.toml")["question"]]
TOPICS = {row["code"] for folder in FOLDERS for row in read(folder / "course.toml")["topic"]}
ONE_KEY, SEVERAL_KEYS = re.compile("[A-E]"), re.compile("[A-E]{2,5}")


def name(path: Path) -> str:
    return str(path.relative_to(LIBRARY))


def rounded(expression: str, places: int) -> Decimal:
    return as_decimal(evaluate(expression), places)


def test_the_plan_is_complete() -> None:
    assert [folder.name[:3] for folder in FOLDERS] == [f"C{number:02d}" for number in range(1, 13)]
    assert {folder.name[:3]: len(lesson_files(folder)) for folder in FOLDERS if folder.name[:3] in {"C03", "C06"}} == {"C03": 8, "C06": 8}


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_a_course_says_what_it_teaches(folder: Path) -> None:
    course = read(folder / "course.toml")
    assert course["code"] == folder.name[:3]
    assert course["group"] in ModuleGroup.values
    assert all(course[field] for field in ("slug", "title", "title_en", "summary", "goals", "outline", "common_mistakes", "assessment"))
    assert set(course.get("prerequisites", [])) <= {other.name[:3] for other in FOLDERS} - {course["code"]}
    assert {row["node"] for row in course["topic"]} <= {code for code, *_rest in NODES}
    assert all(row["code"].startswith(course["code"]) and row["name"] and row["name_en"] for row in course["topic"])


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_worked_numbers_of_a_lesson_compute(path: Path) -> None:
    lesson = read(path)
    for block in lesson["block"]:
        if block["type"] == "worked":
            inputs = {row["key"]: Decimal(row["value"]) for row in block["inputs"]}
            results = run_steps(inputs, [Step(row["key"], row["formula"], row["places"]) for row in block["steps"]])
            assert [(row["key"], Decimal(row["result"])) for row in block["steps"]] == [
                (row["key"], result) for row, result in zip(block["steps"], results, strict=True)
            ], block["title"]
    for claim in lesson.get("assert", []):
        assert (claim["where"], rounded(claim["expression"], claim["places"])) == (claim["where"], Decimal(claim["equals"]))


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_refers_to_what_exists(path: Path) -> None:
    lesson = read(path)
    codes = {question["code"]: question for question in QUESTIONS}
    assert set(lesson["topics"]) <= TOPICS
    asked = [code for block in lesson["block"] if block["type"] == "quiz" for code in block["questions"]]
    assert asked
    assert [code for code in asked if code not in codes or codes[code]["kind"] == "essay"] == []


def html_of(block: dict[str, Any]) -> str:
    return block.get("html", "") if block["type"] in {"text", "callout", "simulation_card"} else ""


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_is_made_of_known_pieces(path: Path) -> None:
    for block in read(path)["block"]:
        tags = {tag.lower() for tag in re.findall(r"</?([A-Za-z][A-Za-z0-9]*)", html_of(block))}
        assert tags <= TAGS
        assert re.findall(r"<[a-z0-9]+\s+[^>]*>", html_of(block)) == []
        if block["type"] == "callout":
            assert block["tone"] in CalloutTone.values
        if block["type"] == "table":
            assert {len(row) for row in block["rows"]} == {len(block["columns"])}
            assert [cell for row in (block["columns"], *block["rows"]) for cell in row if "|" in cell or "\n" in cell] == []


@pytest.mark.parametrize("words", ["独做", "交叉检验"])
def test_words_of_the_trade_are_taught_somewhere(words: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in (*LESSONS, *(folder / "course.toml" for folder in FOLDERS))]
    assert any(words in text for text in texts)


def test_codes_are_given_once() -> None:
    assert [code for code, number in Counter(question["code"] for question in QUESTIONS).items() if number > 1] == []
    slugs = Counter((path.parent.parent.name, read(path)["slug"]) for path in LESSONS)
    assert [slug for slug, number in slugs.items() if number > 1] == []


def key_problem(question: dict[str, Any]) -> str:
    """What is wrong with a key, or nothing."""
    key, kind, options = question["key"], question["kind"], question.get("options", [])
    letters = "ABCDE"[: len(options)]
    if kind == "single":
        return "" if ONE_KEY.fullmatch(key) and key in letters else "key"
    if kind == "multiple":
        return "" if SEVERAL_KEYS.fullmatch(key) and set(key) <= set(letters) and len(set(key)) == len(key) else "key"
    if kind == "true_false":
        return "" if key in {"T", "F"} else "key"
    if kind == "numeric":
        return "" if re.fullmatch(r"-?\d+(\.\d+)?", key) and Decimal(question.get("tolerance", "0")) >= 0 else "key"
    if kind == "fill_in":
        return "" if isinstance(key, list) and key and all(isinstance(text, str) and text for text in key) else "key"
    if kind == "essay":
        total = sum(Decimal(points) for _text, points in question["rubric"])
        return "" if key and total == Decimal(question["points"]) else "rubric"
    return "kind"


def test_keys_are_keys() -> None:
    assert [(question["code"], problem) for question in QUESTIONS if (problem := key_problem(question))] == []
    assert [question["code"] for question in QUESTIONS if question["topic"] not in TOPICS or question["difficulty"] not in {1, 2, 3}] == []
    assert [question["code"] for question in QUESTIONS if not question["stem"] or not question["explanation"]] == []


def test_options_differ() -> None:
    choices = [question for question in QUESTIONS if question["kind"] in {"single", "multiple"}]
    assert [question["code"] for question in choices if not 4 <= len(set(question["options"])) == len(question["options"]) <= 5] == []


def test_computed_answers_compute() -> None:
    checked = [question for question in QUESTIONS if "check" in question]
    wrong = []
    for question in checked:
        expected = question.get("check_equals", question["key"])
        if rounded(question["check"], int(question["check_places"])) != Decimal(expected):
            wrong.append(question["code"])
    assert (len(checked) > 20, wrong) == (True, [])
    assert [question["code"] for question in QUESTIONS if question["kind"] == "numeric" and "check" not in question] == []


CLAIMS = [(question["code"], claim) for question in QUESTIONS for claim in question.get("assert", [])]


@pytest.mark.parametrize(("code", "claim"), CLAIMS, ids=[f"{code} {claim['where']}" for code, claim in CLAIMS])
def test_a_number_in_an_answer_computes(code: str, claim: dict[str, Any]) -> None:
    assert rounded(claim["expression"], claim["places"]) == Decimal(claim["equals"])


def test_no_answer_computes_unasserted() -> None:
    """An equals sign between figures in an explanation is a claim."""
    computing = [question for question in QUESTIONS if re.search(r"\d[^。；]*[=＝≈]\s*\d", question["explanation"])]
    assert [question["code"] for question in computing if not {"check", "assert"} & set(question)] == []


@pytest.mark.django_db
def test_the_library_is_imported_once() -> None:
    first = import_library()
    assert (first.courses, first.lessons, first.changed) == (12, len(LESSONS), 12 + len(LESSONS))
    ids = dict(LessonPage.objects.values_list("pk", "public_id"))
    revisions = Revision.objects.count()
    second = import_library()
    assert (second.changed, Revision.objects.count(), dict(LessonPage.objects.values_list("pk", "public_id"))) == (0, revisions, ids)
    assert set(Competency.objects.filter(kind="topic").values_list("code", flat=True)) == TOPICS
    assert CoursePage.objects.filter(bank__isnull=False).count() == 0


def small_library(folder: Path, *lessons: str) -> Path:
    """A library of one course whose lessons hold one text each."""
    source = next(path for path in FOLDERS if path.name.startswith("C03"))
    target = folder / source.name
    (target / "lessons").mkdir(parents=True, exist_ok=True)
    (target / "course.toml").write_text((source / "course.toml").read_text(encoding="utf-8"), encoding="utf-8")
    for old in (target / "lessons").glob("*"):
        old.unlink()
    for place, text in enumerate(lessons, start=1):
        slug = text.split()[0]
        (target / "lessons" / f"{place:02d}-{slug}.toml").write_text(
            f'title="{slug}"\nslug="{slug}"\nminutes=30\ntopics=["C03.01"]\nsummary="x"\ngoals=["能"]\n[[block]]\ntype="text"\nheading="h"\nhtml="<p>{text}</p>"\n',
            encoding="utf-8",
        )
    return folder


@pytest.mark.django_db
def test_a_changed_lesson_keeps_its_address_and_its_sections(tmp_path: Path) -> None:
    import_library(library=small_library(tmp_path, "one", "two"))
    before = LessonPage.objects.get(slug="one")
    result = import_library(library=small_library(tmp_path, "two", "one corrected", "three <script>alert(1)</script>"))
    after = LessonPage.objects.get(slug="one")
    assert result.changed == 2
    assert (after.public_id, [block.id for block in after.body]) == (before.public_id, [block.id for block in before.body])
    assert "corrected" in after.plain_text
    assert list(LessonPage.objects.filter(live=True).order_by("path").values_list("title", flat=True)) == ["two", "one", "three"]
    assert "<script" not in str(LessonPage.objects.get(slug="three").body[0].value["html"].source)
    import_library(library=small_library(tmp_path, "two"))
    assert list(LessonPage.objects.filter(live=True).values_list("slug", flat=True)) == ["two"]
