"""A certification profile from draft to lock: capacity first, two signatures by others, then it stays as it was."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from lms.decisions.actions import DecisionProblem
from lms.decisions.actions.capacity import check_profile_capacity
from lms.decisions.actions.issue import issue_profile
from lms.decisions.actions.lock_profile import acknowledge_profile, offer_profile, sign_profile
from lms.decisions.actions.profiles import change_profile, create_profile, withdraw_profile
from lms.decisions.domain.certification.profile import InvalidProfile
from lms.decisions.models import CertificationProfile, ProfileText
from lms.decisions.queries import decisions_waiting_for
from lms.decisions.queries.profiles import profile_in_force, profile_used, profiles_visible_to
from lms.evidence.actions import ensure_topic
from lms.jobs.models import Job
from lms.people.enums import Role
from lms.policies.actions import set_policy_value
from lms.policies.models import Acknowledgement
from tests.cast import Cast
from tests.factories.certification import DAY, LOCKED_AT, lock_profile, make_profile, plan
from tests.factories.people import make_branch, make_user


def refusal(action: object, **named: object) -> str:
    with pytest.raises(DecisionProblem) as problem:
        action(**named)  # type: ignore[operator]  # any action of the room
    return str(problem.value.code)


def test_a_profile_begins_with_a_shipped_one(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr, begin_with="mature")
    assert (profile.code, profile.number, profile.state) == ("mature", 1, "draft")
    assert profile.content["nodes"]["investigation"]["gates"]["certified"]["observations"] == 12
    assert refusal(make_profile, bank=cast.bank, author=cast.hr) == "draft_exists"


def test_only_the_banks_own_personnel_office_writes(cast: Cast, strangers: Cast) -> None:
    elsewhere = make_user(cast.bank, Role.HR, at=make_branch(cast.bank))
    for user in (cast.leader, cast.board, cast.auditor, cast.admin, cast.trainee, cast.mentor, strangers.hr, elsewhere):
        assert refusal(make_profile, bank=cast.bank, author=user) == "not_allowed"
    assert CertificationProfile.objects.count() == 0


def test_changed_figures_make_it_the_banks_own(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    content = profile.content
    content["nodes"]["report"]["gates"]["solo"]["observations"] = 7
    profile = change_profile(profile=profile, actor=cast.hr, content=content)
    assert (profile.code, profile.content["nodes"]["report"]["gates"]["solo"]["observations"]) == ("own", 7)
    content["nodes"]["report"]["gates"]["solo"]["observations"] = 0
    with pytest.raises(InvalidProfile) as invalid:
        change_profile(profile=profile, actor=cast.hr, content=content)
    assert [one.path for one in invalid.value.problems] == ["$.nodes.report.gates.solo.observations"]


def test_no_signature_without_a_capacity_check_of_this_text(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    assert refusal(offer_profile, profile=profile, actor=cast.hr) == "capacity_unknown"
    check_profile_capacity(profile=profile, actor=cast.hr, plan=plan())
    content = profile.content
    content["mentor_limit"] = 4
    change_profile(profile=profile, actor=cast.hr, content=content)
    assert refusal(offer_profile, profile=profile, actor=cast.hr) == "capacity_unknown"


def test_short_of_cases_takes_a_reason(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    profile = check_profile_capacity(profile=profile, actor=cast.hr, plan=plan(people=40, cases={"investigation": "2"}))
    assert profile.capacity is not None and profile.capacity["short"]
    assert refusal(offer_profile, profile=profile, actor=cast.hr) == "capacity_short"
    profile = offer_profile(profile=profile, actor=cast.hr, short_reason="首批先认证调查与报告两个节点")
    assert profile.offered_at is not None


def _set(cast: Cast, key: str, value: object) -> None:
    set_policy_value(bank=cast.bank, key=key, value=value, effective_on=date(2020, 1, 1), reason="试行", actor_key=cast.hr.key)


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("observation.mentor_level", 4, ("5 may supervise others", "4 certified to work solo")),
        ("mentorship.limit", 6, ("at most 3 mentees", "bank's value 6")),
        ("mentorship.limit_is_firm", True, ("a warning that a reason passes", "it is firm")),
    ],
)
def test_a_profile_that_asks_for_another_mentor_than_the_bank_is_not_offered(
    cast: Cast, key: str, value: object, said: tuple[str, str]
) -> None:
    profile = make_profile(cast.bank, cast.hr)
    check_profile_capacity(profile=profile, actor=cast.hr, plan=plan())
    _set(cast, key, value)
    with override("en"), pytest.raises(DecisionProblem) as refused:
        offer_profile(profile=profile, actor=cast.hr)
    assert refused.value.code == "policies"
    assert all(words in refused.value.sentence for words in said)
    profile.refresh_from_db()
    assert profile.offered_at is None


def test_nor_is_it_signed_when_the_bank_has_changed_its_value_since(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    check_profile_capacity(profile=profile, actor=cast.hr, plan=plan())
    profile = offer_profile(profile=profile, actor=cast.hr)
    _set(cast, "observation.mentor_level", 4)
    assert refusal(sign_profile, profile=profile, signer=cast.leader, digest=profile.digest) == "policies"
    content = profile.content | {"mentor_level": "4"}
    profile = change_profile(profile=profile, actor=cast.hr, content=content)
    profile = lock_profile(profile, cast.hr, [cast.leader, cast.board])
    assert profile.state == "locked"


def test_its_page_warns_the_office_when_the_bank_changes_its_value_later(cast: Cast, client: Client) -> None:
    profile = lock_profile(make_profile(cast.bank, cast.hr), cast.hr, [cast.leader, cast.board])
    page = reverse("profile-detail", args=[profile.public_id])
    client.force_login(cast.hr)
    assert client.get(page).context["differing"] == []
    _set(cast, "observation.mentor_level", 4)
    assert len(client.get(page).context["differing"]) == 2
    client.force_login(cast.trainee)
    assert "differing" not in client.get(page).context


def test_two_others_sign_and_it_stays_as_it_was(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    assert refusal(sign_profile, profile=profile, signer=cast.leader, digest=profile.digest) == "not_offered"
    check_profile_capacity(profile=profile, actor=cast.hr, plan=plan(), now=LOCKED_AT)
    profile = offer_profile(profile=profile, actor=cast.hr, now=LOCKED_AT)
    assert refusal(sign_profile, profile=profile, signer=cast.hr, digest=profile.digest) == "author"
    assert refusal(sign_profile, profile=profile, signer=cast.mentor, digest=profile.digest) == "not_allowed"
    assert refusal(sign_profile, profile=profile, signer=cast.leader, digest="sha256:other") == "changed"
    profile = sign_profile(profile=profile, signer=cast.leader, digest=profile.digest, now=LOCKED_AT)
    assert profile.state == "draft"
    assert refusal(sign_profile, profile=profile, signer=cast.leader, digest=profile.digest) == "signed"
    profile = sign_profile(profile=profile, signer=cast.board, digest=profile.digest, now=LOCKED_AT)
    assert (profile.state, profile.text.digest) == ("locked", profile.digest)
    assert refusal(change_profile, profile=profile, actor=cast.hr, content=profile.content) == "locked"
    assert refusal(withdraw_profile, profile=profile, actor=cast.hr, reason="x") == "locked"
    with pytest.raises(DatabaseError), transaction.atomic():
        ProfileText.objects.update(digest="sha256:other")


def test_the_next_one_holds_from_its_own_day(cast: Cast) -> None:
    signers = [cast.leader, cast.board]
    first = lock_profile(make_profile(cast.bank, cast.hr), cast.hr, signers)
    day = first.effective_on
    assert profile_used(cast.bank, day - DAY)[1] is None
    later = make_profile(cast.bank, cast.hr, begin_with=first.public_id, effective_on=day + 30 * DAY)
    later = lock_profile(later, cast.hr, signers)
    first.refresh_from_db()
    assert (first.state, later.state) == ("superseded", "locked")
    assert [profile_in_force(cast.bank, on) for on in (day + 29 * DAY, day + 30 * DAY)] == [first, later]


def test_a_draft_is_the_offices_and_a_locked_one_everybodys(cast: Cast, strangers: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    assert [list(profiles_visible_to(user)) for user in (cast.hr, cast.auditor, cast.trainee, cast.mentor)] == [
        [profile],
        [profile],
        [],
        [],
    ]
    lock_profile(profile, cast.hr, [cast.leader, cast.board])
    assert list(profiles_visible_to(cast.trainee)) == [profile]
    assert list(profiles_visible_to(strangers.hr)) == []


def test_whoever_is_judged_by_it_acknowledges_exactly_this_text(cast: Cast) -> None:
    profile = make_profile(cast.bank, cast.hr)
    assert refusal(acknowledge_profile, profile=profile, user=cast.trainee, digest=profile.digest) == "not_locked"
    profile = lock_profile(profile, cast.hr, [cast.leader, cast.board])
    assert refusal(acknowledge_profile, profile=profile, user=cast.trainee, digest="sha256:other") == "changed"
    acknowledge_profile(profile=profile, user=cast.trainee, digest=profile.digest)
    assert Acknowledgement.objects.get(object_id=profile.public_id).user == cast.trainee


def test_a_start_that_is_not_there(cast: Cast, strangers: Cast) -> None:
    foreign = make_profile(strangers.bank, strangers.hr)
    named = {"bank": cast.bank, "author": cast.hr, "title": "x", "reason": "x", "effective_on": date(2026, 1, 1)}
    assert refusal(create_profile, begin_with=foreign.public_id, **named) == "unknown_start"


def gates_post(page: object) -> dict[str, str]:
    form = page.context["form"]  # type: ignore[attr-defined]  # of the test client
    fields = {name: field for name, field in form.fields.items() if not name.endswith("-products")}
    return {name: "" if field.initial is None else str(field.initial) for name, field in fields.items()}


def test_the_pages_of_a_profile(cast: Cast, client: Client) -> None:
    client.force_login(cast.hr)
    assert client.get("/decisions/certification/profiles/").status_code == 200
    answer = client.post(
        "/decisions/certification/profiles/new/",
        {"begin_with": "first", "title": "认证标准", "effective_on": "2026-03-01", "reason": "起步"},
    )
    profile = CertificationProfile.objects.get()
    base = f"/decisions/certification/profiles/{profile.public_id}/"
    assert answer.headers["Location"] == base
    for target in ("participate", "solo", "certified", "supervises"):
        page = client.get(f"{base}edit/{target}/")
        assert client.post(f"{base}edit/{target}/", gates_post(page)).status_code == 302
    profile.refresh_from_db()
    assert profile.code == "first"  # saved as it stood
    data = gates_post(client.get(f"{base}edit/certified/"))
    data |= {"report-observations": "9", "report-amount_limit": "30", "report-refused": "2"}
    assert client.post(f"{base}edit/certified/", data).status_code == 302
    profile.refresh_from_db()
    gate = profile.content["nodes"]["report"]["gates"]["certified"]
    assert (gate["observations"], gate["grants"]["amount_limit"], gate["kinds"]) == (9, "300000", [{"any_of": ["refused"], "count": 2}])
    client.post(f"{base}edit/certified/", data | {"report-products": ["farmer", "credit"]})
    profile.refresh_from_db()
    assert profile.content["nodes"]["report"]["gates"]["certified"]["grants"]["products"] == ["credit", "farmer"]
    assert "信用贷款、农户贷款" in client.get(base).content.decode()
    assert client.get(f"{base}edit/certified/").context["form"]["report-products"].value() == ("credit", "farmer")
    assert client.post(f"{base}edit/certified/", data | {"report-products": ["gold"]}).status_code == 422
    wrong = client.post(f"{base}edit/certified/", data | {"report-observations": "0", "report-amount_limit": "", "report-cases": "many"})
    assert wrong.status_code == 422


def test_everything_that_holds_everywhere_is_saved(cast: Cast, client: Client) -> None:
    profile = make_profile(cast.bank, cast.hr)
    client.force_login(cast.hr)
    base = f"/decisions/certification/profiles/{profile.public_id}/"
    form = client.get(f"{base}edit/").context["form"]
    data = {name: form.initial.get(name, "") for name in form.fields}
    data |= {"effective_on": "2026-02-01", "available": [code for code in data["available"] if code != "marketing"], "lapse_days": "200"}
    assert client.post(f"{base}edit/", data).status_code == 302
    profile.refresh_from_db()
    assert (profile.content["nodes"]["marketing"]["available"], profile.content["lapse"]["lapse_days"]) == (False, 200)
    assert client.post(f"{base}edit/", data | {"warn_days": "300"}).status_code == 422
    assert client.post(f"{base}edit/", data | {"available": []}).status_code == 422
    assert client.post(f"{base}edit/", data | {"entry_topic": "laws"}).status_code == 422
    ensure_topic(code="laws", name="合规与反欺诈", name_en="Compliance and fraud", node="acceptance")
    assert client.post(f"{base}edit/", data | {"entry_topic": "laws"}).status_code == 422
    assert client.post(f"{base}edit/", data | {"entry_topic": "laws", "entry_percent": "85"}).status_code == 302
    profile.refresh_from_db()
    wanted = {"kind": "exam", "competency": "laws", "percent": 85, "within_days": None}
    assert all(node["gates"]["participate"]["proofs"] == [wanted] for node in profile.content["nodes"].values())
    assert "“合规与反欺诈”考试不低于 85 %" in client.get(base).content.decode()
    initial = client.get(f"{base}edit/").context["form"].initial
    assert (initial["entry_topic"], initial["entry_percent"]) == ("laws", 85)


def test_from_the_capacity_check_to_the_lock_by_pages(cast: Cast, client: Client) -> None:
    signers = [
        make_user(cast.bank, Role.LEADER, password="a-long-enough-password"),
        make_user(cast.bank, Role.PROJECT_BOARD, password="a-long-enough-password"),
    ]
    profile = make_profile(cast.bank, cast.hr)
    base = f"/decisions/certification/profiles/{profile.public_id}/"
    client.force_login(cast.hr)
    page = client.get(f"{base}capacity/")
    data = dict.fromkeys(page.context["form"].fields, "40") | {"people": "300", "months": "6", "mentors": "2", "observer_seats": "2"}
    assert client.post(f"{base}capacity/", data).status_code == 302
    assert "kind_short" not in client.get(f"{base}capacity/").content.decode()
    assert client.post(f"{base}offer/", {"short_reason": ""}).status_code == 302
    profile.refresh_from_db()
    assert profile.offered_at is None
    client.post(f"{base}offer/", {"short_reason": "先认证两个节点"})
    for signer in signers:
        client.force_login(signer)
        assert client.get(base).context["may_sign"]
        client.post(f"{base}sign/", {"digest": profile.digest, "password": "a-long-enough-password"})
    profile.refresh_from_db()
    assert profile.state == "locked"
    assert Job.objects.get(kind="decisions.profile_pdf").args == {"profile": profile.public_id}
    filed = issue_profile(profile=profile, content=b"%PDF-1.7", name="profile.pdf", issued_by=cast.hr, now=LOCKED_AT)
    assert issue_profile(profile=profile, content=b"%PDF-2", name="profile.pdf", issued_by=cast.hr, now=LOCKED_AT) == filed
    client.force_login(cast.trainee)
    assert b"".join(client.get(f"{base}issued/{filed.public_id}/").streaming_content) == b"%PDF-1.7"
    assert client.get(base).context["may_acknowledge"]
    client.post(f"{base}acknowledge/", {"digest": profile.digest})
    assert not client.get(base).context["may_acknowledge"]
    pdf = client.post(f"{base}pdf/")
    assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_a_profile_to_sign_waits_at_the_signers_desk(cast: Cast) -> None:
    assert cast.leader.bank == cast.board.bank
    profile = make_profile(cast.bank, cast.hr)
    check_profile_capacity(profile=profile, actor=cast.hr, plan=plan())
    profile = offer_profile(profile=profile, actor=cast.hr)
    kinds = {name: [one.kind for one in decisions_waiting_for(getattr(cast, name))] for name in ("leader", "hr", "auditor", "trainee")}
    assert kinds == {"leader": ["sign_profile"], "hr": [], "auditor": [], "trainee": []}
    sign_profile(profile=profile, signer=cast.leader, digest=profile.digest)
    assert [[one.kind for one in decisions_waiting_for(user)] for user in (cast.leader, cast.board)] == [[], ["sign_profile"]]
