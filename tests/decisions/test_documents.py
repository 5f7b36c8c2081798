"""What the room prints: every page numbered, digest and signatures on it, rare characters drawn, nobody else in a letter."""

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from lms.decisions.actions import sign_decision
from lms.decisions.documents.letter import letter_for
from lms.decisions.documents.letter_pdf import letter_pdf
from lms.decisions.documents.ranking_excel import ranking_workbook
from lms.decisions.documents.ranking_pdf import ranking_pdf
from lms.decisions.documents.rule_pdf import rule_pdf
from lms.decisions.models import Decision, Standing
from lms.decisions.queries.meeting_page import bar_of, meeting_table
from lms.decisions.tasks import ask_for_excel, ask_for_issue, ask_for_letter, ask_for_rule_pdf
from lms.jobs.actions import run_job
from lms.records.models import IssuedDocument
from tests.cast import Cast
from tests.factories.decisions import DAY, RANKED_AT, make_class, make_draft, publish

RARE = "李㛃䶮"
AFTER = RANKED_AT + 20 * DAY


@pytest.fixture
def published(cast: Cast) -> Decision:
    cohort, enrolments = make_class(cast.bank, 6)
    enrolments[2].user.name = RARE
    enrolments[2].user.save(update_fields=["name"])
    enrolments[4].user.name = "刘𬭊"  # beyond the first plane: drawn, though copied text may show another character
    enrolments[4].user.save(update_fields=["name"])
    enrolments[3].user.name = "=cmd|' /C calc'!A0"
    enrolments[3].user.save(update_fields=["name"])
    return publish(make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board]), cast.hr, [cast.leader])


def text_of(content: bytes, folder: Path) -> str:
    """What a reader can copy out of the pages."""
    file = folder / "page.pdf"
    file.write_bytes(content)
    return subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, check=True).stdout.decode()


def test_the_ranking_on_paper(cast: Cast, published: Decision, tmp_path: Path) -> None:
    for user in (cast.leader, cast.board):
        published = sign_decision(decision=published, signer=user, digest=published.content_digest, now=AFTER)
    text = text_of(ranking_pdf(decision=published, printed_by=cast.hr.name, now=AFTER), tmp_path)
    for wanted in (RARE, cast.leader.name, cast.board.name, cast.hr.name, published.content_digest, "91.60", "71.60"):
        assert wanted in text
    assert ranking_pdf(decision=published, printed_by="x", now=AFTER) == ranking_pdf(decision=published, printed_by="x", now=AFTER)


def test_a_draft_says_that_it_is_one(cast: Cast, tmp_path: Path) -> None:
    cohort, enrolments = make_class(cast.bank, 3)
    draft = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    with override("en"):
        text = text_of(ranking_pdf(decision=draft, printed_by="x", now=AFTER), tmp_path)
    assert "Draft for the decision meeting" in text


def test_a_letter_on_paper_names_only_its_reader(cast: Cast, published: Decision, tmp_path: Path) -> None:
    rows = list(Standing.objects.filter(decision=published).select_related("user", "decision__run", "decision__bank", "outcome"))
    text = text_of(letter_pdf(standing=rows[2], printed_by="x", now=AFTER), tmp_path)
    assert (RARE in text, published.content_digest in text, rows[2].composite in text) == (True, True, True)
    assert [row.user.name for row in rows if row.user.name in text] == [RARE]


def test_the_letter_follows_the_facts(published: Decision) -> None:
    with override("en"):
        rows = list(Standing.objects.filter(decision=published).select_related("user", "decision__run", "decision__cohort", "outcome"))
        first, last = (" ".join(text for section in letter_for(row).sections for text in section.paragraphs) for row in (rows[0], rows[-1]))
    assert "You are number 1 of 6 who are ranked." in first
    assert "The standard is 60.00 points: you meet it." in first
    assert "You are number 6 of 6 who are ranked." in last
    assert "no proof that somebody is unfit" in last


def test_the_workbook_holds_numbers_and_no_formulas(published: Decision) -> None:
    book = openpyxl.load_workbook(io.BytesIO(ranking_workbook(decision=published, printed_by="x", now=AFTER)))
    assert len(book.sheetnames) == 3
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None]
    assert 91.6 in {cell.value for cell in cells}
    named = [cell for cell in cells if str(cell.value).startswith("=cmd")]
    assert [cell.data_type for cell in named] == ["s"]


def test_the_rule_on_paper_has_a_line_for_everybody(cast: Cast, published: Decision, tmp_path: Path) -> None:
    text = text_of(rule_pdf(version=published.rule_version, printed_by="x", now=AFTER), tmp_path)
    assert published.rule_version.digest.removeprefix("sha256:") in text
    names = {row.user.name for row in published.standings.select_related("user")}
    assert {name for name in names if name not in text} <= {"刘𬭊"}


def test_what_is_issued_is_kept_once_per_stage_and_served_as_it_was(cast: Cast, strangers: Cast, published: Decision) -> None:
    for _ in range(2):
        run_job(ask_for_issue(decision=published, actor=cast.hr).pk)
    document = IssuedDocument.objects.get()
    url = reverse("decision-issued", args=[published.public_id, document.public_id])
    client, stranger = Client(), Client()
    client.force_login(cast.auditor, backend="lms.people.backends.PeopleBackend")
    stranger.force_login(strangers.auditor, backend="lms.people.backends.PeopleBackend")
    with document.file.open("rb") as file:
        assert b"".join(client.get(url).streaming_content) == file.read()
    assert stranger.get(url).status_code == 404


def test_the_jobs_hand_over_their_files(cast: Cast, published: Decision) -> None:
    standing = published.standings.select_related("user", "decision__bank").first()
    jobs = [
        ask_for_excel(decision=published, actor=cast.hr),
        ask_for_letter(standing=standing, actor=standing.user),
        ask_for_rule_pdf(version=published.rule_version, actor=cast.hr),
    ]
    for job in jobs:
        run_job(job.pk)
        job.refresh_from_db()
    assert [(job.state, job.file.name.rsplit(".", 1)[1]) for job in jobs] == [("done", "xlsx"), ("done", "pdf"), ("done", "pdf")]


def test_what_cannot_be_printed_is_named(cast: Cast, published: Decision) -> None:
    standing = published.standings.select_related("user", "decision__bank").first()
    standing.user.name = "王\U0001f600"
    standing.user.save(update_fields=["name"])
    job = ask_for_letter(standing=standing, actor=cast.hr)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, "U+1F600" in job.error) == ("failed", True)


@pytest.mark.parametrize(
    ("scale", "composite", "error", "expected"),
    [
        ("raw", "96.5", "4", ["89.92", "96.50", "100.00"]),
        ("raw", "3", "4", ["0.00", "3.00", "9.58"]),
        ("raw", "80", None, ["80.00", "80.00", "80.00"]),
        ("z", "96.5", "4", ["89.92", "96.50", "103.08"]),
    ],
)
def test_an_interval_of_points_stays_between_0_and_100(scale: str, composite: str, error: str | None, expected: list[str]) -> None:
    bar = bar_of({"composite": {"exact": composite}, "error": error}, {"composite": {"standardisation": scale}})
    assert bar is not None
    assert [str(each) for each in (bar.low, bar.value, bar.high)] == expected


def test_the_scale_of_all_bars_is_whole_points_within_what_points_can_be(published: Decision) -> None:
    table = meeting_table(published)
    highest = max(row.bar.high for row in table.rows if row.bar)
    assert [table.high, table.low == table.low.to_integral_value(), highest <= table.high <= 100] == [100, True, True]
