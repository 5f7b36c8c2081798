"""The log of acts: read within scope, filtered, exported in the background."""

import ast
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.models import LessonAnswer, LessonQuestion
from lms.evidence.queries.acts import OBJECTS, object_words
from lms.jobs.actions import enqueue, run_job
from lms.jobs.models import Job
from lms.people.enums import Role
from lms.people.models import User
from lms.records.actions import log_act
from lms.records.models import Act
from lms.toolkit import activities
from tests.cast import Cast
from tests.factories.people import make_branch, make_user
from tests.house.tree import product_modules, syntax

SignIn = Callable[[User], Client]


def act(cast: Cast, actor: User, **fields: object) -> Act:
    values = {"verb": "changed", "object_kind": "policy", "object_id": "x"} | fields
    return log_act(organisation_key=cast.bank.public_id, actor_key=actor.key, **values)


def test_auditors_administrators_and_leaders_read_the_log(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    own, other = act(cast, cast.hr), act(strangers, strangers.hr)
    for part in ("trainee", "mentor", "instructor", "class_teacher", "committee", "hr", "board", "leader", "auditor", "admin"):
        client = sign_in(getattr(cast, part))
        answer = client.get(reverse("act-list"))
        expected = 200 if part in {"leader", "auditor", "admin"} else 403
        assert (part, answer.status_code, client.post(reverse("act-export")).status_code) == (
            part,
            expected,
            302 if expected == 200 else 403,
        )
        if expected == 200:
            shown = {line.act.pk for line in answer.context["lines"]}
            assert (own.pk in shown, other.pk in shown) == (True, False)


def test_a_branch_leader_reads_about_their_own_people(cast: Cast, sign_in: SignIn) -> None:
    branch = make_branch(cast.bank)
    chief, near = make_user(cast.bank, Role.LEADER, at=branch), make_user(cast.bank, Role.TRAINEE, at=branch)
    by, about, far = (
        act(cast, near),
        act(cast, cast.hr, object_kind="account", object_id=near.key),
        act(cast, cast.hr, object_id=cast.mentor.key),
    )
    lines = {line.act.pk: line for line in sign_in(chief).get(reverse("act-list")).context["lines"]}
    assert (by.pk in lines, about.pk in lines, far.pk in lines) == (True, True, False)
    assert (lines[by.pk].actor, lines[about.pk].actor, lines[about.pk].concerned) == (near.name, "", near.name)


def test_filters(cast: Cast, sign_in: SignIn) -> None:
    old = timezone.now() - timedelta(days=40)
    first = act(cast, cast.hr, now=old)
    second = act(cast, cast.mentor, verb="signed", object_kind="decision")
    third = act(cast, cast.hr, object_kind="account", object_id=cast.mentor.key)
    client = sign_in(cast.auditor)

    def found(**query: str) -> set[int]:
        shown = {line.act.pk for line in client.get(reverse("act-list"), query).context["lines"]}
        return shown & {first.pk, second.pk, third.pk}

    assert found() == {first.pk, second.pk, third.pk}
    assert found(q="mentor") == {second.pk, third.pk}
    assert found(verb="signed") == {second.pk}
    assert found(object="account") == {third.pk}
    day = timezone.localdate(old)
    assert found(last=day.isoformat()) == {first.pk}
    assert found(first=(day + timedelta(days=1)).isoformat()) == {second.pk, third.pk}
    assert found(verb="no verb", object="nothing", first="never") == {first.pk, second.pk, third.pk}
    assert found(q="没有这个人") == set()


def test_the_export_holds_what_the_filter_shows(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    act(cast, cast.hr, verb="signed", reason='=HYPERLINK("x")')
    act(cast, cast.hr)
    act(strangers, strangers.hr, verb="signed")
    answer = sign_in(cast.auditor).post(reverse("act-export"), {"verb": "signed"})
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("job-detail", args=[job.public_id])
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.total) == ("done", 1)
    with job.file.open("rb") as file:
        sheet = openpyxl.load_workbook(BytesIO(file.read())).active
    values = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    reason = [cell.data_type for cell in values if cell.value == '=HYPERLINK("x")']
    assert (reason, strangers.hr.name in {cell.value for cell in values[1:]} and strangers.hr.name != cast.hr.name) == (["s"], False)
    assert Act.objects.filter(verb="exported", object_kind="act_list", actor_key=cast.auditor.key).count() == 1
    assert sign_in(cast.admin).get(reverse("job-file", args=[job.public_id])).status_code == 404


def test_who_lost_the_right_gets_no_file(cast: Cast) -> None:
    job = enqueue(kind="evidence.act_export", title="x", owner=cast.trainee, bank=cast.bank)
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, bool(job.file)) == ("failed", False)


def test_the_log_costs_the_same_for_three_and_for_thirty(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(cast.auditor)
    act(cast, cast.hr)
    client.get(reverse("act-list"))
    with django_assert_max_num_queries(8) as few:
        client.get(reverse("act-list"))
    for _number in range(27):
        act(cast, make_user(cast.bank), object_kind="account", object_id=cast.mentor.key)
    with django_assert_max_num_queries(8) as many:
        client.get(reverse("act-list"))
    assert len(few) == len(many)


def logged_kinds() -> set[str]:
    """What the code of all rooms writes as ``object_kind``, under its own name or by a constant of its module."""
    found = set()
    for path in product_modules():
        tree = syntax(path)
        named = {
            node.targets[0].id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant)
        }
        values = [node.value for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "object_kind"]
        found |= {one.value for one in values if isinstance(one, ast.Constant)}
        found |= {named[one.id] for one in values if isinstance(one, ast.Name) and one.id in named}
    return found | {model._meta.model_name or "" for model in (LessonQuestion, LessonAnswer)}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_kind_of_object_has_words(language: str) -> None:
    kinds = logged_kinds()
    assert len(kinds) > 45
    with override(language):
        words = {code: object_words(code) for code in kinds}
    assert [code for code, said in words.items() if language == "zh-hans" and said.isascii()] == []
    assert [code for code in kinds if code not in OBJECTS and activities.kind(code) is None] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_kinds_of_objects_have_the_same_words(language: str) -> None:
    with override(language):
        words = [str(said) for said in OBJECTS.values()]
    assert sorted({said for said in words if words.count(said) > 1}) == []
