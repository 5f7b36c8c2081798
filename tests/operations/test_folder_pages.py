"""The pages of a folder as lead, second and office meet them."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lms.operations.domain.milestones import TABLE
from lms.operations.enums import AdmissionItem
from lms.operations.models import CaseFile, CaseFolder, LoanCase, Milestone, SiteSignIn
from lms.people.models import Organisation, User
from tests.cast import Cast
from tests.factories.casework import closing_figures, entrust, make_case, make_customer, make_folder

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.usefixtures("full_mode")


@pytest.fixture
def case(bank: Organisation, cast: Cast) -> LoanCase:
    return make_folder(bank, cast.hr, cast.mentor, cast.trainee)


def photo() -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(stream, "JPEG")
    return SimpleUploadedFile("shop.jpg", stream.getvalue(), content_type="image/jpeg")


def test_hr_opens_a_folder(bank: Organisation, cast: Cast, sign_in: SignIn) -> None:
    entrust(cast.mentor, "acceptance")
    made, customer = make_case(bank, cast.hr, lead=cast.mentor), make_customer(bank, cast.hr)
    browser, address = sign_in(cast.hr), reverse("case-folder", args=[made.public_id])
    assert browser.get(address).status_code == 200
    data = {"customer": customer.public_id, "purpose": "进货", "amount": "18万", "term_months": 12, "repayment": "equal_payment"}
    assert browser.post(address, data).status_code == 302
    assert Milestone.objects.filter(case=made).count() == len(TABLE)
    page = browser.get(address).content.decode()
    assert "王**" in page
    assert "王小明" not in page


@pytest.mark.parametrize("code", [step.code for step in TABLE])
def test_every_milestone_has_its_page_for_everybody_on_the_case(cast: Cast, case: LoanCase, sign_in: SignIn, code: str) -> None:
    Milestone.objects.filter(case=case, code=code).update(state="open")
    for user in (cast.mentor, cast.trainee, cast.hr, cast.auditor):
        assert sign_in(user).get(reverse("case-step", args=[case.public_id, code])).status_code == 200


def test_the_lead_walks_the_first_steps_in_the_browser(cast: Cast, case: LoanCase, sign_in: SignIn) -> None:
    browser = sign_in(cast.mentor)

    def post(name: str, code: str, **data: object) -> int:
        return browser.post(reverse(name, args=[case.public_id, code]), data).status_code

    assert post("step-finish", "acceptance") == 422
    assert post("step-file", "acceptance", file=SimpleUploadedFile("a.exe", b"MZ")) == 422
    assert post("step-file", "acceptance", file=photo()) == 302
    paper = CaseFile.objects.get(case=case)
    answer = browser.get(reverse("case-file", args=[paper.public_id]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert len(b"".join(answer.streaming_content)) == paper.size
    assert post("step-finish", "acceptance") == 302
    assert post("step-save", "admission", **dict.fromkeys(AdmissionItem.values, "yes")) == 302
    assert post("step-finish", "admission") == 302
    assert post("step-file", "credit", file=photo()) == 302
    assert post("step-finish", "credit") == 302
    pages = {code: browser.get(reverse("case-step", args=[case.public_id, code])) for code in ("investigation", "credit")}
    assert {code: "geolocation=(self)" in page.headers["Permissions-Policy"] for code, page in pages.items()} == {
        "investigation": True,
        "credit": False,
    }
    assert "camera=()" in pages["investigation"].headers["Permissions-Policy"]
    assert post("step-save", "investigation", place="店内", latitude="30.123456", longitude="120.654321") == 302
    assert str(SiteSignIn.objects.get(case=case).latitude) == "30.12"
    assert post("step-finish", "investigation") == 422
    assert post("step-return", "admission", to="acceptance", reason="授权书缺签字") == 422
    assert post("step-return", "investigation", to="acceptance", reason="授权书缺签字") == 302
    assert Milestone.objects.get(case=case, code="acceptance").returned_reason == "授权书缺签字"


def test_figures_and_checks_are_computed_and_kept(cast: Cast, case: LoanCase, sign_in: SignIn) -> None:
    browser = sign_in(cast.mentor)
    figures, check = reverse("case-figures", args=[case.public_id]), reverse("case-check", args=[case.public_id, "sales_stock"])
    assert browser.post(figures, {"cash": "abc"}).status_code == 422
    assert browser.post(figures, closing_figures()).status_code == 302
    stock = {"opening_stock": "11万", "purchases": "650000", "closing_stock": "120000", "margin": "20", "benchmark": "800000", "closed": ""}
    assert browser.post(check, {**stock, "margin": ""}).status_code == 422
    assert browser.post(check, stock).status_code == 302
    kept = CaseFolder.objects.get(case=case).checks["sales_stock"]
    assert (kept["result"], kept["deviation"], kept["within"]) == ("800000", "0", True)
    assert browser.get(check).status_code == 200
    assert sign_in(cast.trainee).post(figures, {"cash": "1"}).status_code == 422


def test_another_bank_and_onlookers_change_nothing(cast: Cast, strangers: Cast, case: LoanCase, sign_in: SignIn) -> None:
    address = reverse("step-finish", args=[case.public_id, "acceptance"])
    assert sign_in(strangers.hr).post(address).status_code == 404
    assert sign_in(cast.auditor).post(address).status_code == 403
    assert sign_in(cast.instructor).post(address).status_code == 404
