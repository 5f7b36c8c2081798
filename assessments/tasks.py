"""Background work of the assessments room: ids in, one action."""

from celery import shared_task
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lms.jobs.actions import JobHandle, JobRefused, job_kind
from lms.jobs.models import Job
from lms.people.models import User
from lms.records.enums import Verb
from lms.toolkit.upload_problem import UploadProblem

from .actions.export_questions import log_question_export
from .actions.import_questions import ImportReport, import_questions
from .actions.papers import log_paper
from .actions.publish_paper import paper_digest
from .actions.submit_sitting import close_overdue
from .actions.write_exam import log_exam
from .documents.paper_files import PaperQuestion, PaperText, key_workbook, paper_pdf
from .documents.question_workbook import exported, question_workbook
from .documents.results_workbook import results_workbook
from .models import Paper
from .permissions import may_use_bank
from .queries.exams import exams_run_by
from .queries.papers import items_of, papers_visible_to
from .queries.questions import chosen_questions
from .queries.release import release_state, topic_names
from .queries.result_rows import questions_of, result_rows
from .queries.versions import content_of


def _author(job: JobHandle) -> User:
    """Whoever asked, if they still are an author of that bank: rights are asked again when the work is done."""
    user = job.job.owner
    if user is None or not may_use_bank(user) or user.bank_id != job.job.bank_id:
        raise JobRefused(_("You can no longer work with this question bank."))
    return user


def _import(upload: Job, author: User, *, dry_run: bool, submit: bool = False) -> ImportReport:
    with upload.upload.open("rb") as stream:
        try:
            return import_questions(bank=author.bank, file=stream, author=author, dry_run=dry_run, submit=submit)
        except UploadProblem as problem:
            raise JobRefused(str(problem)) from problem


@job_kind("assessments.question_check")
def question_check(job: JobHandle) -> None:
    """Dry run: what is wrong, or what the import would do; nothing is written."""
    author = _author(job)
    job.report(1, 2, _("Reading the workbook …"))
    report = _import(job.job, author, dry_run=True)
    job.finish(result=report.as_dict(), url=reverse("question-import-report", args=[job.job.public_id]), message=_("The dry run is done."))


@job_kind("assessments.question_import")
def question_import(job: JobHandle) -> None:
    """The import of a file that a dry run has read; anything wrong by now refuses all of it."""
    author = _author(job)
    checked = Job.objects.get(public_id=job.args["check"], owner=author, kind="assessments.question_check")
    job.report(1, 2, _("Importing the questions …"))
    report = _import(checked, author, dry_run=False, submit=bool(job.args.get("submit")))
    if report.problems:
        words = _("Since the dry run something has changed: %(count)d mistakes. Nothing was imported; please check again.")
        raise JobRefused(words % {"count": len(report.problems)})
    words = _("%(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
    counts = {"new": report.new, "changed": report.changed, "unchanged": report.unchanged}
    job.finish(result=report.as_dict(), url=reverse("question-list"), message=words % counts)


@job_kind("assessments.question_export")
def question_export(job: JobHandle) -> None:
    """The questions under the filters of the list, keys included; logged."""
    author = _author(job)
    filters = {name: str(value) for name, value in job.args.items()}
    rows = chosen_questions(author, filters).select_related("topic", "current_version").order_by("code", "id")
    questions = [
        exported(row.code, row.topic.code, content_of(row.current_version, row.kind))
        for row in rows.iterator(chunk_size=2000)
        if row.current_version is not None
    ]
    topics = sorted(topic_names([row["topic"] for row in questions]).items())
    job.report(1, 2, _("Writing the workbook …"))
    job.keep_file("questions.xlsx", question_workbook(questions, topics=topics))
    log_question_export(user=author, count=len(questions), filters=filters)
    job.finish(message=_("%(count)d questions exported.") % {"count": len(questions)})


def paper_text(paper: Paper) -> PaperText:
    """The paper as its files show it."""
    questions = [
        PaperQuestion(
            number=item.position,
            section=item.section,
            code=item.question_version.question.code,
            topic=str(item.question_version.question.topic),
            points=item.points,
            content=content_of(item.question_version, item.question_version.question.kind),
        )
        for item in items_of(paper)
    ]
    return PaperText(
        title=paper.title,
        code=paper.code,
        kind=paper.kind,
        instructions=paper.instructions,
        total=paper.total_points,
        digest=paper_digest(paper),
        bank=paper.bank.brand_name or paper.bank.name,
        questions=questions,
    )


@job_kind("assessments.paper_file")
def paper_file(job: JobHandle) -> None:
    """A paper as PDF with or without answers, or its key as a workbook; logged, because it leaves the house."""
    author = _author(job)
    paper = papers_visible_to(author).select_related("bank").get(public_id=job.args["paper"])
    text, form = paper_text(paper), str(job.args["form"])
    job.report(1, 2, _("Writing the file …"))
    if form == "key":
        name, content = f"{paper.code}-key.xlsx", key_workbook(text)
    else:
        answers = form == "answers"
        name = f"{paper.code}-answers.pdf" if answers else f"{paper.code}.pdf"
        content = paper_pdf(text, answers=answers, printed_by=author.name, printed_at=timezone.now())
    log_paper(paper, Verb.EXPORTED, author, form=form)
    job.keep_file(name, content)


@job_kind("assessments.results_export")
def results_export(job: JobHandle) -> None:
    """The results of one exam; rights are asked again when the work is done, and the export is logged."""
    user = job.job.owner
    exam = exams_run_by(user).select_related("bank", "cohort", "paper").filter(public_id=job.args["exam"]).first() if user else None
    if user is None or exam is None:
        raise JobRefused(_("You can no longer see this exam."))
    questions, now = questions_of(exam), timezone.now()
    codes = list(dict.fromkeys(question.topic for question in questions))
    names = topic_names(codes)
    notes = [str(exam.cohort), _("Printed by %(name)s") % {"name": user.name}]
    if waiting := release_state(exam, now).waiting:
        words = ngettext(
            "%(n)d paper waits for its marks and has no score yet.", "%(n)d papers wait for their marks and have no score yet.", waiting
        )
        notes.append(words % {"n": waiting})
    job.report(1, 2, _("Writing the workbook …"))
    content = results_workbook(
        title=exam.title,
        rows=result_rows(exam, questions),
        questions=[(number, str(one.kind.label), one.topic, one.points) for number, one in enumerate(questions, start=1)],
        topics={code: names.get(code, code) for code in codes},
        notes=notes,
        now=now,
    )
    log_exam(exam, Verb.EXPORTED, user.key)
    job.keep_file("results.xlsx", content)
    job.finish(message=_("The workbook is ready."))


@shared_task(name="assessments.close_overdue")
def close_overdue_sittings() -> None:
    """Closes what the clock has ended; ``manage.py close_overdue`` does the same without a broker."""
    close_overdue()
