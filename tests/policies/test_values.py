"""Policy values: laid down with day, reason and source, read by those who oversee."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lms.people.enums import Role
from lms.people.models import User
from lms.policies.actions import add_version, close_consultation, open_consultation, put_in_force, set_policy_value
from lms.policies.domain.catalogue import CATALOGUE
from lms.policies.models import PolicyValue, RegulationVersion
from lms.policies.queries import current_values, policy
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]
KEY = "decision.reply_working_days"


def in_force(cast: Cast, code: str = "制〔2026〕1号", text: str = "第一条　内容") -> RegulationVersion:
    version = add_version(bank=cast.bank, code=code, title="综合评估办法", text=text, actor_key=cast.hr.key)
    version = open_consultation(version=version, starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 9), actor_key=cast.hr.key)
    version = close_consultation(version=version, record="无异议", actor_key=cast.hr.key)
    return put_in_force(version=version, on=date(2026, 1, 10), actor_key=cast.hr.key)


def lay_down(client: Client, key: str, **change: object) -> object:
    form = {"value": "7", "effective_on": timezone.localdate().isoformat(), "reason": "会议决定", **change}
    return client.post(reverse("policy-set", args=[key]), form)


def test_who_reads_and_who_sets(cast: Cast, sign_in: SignIn) -> None:
    seen = {}
    for part in ("trainee", "mentor", "instructor", "class_teacher", "committee", "leader", "board", "auditor", "hr", "admin"):
        client = sign_in(getattr(cast, part))
        seen[part] = (
            client.get(reverse("policy-list")).status_code,
            client.get(reverse("policy-set", args=[KEY])).status_code,
            lay_down(client, KEY).status_code,
        )
    reads = {"leader", "board", "auditor"}
    sets = {"hr", "admin"}
    assert seen == {part: (200, 200, 302) if part in sets else (200, 200, 403) if part in reads else (403, 403, 403) for part in seen}


def test_a_branch_hr_does_not_set_the_banks_values(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(make_user(cast.bank, Role.HR, at=make_branch(cast.bank)))
    assert (client.get(reverse("policy-list")).status_code, lay_down(client, KEY).status_code) == (200, 403)


def test_a_value_holds_from_its_day_at_its_bank_only(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    version, today = in_force(cast), timezone.localdate()
    tomorrow = today + timedelta(days=1)
    client = sign_in(cast.hr)
    lay_down(client, KEY, value="7", source=version.public_id)
    lay_down(client, KEY, value="9", effective_on=tomorrow.isoformat())
    values = (
        policy(cast.bank, KEY),
        policy(cast.bank, KEY, on=tomorrow),
        policy(cast.bank, KEY, on=date(2020, 1, 1)),
        policy(strangers.bank, KEY),
    )
    assert values == (7, 9, 5, 5)
    table = {row.setting.key: row for _group, rows in client.get(reverse("policy-list")).context["groups"] for row in rows}
    assert set(table) == set(CATALOGUE)
    row = table[KEY]
    assert (row.words, row.source.source, row.coming.effective_on, row.coming_words, row.decided) == ("7", version, tomorrow, "9", 2)
    theirs = {row.setting.key: row for _group, rows in sign_in(strangers.hr).get(reverse("policy-list")).context["groups"] for row in rows}
    assert (theirs[KEY].words, theirs[KEY].source) == ("5", None)
    history = client.get(reverse("policy-set", args=[KEY])).context["history"]
    assert [(one.words, one.by) for one in history] == [("9", cast.hr.name), ("7", cast.hr.name)]
    assert Act.objects.filter(object_kind="policy", object_id=KEY).count() == 2


@pytest.mark.parametrize(
    ("key", "change", "field"),
    [
        (KEY, {"value": "0"}, "value"),
        (KEY, {"value": "61"}, "value"),
        (KEY, {"value": "2.5"}, "value"),
        (KEY, {"value": "many"}, "value"),
        (KEY, {"value": "NaN"}, "value"),
        (KEY, {"value": "1e99"}, "value"),
        (KEY, {"value": ""}, "value"),
        (KEY, {"reason": ""}, "reason"),
        (KEY, {"effective_on": "2020-01-01"}, "effective_on"),
        (KEY, {"effective_on": "soon"}, "effective_on"),
        (KEY, {"source": "unknown"}, "source"),
        ("attendance.minimum_share", {"value": "101"}, "value"),
        ("exam.second_reviewer", {"value": "maybe"}, "value"),
    ],
)
def test_bad_values_name_their_field_and_change_nothing(cast: Cast, sign_in: SignIn, key: str, change: dict[str, str], field: str) -> None:
    answer = lay_down(sign_in(cast.hr), key, **change)
    assert (answer.status_code, list(answer.context["form"].errors), PolicyValue.objects.count()) == (200, [field], 0)


def test_a_share_is_typed_as_a_percentage(cast: Cast, sign_in: SignIn) -> None:
    lay_down(sign_in(cast.hr), "attendance.minimum_share", value="85.5")
    assert policy(cast.bank, "attendance.minimum_share") == Decimal("0.855")


def test_yes_and_no(cast: Cast, sign_in: SignIn) -> None:
    lay_down(sign_in(cast.hr), "sign_in.second_factor", value="yes")
    assert policy(cast.bank, "sign_in.second_factor") is True


def test_a_draft_or_a_strangers_regulation_is_no_source(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    draft = add_version(bank=cast.bank, code="D1", title="草案", text="…", actor_key="hr")
    client = sign_in(cast.hr)
    for version in (draft, in_force(strangers)):
        assert list(lay_down(client, KEY, source=version.public_id).context["form"].errors) == ["source"]


def test_an_unknown_setting_is_not_there(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.hr).get(reverse("policy-set", args=["no.such"])).status_code == 404


def test_the_table_costs_the_same_for_one_and_for_many(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    client = sign_in(cast.hr)
    client.get(reverse("policy-list"))
    with django_assert_max_num_queries(8) as few:
        client.get(reverse("policy-list"))
    for number, key in enumerate(key for key, one in CATALOGUE.items() if one.kind == "integer"):
        for day in (date(2026, 1, 1), date(2099, 1, number % 27 + 1)):
            value = CATALOGUE[key].minimum
            set_policy_value(bank=cast.bank, key=key, value=value, effective_on=day, reason="x", actor_key="hr")
    with django_assert_max_num_queries(8) as many:
        client.get(reverse("policy-list"))
    assert len(few) == len(many)


def test_every_default_keeps_to_its_own_bounds(cast: Cast) -> None:
    assert {key for key, (_value, row) in current_values(cast.bank).items() if row is None} == set(CATALOGUE)
