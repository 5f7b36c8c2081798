"""A person's own account: details, devices, and the consultant's undertaking."""

from collections.abc import Callable
from datetime import date

from django.test import Client
from django.urls import reverse

from lms.people.enums import Role
from lms.people.models import Membership, Organisation, User, UserSession
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.people import make_user

SignIn = Callable[[User], Client]
PASSWORD = "correct-horse-9"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"


def enter(bank: Organisation, number: str, **headers: str) -> Client:
    client = Client(headers=headers)
    client.post("/login/", {"organisation": bank.code, "employee_number": number, "password": PASSWORD})
    return client


def test_everybody_has_an_account_page(cast: Cast, sign_in: SignIn) -> None:
    codes = {part: sign_in(getattr(cast, part)).get(reverse("account")).status_code for part in ("trainee", "hr", "leader", "admin")}
    assert set(codes.values()) == {200}
    assert Client().get(reverse("account")).status_code == 302


def test_own_phone_and_mail_are_changed_and_stay_unique(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    make_user(bank, phone="13800138000")
    client, user = sign_in(cast.trainee), cast.trainee
    assert list(client.post(reverse("account"), {"phone": "13800138000", "email": ""}).context["form"].errors) == ["phone"]
    assert list(client.post(reverse("account"), {"phone": "138", "email": "no"}).context["form"].errors) == ["email"]
    assert list(client.post(reverse("account"), {"phone": "138", "email": ""}).context["form"].errors) == ["phone"]
    assert client.post(reverse("account"), {"phone": "１３９００１３９０００", "email": "x@example.com", "name": "别名"}).status_code == 302
    user.refresh_from_db()
    assert (user.phone, user.email, user.name) == ("13900139000", "x@example.com", "trainee某")


def test_one_device_signs_another_out(bank: Organisation, strangers: Cast, sign_in: SignIn) -> None:
    make_user(bank, Role.TRAINEE, employee_number="T1", password=PASSWORD)
    here, there = enter(bank, "T1"), enter(bank, "T1", user_agent=PHONE)
    rows = here.get(reverse("account")).context["sessions"]
    assert {row.device for row in rows} == {"", "Chrome · Android"}
    mark = next(row.mark for row in rows if row.device)
    own = next(row.mark for row in rows if row.is_this)
    assert sign_in(strangers.trainee).post(reverse("session-end"), {"session": mark}).status_code == 404
    assert here.post(reverse("session-end"), {"session": own}).status_code == 404
    assert here.post(reverse("session-end"), {"session": mark}).status_code == 302
    assert [client.get("/notices/").status_code for client in (here, there)] == [200, 302]
    assert UserSession.objects.count() == 1


def test_all_other_devices_are_signed_out_at_once(bank: Organisation) -> None:
    make_user(bank, Role.TRAINEE, employee_number="T1", password=PASSWORD)
    clients = [enter(bank, "T1") for _number in range(3)]
    clients[0].post(reverse("session-end"), {"session": "others"})
    assert [client.get("/notices/").status_code for client in clients] == [200, 302, 302]


def test_a_consultant_undertakes_confidentiality_before_anything_else(cast: Cast, sign_in: SignIn) -> None:
    client, user = sign_in(cast.consultant), cast.consultant
    page = reverse("confidentiality")
    for address in ("/", reverse("notices"), reverse("account"), reverse("job-list"), reverse("evidence-list")):
        assert client.get(address).headers["Location"] == page
    assert client.get(page).context["due"] is True
    assert client.post(page).status_code == 302
    assert client.get(reverse("notices")).status_code == 200
    membership = Membership.objects.get(user=user)
    assert membership.confidentiality_acknowledged_at is not None
    act = Act.objects.get(object_kind="confidentiality")
    assert (act.actor_key, act.verb, act.details["digest"].startswith("sha256:")) == (user.key, "acknowledged", True)
    client.post(page)
    assert Act.objects.filter(object_kind="confidentiality").count() == 1


def test_each_engagement_needs_its_own_undertaking(cast: Cast, bank: Organisation, sign_in: SignIn) -> None:
    user = cast.consultant
    sign_in(user).post(reverse("confidentiality"))
    Membership.objects.create(user=user, organisation=bank, role=Role.CONSULTANT, starts_on=date(2026, 1, 1))
    assert sign_in(user).get("/notices/").headers["Location"] == reverse("confidentiality")


def test_others_are_not_asked(cast: Cast, sign_in: SignIn) -> None:
    assert sign_in(cast.instructor).get("/notices/").status_code == 200
    assert sign_in(cast.instructor).get(reverse("confidentiality")).context["due"] is False
