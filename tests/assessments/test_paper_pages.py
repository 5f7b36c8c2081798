"""The papers' pages: from blueprint to publication, for authors of the own bank and nobody else."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.papers import draw_paper
from assessments.enums import PaperState
from assessments.models import Paper
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.records.enums import Verb
from lms.records.queries import acts_about
from tests.assessments.test_papers import codes
from tests.cast import Cast
from tests.factories.assessments import blueprint_row, make_approved, make_paper, make_published

LOOKS = ("paper-detail", "paper-preview", "paper-keys")
STEPS = (
    "paper-feasibility",
    "paper-draw",
    "paper-submit",
    "paper-return",
    "paper-publish",
    "paper-retire",
    "paper-copy",
    "paper-file",
    "paper-file-answers",
    "paper-file-key",
)


def form_data(*rows: dict[str, object], **fields: str) -> dict[str, object]:
    data: dict[str, object] = {"title": "结业考试", "code": "P-1", "kind": "exam", "instructions": "", **fields}
    data |= {"rows-TOTAL_FORMS": len(rows), "rows-INITIAL_FORMS": 0, "rows-MIN_NUM_FORMS": 0, "rows-MAX_NUM_FORMS": 40}
    return data | {f"rows-{number}-{name}": value for number, row in enumerate(rows) for name, value in row.items() if value is not None}


def test_a_paper_from_blueprint_to_publication_by_its_pages(cast: Cast, sign_in) -> None:
    for _number in range(3):
        make_approved(cast.bank)
    client = sign_in(cast.instructor)
    client.post(reverse("paper-new"), {"title": "结业考试", "code": "P-1", "kind": "exam"})
    paper = Paper.objects.get(bank=cast.bank)
    address = {name: reverse(name, args=[paper.public_id]) for name in (*LOOKS, *STEPS, "paper-edit")}
    short = client.post(address["paper-feasibility"], form_data(blueprint_row(count=5)))
    assert (short.context["report"].feasible, [row["short"] for row in short.context["rows"]]) == (False, [2])
    assert client.post(address["paper-edit"], form_data(blueprint_row(count=2), {"topic": ""})).status_code == 302
    client.post(address["paper-draw"])
    assert len(codes(paper)) == 2
    assert [client.get(address[name]).status_code for name in LOOKS] == [200, 200, 200]
    options = client.get(reverse("paper-replace", args=[paper.public_id, 1])).context["options"]
    client.post(reverse("paper-replace", args=[paper.public_id, 1]), {"question": options[0].public_id})
    assert codes(paper)[0] == options[0].code
    client.post(address["paper-publish"])
    paper.refresh_from_db()
    assert paper.state == PaperState.PUBLISHED
    assert client.get(address["paper-edit"]).status_code == 404
    assert client.post(address["paper-copy"]).status_code == 302
    assert Paper.objects.get(code="P-1-2").blueprint == paper.blueprint


def test_a_code_is_given_once_per_bank(cast: Cast, strangers: Cast, sign_in) -> None:
    fields = {"title": "结业考试", "code": "P-1", "kind": "exam"}
    statuses = [sign_in(part.instructor).post(reverse("paper-new"), fields).status_code for part in (cast, cast, strangers)]
    assert (statuses, Paper.objects.count()) == ([302, 200, 302], 2)


def test_the_preview_holds_no_key(cast: Cast, sign_in) -> None:
    make_approved(cast.bank, explanation="金丝雀解析"), make_approved(cast.bank, explanation="金丝雀解析")
    paper = make_paper(cast.bank)
    draw_paper(paper=paper, actor=paper.author)
    client = sign_in(cast.instructor)
    assert "金丝雀" not in client.get(reverse("paper-preview", args=[paper.public_id])).content.decode()
    assert "金丝雀" in client.get(reverse("paper-keys", args=[paper.public_id])).content.decode()


@pytest.mark.parametrize("part", ["trainee", "mentor", "hr", "class_teacher", "committee", "leader", "board", "auditor", "admin"])
def test_papers_are_for_authors(cast: Cast, sign_in, part: str) -> None:
    client, paper = sign_in(getattr(cast, part)), make_published(cast.bank)
    assert client.get(reverse("paper-list")).status_code == 404
    assert {client.get(reverse(name, args=[paper.public_id])).status_code for name in LOOKS} == {404}
    assert {client.post(reverse(name, args=[paper.public_id])).status_code for name in STEPS} == {404}


def test_papers_of_another_bank_do_not_exist(cast: Cast, strangers: Cast, sign_in) -> None:
    client, paper = sign_in(strangers.instructor), make_published(cast.bank)
    assert list(client.get(reverse("paper-list")).context["page"]) == []
    assert {client.get(reverse(name, args=[paper.public_id])).status_code for name in (*LOOKS, "paper-edit")} == {404}
    assert {client.post(reverse(name, args=[paper.public_id])).status_code for name in STEPS} == {404}
    assert client.get(reverse("paper-replace", args=[paper.public_id, 1])).status_code == 404
    assert Job.objects.count() == 0


@pytest.mark.parametrize(
    "spoilt",
    [
        {"count": "0"},
        {"count": "x"},
        {"points": "-1"},
        {"topic": "X9"},
        {"difficulty": "7"},
        {"kind": "riddle"},
        {"count": "301"},
        {"points": ""},
    ],
)
def test_a_bad_row_keeps_nothing(cast: Cast, sign_in, spoilt: dict[str, str]) -> None:
    make_approved(cast.bank)
    paper = make_paper(cast.bank, author=cast.instructor, rows=[])
    answer = sign_in(cast.instructor).post(reverse("paper-edit", args=[paper.public_id]), form_data({**blueprint_row(), **spoilt}))
    paper.refresh_from_db()
    assert (answer.status_code, answer.context["rows_form"].is_valid(), paper.blueprint) == (200, False, [])


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_cost_the_same_for_one_row_and_for_more(cast: Cast, sign_in) -> None:
    client = sign_in(cast.instructor)
    small, counts = make_published(cast.bank, questions=1), []
    counts.append(queries(client, reverse("paper-list")))
    large = make_published(cast.bank, questions=4)
    make_published(cast.bank)
    counts.append(queries(client, reverse("paper-list")))
    assert counts[0] == counts[1]
    for name in LOOKS:
        assert queries(client, reverse(name, args=[small.public_id])) == queries(client, reverse(name, args=[large.public_id])), name


@pytest.mark.parametrize("name", ["paper-file", "paper-file-answers", "paper-file-key"])
def test_files_come_from_jobs_and_are_logged(cast: Cast, sign_in, name: str) -> None:
    make_approved(cast.bank, kind="essay"), make_approved(cast.bank, kind="numeric"), make_approved(cast.bank)
    paper = make_paper(cast.bank, author=cast.instructor, rows=[blueprint_row(count=3, kind="")])
    draw_paper(paper=paper, actor=cast.instructor)
    sign_in(cast.instructor).post(reverse(name, args=[paper.public_id]))
    job = Job.objects.get(kind="assessments.paper_file")
    run_job(job.pk)
    job.refresh_from_db()
    with job.file.open("rb") as stream:
        content = stream.read()
    assert (job.state, acts_about("paper", paper.public_id).filter(verb=Verb.EXPORTED).count()) == ("done", 1)
    if name == "paper-file-key":
        rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
        assert [row[2] for row in rows[3:]] == codes(paper)
    else:
        assert content.startswith(b"%PDF-")
