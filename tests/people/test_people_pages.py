"""The list of people and the pages of one person, met by everybody of two banks."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.people.enums import Role
from lms.people.models import Membership, Organisation, SignInCode, User
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]
OVERSEERS = {"hr", "leader", "board", "auditor", "admin"}
MANAGERS = {"hr", "admin"}


def parts(cast: Cast) -> dict[str, User]:
    list(cast.everyone())
    return cast.people


def test_the_list_is_for_those_who_oversee(cast: Cast, sign_in: SignIn) -> None:
    seen = {part: sign_in(user).get(reverse("people-list")).status_code for part, user in parts(cast).items() if part != "consultant"}
    assert seen == {part: 200 if part in OVERSEERS else 403 for part in seen}


def test_the_other_bank_is_not_in_the_list(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    everybody, others = set(parts(cast).values()), set(parts(strangers).values())
    shown = set(sign_in(cast.hr).get(reverse("people-list")).context["page"].paginator.object_list)
    assert (everybody <= shown, shown & others) == (True, set())


def test_search_by_pinyin_role_organisation_and_state(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    branch = make_branch(bank)
    wanted = make_user(bank, Role.MENTOR, name="欧阳晓楠", at=branch)
    closed = make_user(bank, name="已离岗者")
    closed.is_active = False
    closed.save()
    client = sign_in(cast.hr)

    def found(**query: str) -> set[User]:
        return set(client.get(reverse("people-list"), query).context["page"].object_list)

    assert found(q="oyxn") == {wanted}
    assert found(q="晓楠") == {wanted}
    assert found(role=Role.MENTOR) == {wanted}
    assert found(organisation=branch.public_id) == {wanted}
    assert found(state="closed") == {closed}
    assert found(q="没有这样的人") == set()
    assert cast.hr in found(role="no such role", organisation="nor such a node")


def test_the_list_costs_the_same_for_three_and_for_thirteen(
    cast: Cast, bank: Organisation, sign_in: SignIn, django_assert_max_num_queries: Callable
) -> None:
    client = sign_in(cast.hr)
    client.get(reverse("people-list"))
    with django_assert_max_num_queries(9) as few:
        client.get(reverse("people-list"))
    for _number in range(10):
        make_user(bank, Role.TRAINEE, Role.MENTOR)
    with django_assert_max_num_queries(9) as many:
        client.get(reverse("people-list"))
    assert len(few) == len(many)


def test_everybody_new_has_something_to_sign_in_with(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    client = sign_in(cast.hr)
    data = {"name": "新来的人", "role": Role.MENTOR, "organisation": bank.public_id, "starts_on": "2026-03-02"}
    refused = client.post(reverse("person-add"), data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (200, ["phone"])
    assert client.post(reverse("person-add"), {**data, "phone": "13800138001"}).status_code == 302


def test_the_sheet_has_phones_only_for_those_who_keep_accounts(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    make_user(bank, Role.TRAINEE, name="=cmd|' /C calc'!A0", phone="13800138000")
    sheets = {}
    for part in ("hr", "auditor"):
        answer = sign_in(getattr(cast, part)).get(reverse("people-list"), {"format": "xlsx"})
        sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
        sheets[part] = [[cell.value for cell in row] for row in sheet.iter_rows()]
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    flat = {part: {value for row in rows for value in row} for part, rows in sheets.items()}
    assert ("13800138000" in flat["hr"], "13800138000" in flat["auditor"]) == (True, False)
    assert Act.objects.filter(object_kind="people_list", verb="exported").count() == 2


def test_a_branch_office_sees_its_own_people_only(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    branch, other = make_branch(bank), make_branch(bank)
    chief = make_user(bank, Role.LEADER, at=branch)
    near, far = make_user(bank, Role.TRAINEE, at=branch), make_user(bank, Role.TRAINEE, at=other)
    client = sign_in(chief)
    assert set(client.get(reverse("people-list")).context["page"].object_list) == {chief, near}
    assert [client.get(reverse("person-detail", args=[one.key])).status_code for one in (near, far)] == [200, 404]


def test_a_person_page_is_read_by_overseers_and_kept_by_managers(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    person = cast.trainee
    for part, user in parts(cast).items():
        if part == "consultant":
            continue
        client = sign_in(user)
        detail = client.get(reverse("person-detail", args=[person.key])).status_code
        edit = client.get(reverse("person-edit", args=[person.key])).status_code
        expected = (200 if part in OVERSEERS else 404, 200 if part in MANAGERS else 403 if part in OVERSEERS else 404)
        assert (part, detail, edit) == (part, *expected)
    outside = sign_in(strangers.hr)
    for name in ("person-detail", "person-edit", "role-grant", "person-level", "person-state", "person-second-factor"):
        assert outside.get(reverse(name, args=[person.key])).status_code == 404
    for name in ("person-code", "person-password"):
        assert outside.post(reverse(name, args=[person.key])).status_code == 404


def test_somebody_new_comes_in_with_a_code(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    client = sign_in(cast.hr)
    form = {"name": "赵新人", "employee_number": "Ｎ０１", "phone": "13900139000", "role": "trainee", "organisation": bank.public_id}
    answer = client.post(reverse("person-add"), {**form, "starts_on": "2026-03-01"})
    person = User.objects.get(employee_number="N01")
    assert answer.headers["Location"] == reverse("person-detail", args=[person.key])
    assert list(person.memberships.values_list("role", "organisation")) == [("trainee", bank.pk)]
    shown = client.post(reverse("person-code", args=[person.key]))
    code = shown.context["secret"]
    assert "no-store" in shown.headers["Cache-Control"]
    assert Client().post("/login/code/", {"organisation": bank.code, "code": code}).status_code == 302
    again = client.post(reverse("person-add"), {**form, "name": "另一人", "starts_on": "2026-03-01"})
    assert set(again.context["form"].errors) == {"employee_number", "phone"}
    assert User.objects.filter(name="另一人").count() == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": ""}, "name"),
        ({"phone": "123"}, "phone"),
        ({"employee_number": "工号一"}, "employee_number"),
        ({"starts_on": "next week"}, "starts_on"),
        ({"ends_on": "2025-01-01"}, "ends_on"),
        ({"role": "administrator"}, "role"),
        ({"role": "consultant", "employee_number": "", "phone": "13800138009"}, "ends_on"),
        ({"employee_number": ""}, "phone"),
        ({"role": "consultant", "ends_on": "2026-12-31"}, "employee_number"),
        ({"organisation": "nowhere"}, "organisation"),
    ],
)
def test_bad_input_names_its_field_and_opens_no_account(
    cast: Cast, bank: Organisation, sign_in: SignIn, change: dict[str, str], field: str
) -> None:
    client, before = sign_in(cast.hr), User.objects.count()
    form = {"name": "赵新人", "employee_number": "N02", "role": "trainee", "organisation": bank.public_id, "starts_on": "2026-03-01"}
    answer = client.post(reverse("person-add"), {**form, **change})
    assert (answer.status_code, list(answer.context["form"].errors), User.objects.count()) == (200, [field], before)


def test_hr_can_not_rise_above_itself(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    hr, admin = sign_in(cast.hr), sign_in(cast.admin)
    colleague = make_user(bank, Role.HR)
    for trusted in (cast.admin, cast.auditor, colleague, cast.hr):
        assert hr.post(reverse("person-password", args=[trusted.key])).status_code == 403
        assert hr.get(reverse("role-grant", args=[trusted.key])).status_code == 403
    assert admin.post(reverse("person-password", args=[colleague.key])).status_code == 200
    assert admin.post(reverse("person-password", args=[cast.admin.key])).status_code == 403
    codes = hr.post(reverse("people-codes"), {"person": [cast.admin.key, colleague.key, cast.hr.key]})
    assert (codes.status_code, SignInCode.objects.count()) == (302, 0)


def test_roles_are_given_and_ended_with_a_reason(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    client, person, today = sign_in(cast.hr), cast.trainee, timezone.localdate()
    form = {"role": "mentor", "organisation": bank.public_id, "starts_on": "2026-01-05", "reason": "带教"}
    assert client.post(reverse("role-grant", args=[person.key]), form).status_code == 302
    address = f"{reverse('role-end', args=[person.key])}?role=mentor&organisation={bank.public_id}&from=2026-01-05"
    assert list(client.post(address, {"ends_on": "2026-01-01", "reason": "不对"}).context["form"].errors) == ["ends_on"]
    assert list(client.post(address, {"ends_on": today.isoformat()}).context["form"].errors) == ["reason"]
    assert client.post(address, {"ends_on": today.isoformat(), "reason": "带教结束"}).status_code == 302
    assert Membership.objects.get(user=person, role="mentor").ends_on == today
    history = client.get(reverse("person-detail", args=[person.key])).context["history"]
    assert [(line.actor, line.reason) for line in history[:2]] == [(cast.hr.name, "带教结束"), (cast.hr.name, "带教")]
    assert client.get(address.replace("from=2026-01-05", "from=never")).status_code == 404


def test_whoever_loses_the_last_role_is_still_found(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    person = make_user(bank, Role.TRAINEE)
    person.memberships.update(ends_on=timezone.localdate() - timedelta(days=1))
    assert sign_in(cast.hr).get(reverse("person-detail", args=[person.key])).status_code == 200


def test_an_account_is_closed_and_opened_again(cast: Cast, sign_in: SignIn) -> None:
    client, person = sign_in(cast.hr), cast.trainee
    theirs = sign_in(person)
    address = reverse("person-state", args=[person.key])
    assert list(client.post(address, {}).context["form"].errors) == ["reason"]
    client.post(address, {"reason": "离行"})
    assert (User.objects.get(pk=person.pk).is_active, theirs.get("/notices/").status_code) == (False, 302)
    assert client.post(reverse("person-code", args=[person.key])).status_code == 302
    client.post(address, {"reason": "返岗"})
    assert User.objects.get(pk=person.pk).is_active


def test_a_level_is_noted(cast: Cast, sign_in: SignIn) -> None:
    client, person = sign_in(cast.hr), cast.trainee
    form = {"level": "junior", "starts_on": "2026-02-01", "reason": "会议决定"}
    assert client.post(reverse("person-level", args=[person.key]), form).status_code == 302
    assert [held.level for held in person.levels.all()] == ["junior"]


def test_slips_hold_a_working_code_for_each_and_replace_older_ones(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    people = [make_user(bank, Role.TRAINEE, name=name) for name in ("王㛃", "李䶮", "钟𬭊")]
    client = sign_in(cast.hr)
    for _time in range(2):
        answer = client.post(reverse("people-codes"), {"person": [person.key for person in people]})
        assert (answer.status_code, answer.headers["Content-Type"], answer.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert SignInCode.objects.filter(used_at__isnull=True).count() == 3
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_name_that_can_not_be_printed_changes_no_code(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    person = make_user(bank, Role.TRAINEE, name="王\U0001f600")
    answer = sign_in(cast.hr).post(reverse("people-codes"), {"person": [person.key]})
    assert (answer.status_code, SignInCode.objects.count()) == (302, 0)


def test_slips_of_another_bank_are_not_made(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    answer = sign_in(strangers.hr).post(reverse("people-codes"), {"person": [cast.trainee.key]})
    assert (answer.status_code, SignInCode.objects.count()) == (302, 0)
    assert sign_in(cast.trainee).post(reverse("people-codes"), {"person": [cast.trainee.key]}).status_code == 403
