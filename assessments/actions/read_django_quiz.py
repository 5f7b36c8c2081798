"""Reads an old django-quiz-app database file with plain SQL, by column name, so that one reader serves both of its schemas."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import tzinfo
from pathlib import Path
from urllib.parse import quote

from ..domain.legacy_quiz import OldBank, OldQuestion, OldQuiz, OldSitting, answers_in, ids_in, moment_in, progress_in


class NotAQuizDatabase(ValueError):
    """The file is no SQLite database, or lacks a table or column; ``str()`` says which."""


def read_django_quiz(path: Path, zone: tzinfo) -> OldBank:
    """Everything the importer uses; the file is opened read-only and never changed. ``zone`` is that of its naive moments."""
    if not path.is_file():
        raise NotAQuizDatabase(f"no such file: {path.name}")
    try:
        # immutable: without it SQLite would write a journal beside the file of the old system.
        with closing(sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1", uri=True)) as source:
            source.row_factory = sqlite3.Row
            source.text_factory = lambda raw: raw.decode("utf-8", "replace")
            return OldBank(tuple(_questions(source)), tuple(_quizzes(source)), tuple(_sittings(source, zone)), tuple(_progress(source)))
    except sqlite3.Error as error:
        raise NotAQuizDatabase(str(error)) from error
    except (KeyError, IndexError) as error:
        raise NotAQuizDatabase(f"a column is missing: {error}") from error


def _questions(source: sqlite3.Connection) -> Iterator[OldQuestion]:
    categories = dict(source.execute("SELECT id, category FROM quiz_category"))
    choices: dict[int, list[tuple[int, str, bool]]] = {
        row[0]: [] for row in source.execute("SELECT question_ptr_id FROM multichoice_mcquestion")
    }
    for row in source.execute("SELECT id, question_id, content, correct FROM multichoice_answer ORDER BY id"):
        choices.setdefault(row["question_id"], []).append((row["id"], row["content"] or "", bool(row["correct"])))
    truths = dict(source.execute("SELECT question_ptr_id, correct FROM true_false_tf_question"))
    essays = {row[0] for row in source.execute("SELECT question_ptr_id FROM essay_essay_question")}
    for row in source.execute("SELECT id, content, explanation, category_id, figure FROM quiz_question ORDER BY id"):
        number = row["id"]
        kind = "choice" if number in choices else "true_false" if number in truths else "essay" if number in essays else ""
        yield OldQuestion(
            id=number,
            kind=kind,
            stem=row["content"] or "",
            explanation=row["explanation"] or "",
            category=categories.get(row["category_id"]) or "",
            figure=row["figure"] or "",
            options=tuple(choices.get(number, ())),
            truth=bool(truths[number]) if number in truths else None,
        )


def _quizzes(source: sqlite3.Connection) -> Iterator[OldQuiz]:
    questions: dict[int, list[int]] = {}
    for row in source.execute("SELECT question_id, quiz_id FROM quiz_question_quiz ORDER BY id"):
        questions.setdefault(row["quiz_id"], []).append(row["question_id"])
    for row in source.execute("SELECT id, title, pass_mark FROM quiz_quiz ORDER BY id"):
        yield OldQuiz(row["id"], row["title"] or "", int(row["pass_mark"] or 0), tuple(questions.get(row["id"], ())))


def _users(source: sqlite3.Connection) -> dict[int, str]:
    return dict(source.execute("SELECT id, username FROM auth_user"))


def _sittings(source: sqlite3.Connection, zone: tzinfo) -> Iterator[OldSitting]:
    users = _users(source)
    columns = 'id, user_id, quiz_id, question_order, incorrect_questions, current_score, complete, user_answers, "start", "end"'
    for row in source.execute(f"SELECT {columns} FROM quiz_sitting ORDER BY id"):
        yield OldSitting(
            id=row["id"],
            user=users.get(row["user_id"], str(row["user_id"])),
            quiz=row["quiz_id"],
            started=moment_in(row["start"], zone),
            ended=moment_in(row["end"], zone),
            complete=bool(row["complete"]),
            questions=ids_in(row["question_order"]),
            incorrect=ids_in(row["incorrect_questions"]),
            score=int(row["current_score"] or 0),
            answers=answers_in(row["user_answers"]),
        )


def _progress(source: sqlite3.Connection) -> Iterator[tuple[str, str, int, int]]:
    users = _users(source)
    for row in source.execute("SELECT user_id, score FROM quiz_progress ORDER BY id"):
        for category, right, possible in progress_in(row["score"]):
            yield users.get(row["user_id"], str(row["user_id"])), category, right, possible
