"""Calling a sitting by its form: real cases without a truth, cases that come again with new facts, the bank's own cases."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from simulations.actions.keep_teaching_case import CaseRefused, checked_case
from simulations.domain.committee.resubmit import PAPER, resubmitted
from simulations.enums import CommitteeMode
from simulations.models import Committee, TeachingCase
from tests.cast import Cast
from tests.factories.committees import library_case

from .conftest import Table

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
NEW = "客户出示了李某借款的还清凭证，并提供六个月流水。"


def call(client: Client, table: Table, case: str, **changes: str) -> Any:
    address = reverse("committee-new")
    page = client.get(f"{address}?cohort={table.cohort.public_id}")
    form = page.context["form"]
    data = {bound.html_name: bound.value() or "" for bound in form if not isinstance(bound.value(), bool)}
    seats = {"seat_1": table.chair.key, "seat_2": table.member.key, "seat_3": table.other.key, "seat_7": table.lead.key, "seat_8": ""}
    wanted = {"title": "第二次贷审会", "starts_at": "2026-03-20T14:00", "majority": "two_thirds", "case_1": case, **seats, **changes}
    return client.post(address, {**data, "cohort": table.cohort.public_id, **wanted})


def newest() -> Committee:
    return Committee.objects.order_by("-id")[0]


def test_a_refused_case_comes_again_only_with_new_facts(table: Table, sign_in: SignIn) -> None:
    table.until_reveal()
    table.go("scoring")
    table.go("done")
    item = table.committee.items.get()
    client = sign_in(table.caller)
    page = client.get(reverse("committee-detail", args=[table.committee.public_id])).content.decode()
    assert item.public_id in page
    empty = call(client, table, f"again:{item.public_id}")
    assert empty.status_code == 422 and "new_facts" in empty.context["form"].errors
    assert call(client, table, f"again:{item.public_id}", new_facts=NEW).status_code == 302
    paper = newest().items.get().case["papers"][0]
    assert paper["code"] == PAPER and [NEW] in paper["rows"]
    assert table.committee.title in paper["rows"][0][0]


def test_a_case_that_was_never_refused_does_not_come_again(table: Table, sign_in: SignIn) -> None:
    answer = call(sign_in(table.caller), table, f"again:{table.committee.items.get().public_id}", new_facts=NEW)
    assert answer.status_code == 422 and "case_1" in answer.context["form"].errors


def test_nothing_new_is_refused() -> None:
    with pytest.raises(ValueError, match="no_new_facts"):
        resubmitted(library_case(), " \n ok ", title="新事实", before="上次：不予同意")


def test_new_facts_replace_older_ones() -> None:
    once = resubmitted(library_case(), NEW, title="新事实", before="第一次")
    twice = resubmitted(once, NEW + NEW, title="新事实", before="第二次")
    assert [paper["rows"][0] for paper in twice["papers"] if paper["code"] == PAPER] == [["第二次"]]


def test_a_real_case_has_no_truth_and_no_scripted_members(table: Table, sign_in: SignIn) -> None:
    client = sign_in(table.caller)
    refused = call(client, table, "library:hardware_hidden_loan", mode="real", seat_4="t:cautious")
    assert refused.status_code == 422
    assert call(client, table, "library:hardware_hidden_loan", mode="real").status_code == 302
    sitting = newest()
    assert sitting.mode == CommitteeMode.REAL and sitting.rule["reveal"] is False
    assert {"truth", "concerns"}.isdisjoint(sitting.items.get().case)


def test_a_bank_keeps_committee_cases_of_its_own(table: Table, cast: Cast, sign_in: SignIn) -> None:
    own = {**library_case(), "title": "本行真实案例改编"}
    file = SimpleUploadedFile("case.json", json.dumps(own, ensure_ascii=False).encode(), "application/json")
    client = sign_in(table.caller)
    assert client.post(reverse("teaching-case-list"), {"title": "改编案例", "source": "已脱敏", "file": file}).status_code == 302
    kept = TeachingCase.objects.get()
    assert kept not in client.get(reverse("exercise-new")).context["form"].fields["case"].queryset
    assert call(client, table, f"own:{kept.public_id}").status_code == 302
    assert newest().items.get().title == "本行真实案例改编"


def test_a_committee_case_with_a_wrong_line_names_it() -> None:
    wrong = library_case()
    wrong["application"] = {**wrong["application"], "amount": "三十万"}
    with pytest.raises(CaseRefused) as refused:
        checked_case(json.dumps(wrong, ensure_ascii=False))
    assert refused.value.faults[0].path == "$.application.amount"
