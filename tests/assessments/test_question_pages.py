"""The question bank's pages: for authors of the own bank, and nobody else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.papers import draw_paper
from assessments.enums import ReviewState
from assessments.models import Question
from lms.jobs.actions import run_job
from lms.jobs.models import Job
from lms.people.enums import Role
from lms.records.enums import Verb
from lms.records.queries import acts_about
from tests.cast import Cast
from tests.clock import MONDAY_MORNING
from tests.factories.assessments import (
    blueprint_row,
    make_approved,
    make_paper,
    make_question,
    make_shared,
    make_topic,
    question_file,
    question_row,
)
from tests.factories.people import make_user

AUTHORS = ("instructor", "consultant")
OTHERS = ("trainee", "mentor", "hr", "class_teacher", "committee", "leader", "board", "auditor", "admin")
SINGLE = {
    "topic": "C03.01",
    "difficulty": "2",
    "points": "2",
    "stem": "现金取哪天的数？",
    "option_a": "调查日",
    "option_b": "申请日",
    "correct": "A",
}


def page(client: Client, name: str, *args: object) -> int:
    return client.get(reverse(name, args=args)).status_code


@pytest.mark.parametrize("part", AUTHORS)
def test_authors_work_with_their_bank(cast: Cast, sign_in, part: str) -> None:
    question = make_question(cast.bank)
    user = getattr(cast, part)
    user.memberships.update(confidentiality_acknowledged_at=MONDAY_MORNING)
    client = sign_in(user)
    names = ("question-list", "question-new", "question-review", "question-import", "question-template", "paper-list", "paper-new")
    assert [page(client, name) for name in names] == [200] * len(names)
    assert page(client, "question-detail", question.public_id) == 200
    assert page(client, "question-edit", question.public_id) == 200


@pytest.mark.parametrize("part", OTHERS)
def test_nobody_else_finds_them(cast: Cast, sign_in, part: str) -> None:
    question = make_question(cast.bank)
    client = sign_in(getattr(cast, part))
    for name in ("question-list", "question-new", "question-review", "question-import", "question-template"):
        assert page(client, name) == 404
    assert page(client, "question-detail", question.public_id) == 404
    assert client.post(reverse("question-export")).status_code == 404
    assert client.post(reverse("question-preview", args=["single"]), SINGLE).status_code == 404


def test_anonymous_people_are_sent_to_sign_in(client: Client, db: None) -> None:
    response = client.get(reverse("question-list"))
    assert (response.status_code, response.headers["Location"].split("?")[0]) == (302, reverse("sign-in"))


STEPS = ("question-submit", "question-withdraw", "question-approve", "question-return", "question-retire", "question-restore")


def test_another_bank_finds_nothing(cast: Cast, strangers: Cast, sign_in) -> None:
    question = make_approved(cast.bank, stem="只属于本行的题干")
    client = sign_in(strangers.instructor)
    assert list(client.get(reverse("question-list"), {"q": "只属于本行"}).context["page"]) == []
    assert question.code not in client.get(reverse("question-list")).content.decode()
    assert page(client, "question-detail", question.public_id) == 404
    assert page(client, "question-edit", question.public_id) == 404
    assert {client.post(reverse(name, args=[question.public_id]), {"version": 1}).status_code for name in STEPS} == {404}
    question.refresh_from_db()
    assert question.state == ReviewState.APPROVED


def test_the_shared_library_is_read_by_all_and_changed_by_none(cast: Cast, strangers: Cast, sign_in) -> None:
    question = make_shared(code="LIB-1")
    for part in (cast, strangers):
        client = sign_in(part.instructor)
        assert "LIB-1" in client.get(reverse("question-list")).content.decode()
        shown = client.get(reverse("question-detail", args=[question.public_id]))
        version = question.versions.select_related("author", "reviewer").get()
        assert (shown.status_code, version.author.name in shown.content.decode()) == (200, False)
        assert version.reviewer.name not in shown.content.decode()
        assert page(client, "question-edit", question.public_id) == 404
        assert {client.post(reverse(name, args=[question.public_id]), {"version": 1}).status_code for name in STEPS} == {404}


@pytest.mark.parametrize("name", [*STEPS, "question-review-approve", "question-export"])
def test_nothing_changes_by_looking(cast: Cast, sign_in, name: str) -> None:
    args = [make_question(cast.bank).public_id] if name in STEPS else []
    assert page(sign_in(cast.instructor), name, *args) == 405


def test_a_question_from_the_form_to_approval_by_a_second_author(cast: Cast, sign_in) -> None:
    make_topic("C03.01")
    author, reviewer = sign_in(cast.instructor), sign_in(make_user(cast.bank, Role.INSTRUCTOR))
    answer = author.post(reverse("question-new") + "?kind=single", {**SINGLE, "code": "N-1"})
    question = Question.objects.get(bank=cast.bank, code="N-1")
    assert answer.headers["Location"] == reverse("question-detail", args=[question.public_id])
    assert (question.state, question.current_version.key) == (ReviewState.DRAFT, {"options": ["A"]})

    author.post(reverse("question-submit", args=[question.public_id]), {"version": 1})
    author.post(reverse("question-approve", args=[question.public_id]), {"version": 1})
    question.refresh_from_db()
    assert question.state == ReviewState.IN_REVIEW, "nobody approves what they wrote"

    reviewer.post(reverse("question-return", args=[question.public_id]), {"version": 1, "comment": "选项太少"})
    author.post(reverse("question-edit", args=[question.public_id]), {**SINGLE, "option_c": "月末"})
    author.post(reverse("question-submit", args=[question.public_id]), {"version": 1})
    reviewer.post(reverse("question-review-approve"), {"version": question.current_version.pk})
    question.refresh_from_db()
    assert (question.state, len(question.current_version.options)) == (ReviewState.APPROVED, 3)

    author.post(reverse("question-edit", args=[question.public_id]), {**SINGLE, "stem": "第二版"})
    question.refresh_from_db()
    assert (question.current_version.number, question.versions.count()) == (1, 2)
    assert "第二版" in author.get(reverse("question-detail", args=[question.public_id])).content.decode()
    verbs = [act.verb for act in acts_about("question", question.public_id)]
    assert verbs == [Verb.CREATED, Verb.SUBMITTED, Verb.REFUSED, Verb.CHANGED, Verb.SUBMITTED, Verb.APPROVED, Verb.CHANGED]


KEYS = {
    "multiple": {"option_a": "甲", "option_b": "乙", "option_c": "丙", "correct": ["A", "C"], "rule": "cn_subset"},
    "true_false": {"truth": "F"},
    "numeric": {"value": "42500", "tolerance": "0.5", "unit": "元"},
    "fill_in": {"accepted": "存货\n库存"},
    "essay": {"reference": "先剔除", "criterion_1": "剔除", "criterion_points_1": "1", "criterion_2": "换算", "criterion_points_2": "1"},
}


@pytest.mark.parametrize("kind", KEYS)
def test_every_kind_has_its_form_and_comes_back_into_it(cast: Cast, sign_in, kind: str) -> None:
    make_topic("C03.01")
    client = sign_in(cast.instructor)
    common = {name: SINGLE[name] for name in ("topic", "difficulty", "points", "stem")}
    answer = client.post(f"{reverse('question-new')}?kind={kind}", {**common, **KEYS[kind], "code": "K-1"})
    assert answer.status_code == 302
    question = Question.objects.get(code="K-1")
    before = (question.current_version.key, question.current_version.marking)
    form = client.get(reverse("question-edit", args=[question.public_id])).context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert client.post(reverse("question-edit", args=[question.public_id]), again).status_code == 302
    question.refresh_from_db()
    assert (question.current_version.key, question.current_version.marking) == before


@pytest.mark.parametrize(
    ("spoilt", "field"),
    [
        ({"correct": "C"}, "correct"),
        ({"option_b": "调查日"}, "option_b"),
        ({"option_d": "丁"}, "option_c"),
        ({"points": "0"}, "points"),
        ({"topic": "X"}, "topic"),
    ],
)
def test_a_mistake_stands_at_its_field_and_nothing_is_kept(cast: Cast, sign_in, spoilt: dict[str, str], field: str) -> None:
    make_topic("C03.01")
    answer = sign_in(cast.instructor).post(reverse("question-new") + "?kind=single", {**SINGLE, "code": "N-1", **spoilt})
    assert (answer.status_code, list(answer.context["form"].errors), Question.objects.count()) == (200, [field], 0)


def test_a_number_is_given_once_per_bank(cast: Cast, strangers: Cast, sign_in) -> None:
    make_question(cast.bank, code="N-1")
    for part, status in ((cast, 200), (strangers, 302)):
        assert sign_in(part.instructor).post(reverse("question-new") + "?kind=single", {**SINGLE, "code": "N-1"}).status_code == status


def test_the_preview_shows_no_key(cast: Cast, sign_in) -> None:
    typed = {**SINGLE, "stem": "<b>题干</b>", "explanation": "金丝雀解析"}
    text = sign_in(cast.instructor).post(reverse("question-preview", args=["single"]), typed).content.decode()
    assert "&lt;b&gt;题干" in text and "调查日" in text and "金丝雀" not in text and "checked" not in text


def test_search_finds_two_characters_numbers_and_nothing_else(cast: Cast, sign_in) -> None:
    topic = make_topic("C06.01", "贷审会分工")
    wanted = make_question(cast.bank, code="C06-001", topic=topic, stem="交叉检验要用几个来源？")
    make_question(cast.bank, code="C03-001")
    client = sign_in(cast.instructor)
    for text, codes in (
        ("交叉检验", ["C06-001"]),
        ("验", ["C06-001"]),
        ("c06", ["C06-001"]),
        ("分工", ["C06-001"]),
        ("交叉 来源", ["C06-001"]),
        ("贷后", []),
    ):
        rows = client.get(reverse("question-list"), {"q": text}).context["page"]
        assert [row.code for row in rows] == codes, text
    filters = {"topic": "C06.01", "difficulty": "1", "kind": "single", "state": "draft", "source": "own"}
    assert [row.pk for row in client.get(reverse("question-list"), filters).context["page"]] == [wanted.pk]
    for name, value in (("difficulty", "3"), ("kind", "essay"), ("state", "approved"), ("source", "shared"), ("topic", "C03.01")):
        assert wanted.pk not in [row.pk for row in client.get(reverse("question-list"), {name: value}).context["page"]]


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_lists_cost_the_same_for_one_row_and_for_more(cast: Cast, sign_in) -> None:
    client, colleague = sign_in(cast.instructor), make_user(cast.bank, Role.INSTRUCTOR)
    counts: dict[str, list[int]] = {"question-list": [], "question-review": []}
    for _round in (1, 3):
        for _row in range(_round):
            question = make_question(cast.bank, author=colleague)
            sign_in(colleague).post(reverse("question-submit", args=[question.public_id]), {"version": 1})
            make_approved(cast.bank)
        for name, found in counts.items():
            found.append(queries(client, reverse(name)))
    assert {name: found[0] == found[1] for name, found in counts.items()} == {"question-list": True, "question-review": True}


def test_papers_of_another_bank_are_not_even_counted(cast: Cast, strangers: Cast, sign_in) -> None:
    make_shared(code="LIB-1")
    paper = make_paper(strangers.bank, author=strangers.instructor, rows=[blueprint_row()])
    draw_paper(paper=paper, actor=strangers.instructor)
    for part, count in ((cast, 0), (strangers, 1)):
        rows = sign_in(part.instructor).get(reverse("question-list")).context["page"]
        assert [(row.code, row.papers) for row in rows] == [("LIB-1", count)]


def test_import_by_page_dry_run_then_confirm(cast: Cast, strangers: Cast, sign_in) -> None:
    make_topic("C03.01")
    client = sign_in(cast.instructor)
    for rows, problems in (([question_row("A-1", key="F")], 1), ([question_row("A-1")], 0)):
        file = question_file(rows)
        file.name = "题库.xlsx"
        answer = client.post(reverse("question-import"), {"file": file})
        job = Job.objects.filter(kind="assessments.question_check").latest("id")
        assert answer.headers["Location"] == reverse("question-import-report", args=[job.public_id])
        run_job(job.pk)
        report = client.get(answer.headers["Location"])
        assert (report.context["report"]["problem_count"], Question.objects.count()) == (problems, 0)
        assert sign_in(make_user(cast.bank, Role.INSTRUCTOR)).get(answer.headers["Location"]).status_code == 404
        assert sign_in(strangers.instructor).get(answer.headers["Location"]).status_code == 404
        client.post(reverse("question-import-confirm", args=[job.public_id]), {"submit": "1"})
        imports = Job.objects.filter(kind="assessments.question_import")
        assert imports.count() == 1 - problems
    run_job(imports.get().pk)
    question = Question.objects.get()
    assert (question.code, question.bank, question.state) == ("A-1", cast.bank, ReviewState.IN_REVIEW)


def test_what_is_no_workbook_is_refused_in_words(cast: Cast, sign_in) -> None:
    file = question_file([question_row("A-1")])
    file.name = "题库.exe"
    answer = sign_in(cast.instructor).post(reverse("question-import"), {"file": file})
    assert (answer.status_code, list(answer.context["form"].errors), Job.objects.count()) == (200, ["file"], 0)


def test_an_export_takes_the_filtered_list_and_is_logged(cast: Cast, strangers: Cast, sign_in) -> None:
    make_question(cast.bank, code="A-1")
    make_question(cast.bank, code="B-1")
    make_question(strangers.bank, code="A-9")
    sign_in(cast.instructor).post(reverse("question-export") + "?q=A-1")
    job = Job.objects.get(kind="assessments.question_export")
    run_job(job.pk)
    job.refresh_from_db()
    act = acts_about("question_bank", cast.bank.public_id).get(verb=Verb.EXPORTED)
    assert (job.state, act.details) == ("done", {"questions": 1, "filters": {"q": "A-1"}})


def test_who_lost_the_role_gets_no_export(cast: Cast, sign_in) -> None:
    make_question(cast.bank)
    sign_in(cast.instructor).post(reverse("question-export"))
    cast.instructor.memberships.all().delete()
    job = Job.objects.get(kind="assessments.question_export")
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, bool(job.file)) == ("failed", False)
