"""Import a sheet of questions into a bank or the shared library: everything or nothing, with a dry run."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.evidence.enums import CompetencyKind
from lms.evidence.models import Competency
from lms.people.models import Organisation, User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.spreadsheet import Problem

from ..domain.content import Content, restored, stored
from ..enums import ReviewState
from ..models import Question, QuestionVersion
from .bulk_insert import insert_many
from .question_sheet import QuestionSheet, SheetQuestion, problem_at, read_question_sheet
from .write_question import search_tokens


@dataclass(frozen=True)
class ImportReport:
    """What an import did, or in a dry run would do; with ``problems`` nothing was changed."""

    sheet: str
    total: int
    new: int
    changed: int
    unchanged: int
    problems: list[Problem] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)

    def as_dict(self, *, most: int = 500) -> dict[str, Any]:
        """Plain values for a job; of many problems the first ``most``."""
        return {
            "sheet": self.sheet,
            "total": self.total,
            "new": self.new,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "kinds": self.kinds,
            "problem_count": len(self.problems),
            "problems": [problem.as_dict() for problem in self.problems[:most]],
        }


@dataclass(frozen=True)
class _Known:
    """A question the bank already has, with its newest version."""

    question: Question
    number: int
    state: str
    content: Content


@transaction.atomic
def import_questions(
    *,
    bank: Organisation | None,
    file: IO[bytes],
    author: User | None,
    dry_run: bool = False,
    submit: bool = False,
    now: datetime | None = None,
) -> ImportReport:
    """Read a question workbook and store it. New numbers make drafts, known ones whose content differs a new version.

    ``bank`` None is the shared library. ``submit`` puts them in review at once. Raises UploadProblem for a broken file.
    """
    sheet = read_question_sheet(file)
    if bank is not None and not dry_run:
        # Two imports into one bank would take each other's numbers.
        Organisation.objects.select_for_update().get(pk=bank.pk)
    topics = {topic.code: topic for topic in Competency.objects.filter(kind=CompetencyKind.TOPIC)}
    known = _known(bank, {question.code for question in sheet.questions})
    problems = sorted([*sheet.problems, *_conflicts(sheet, topics, known)], key=lambda problem: problem.row or 0)
    new = [question for question in sheet.questions if question.code not in known]
    changed = [one for one in sheet.questions if one.code in known and _differs(one, known[one.code])]
    report = ImportReport(
        sheet=sheet.title,
        total=len(sheet.questions),
        new=len(new),
        changed=len(changed),
        unchanged=len(sheet.questions) - len(new) - len(changed),
        problems=problems,
        kinds=dict(Counter(question.content.kind for question in sheet.questions)),
    )
    if not problems and not dry_run:
        moment, state = now or timezone.now(), ReviewState.IN_REVIEW if submit else ReviewState.DRAFT
        _store_new(bank, new, topics, author, state, moment)
        _store_changed(changed, known, topics, author, state, moment)
        _log(bank, author, report, moment)
    return report


def _log(bank: Organisation | None, author: User | None, report: ImportReport, moment: datetime) -> None:
    log_act(
        organisation_key=bank.public_id if bank else "",
        actor_key=author.key if author else "",
        verb=Verb.IMPORTED,
        object_kind="question_bank",
        object_id=bank.public_id if bank else "library",
        details={"new": report.new, "changed": report.changed, "unchanged": report.unchanged},
        now=moment,
    )


def _known(bank: Organisation | None, codes: set[str]) -> dict[str, _Known]:
    newest: dict[str, QuestionVersion] = {}
    rows = QuestionVersion.objects.filter(question__bank=bank).select_related("question__topic").order_by("number")
    for version in rows.iterator(chunk_size=2000):
        if version.question.code in codes:
            newest[version.question.code] = version
    return {
        code: _Known(
            question=version.question,
            number=version.number,
            state=version.state,
            content=restored(
                kind=version.question.kind,
                stem=version.stem,
                points=version.points,
                difficulty=version.difficulty,
                options=version.options,
                key=version.key,
                marking=version.marking,
                explanation=version.explanation,
            ),
        )
        for code, version in newest.items()
    }


def _conflicts(sheet: QuestionSheet, topics: dict[str, Competency], known: dict[str, _Known]) -> list[Problem]:
    """What is wrong with a row only because of what the bank already holds."""
    problems = []
    for question in sheet.questions:
        if question.topic not in topics:
            reason = _("is not a topic code; the codes stand on the second sheet of the template")
            problems.append(problem_at(sheet.title, question.row, "topic", reason, question.topic, "unknown_topic"))
        before = known.get(question.code)
        if before is None:
            continue
        if before.question.kind != question.content.kind:
            reason = _("can't change: the question already exists as %(kind)s") % {"kind": before.question.get_kind_display()}
            problems.append(problem_at(sheet.title, question.row, "kind", reason, code="kind_fixed"))
        elif before.question.state == ReviewState.RETIRED:
            reason = _("belongs to a retired question")
            problems.append(problem_at(sheet.title, question.row, "code", reason, question.code, "retired"))
        elif before.state == ReviewState.IN_REVIEW and _differs(question, before):
            reason = _("belongs to a question in review; take it back first")
            problems.append(problem_at(sheet.title, question.row, "code", reason, question.code, "in_review"))
    return problems


def _differs(question: SheetQuestion, before: _Known) -> bool:
    then, now = before.content, question.content
    same = (then.stem, then.points, then.difficulty, then.explanation) == (now.stem, now.points, now.difficulty, now.explanation)
    return not same or stored(then) != stored(now) or before.question.topic.code != question.topic


def _version(question_id: int, number: int, content: Content, author: User | None, state: str, moment: datetime) -> QuestionVersion:
    options, key, marking = stored(content)
    return QuestionVersion(
        question_id=question_id,
        number=number,
        stem=content.stem,
        options=options,
        key=key,
        marking=marking,
        explanation=content.explanation,
        difficulty=content.difficulty,
        points=content.points,
        state=state,
        author=author,
        created_at=moment,
    )


def _tokens(question: SheetQuestion, topic: Competency) -> str:
    return search_tokens(code=question.code, topic=topic.name, stem=question.content.stem, options=stored(question.content)[0])


def _store_new(
    bank: Organisation | None, new: list[SheetQuestion], topics: dict[str, Competency], author: User | None, state: str, moment: datetime
) -> None:
    """Six statements, however many questions."""
    insert_many(
        [
            Question(
                bank=bank,
                code=one.code,
                kind=one.content.kind,
                topic=topics[one.topic],
                state=state,
                search_tokens=_tokens(one, topics[one.topic]),
                created_by=author,
                created_at=moment,
            )
            for one in new
        ]
    )
    ids = dict(Question.objects.filter(bank=bank, current_version__isnull=True).values_list("code", "pk"))
    insert_many([_version(ids[one.code], 1, one.content, author, state, moment) for one in new])
    first = QuestionVersion.objects.filter(question=OuterRef("pk")).order_by("-number").values("pk")[:1]
    Question.objects.filter(bank=bank, current_version__isnull=True).update(current_version=Subquery(first))


def _store_changed(
    changed: list[SheetQuestion],
    known: dict[str, _Known],
    topics: dict[str, Competency],
    author: User | None,
    state: str,
    moment: datetime,
) -> None:
    if not changed:
        return
    questions = [known[one.code].question for one in changed]
    QuestionVersion.objects.filter(question__in=questions, state=ReviewState.DRAFT).update(state=ReviewState.RETIRED)
    insert_many([_version(known[one.code].question.pk, known[one.code].number + 1, one.content, author, state, moment) for one in changed])
    newest = dict(QuestionVersion.objects.filter(question__in=questions).order_by("number").values_list("question_id", "pk"))
    for one in changed:
        question = known[one.code].question
        question.topic = topics[one.topic]
        if question.state != ReviewState.APPROVED:
            question.state, question.current_version_id = state, newest[question.pk]
            question.search_tokens = _tokens(one, topics[one.topic])
    Question.objects.bulk_update(questions, ["topic", "state", "current_version", "search_tokens"], batch_size=500)
