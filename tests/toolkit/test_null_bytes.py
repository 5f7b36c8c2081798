"""A null byte is refused before any view; an upload's bytes are its own."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from lms.toolkit.null_bytes import has_null_byte

FACTORY = RequestFactory()
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "content_type", "found"),
    [
        ("q=a%00b", FORM, True),
        ("q=a\0b", FORM, True),
        ("q=100%2500", FORM, False),
        (json.dumps({"value": "a\0b"}), "application/json", True),
        (json.dumps({"value": "\\u0000"}), "application/json", False),
        (json.dumps({"value": "\\\0"}), "application/json", True),
        (json.dumps({"value": "贷审会"}), "application/json", False),
    ],
)
def test_bodies(body: str, content_type: str, found: bool) -> None:
    assert has_null_byte(FACTORY.post("/search/", body, content_type=content_type)) is found


@pytest.mark.parametrize(("address", "found"), [("/search/?q=a%00", True), ("/search/?q=a%2500", False), ("/a%00b/", True), ("/", False)])
def test_addresses(address: str, found: bool) -> None:
    assert has_null_byte(FACTORY.get(address)) is found


def test_a_file_may_hold_any_byte() -> None:
    assert has_null_byte(FACTORY.post("/media/add/", {"file": SimpleUploadedFile("a.mp4", b"\0\0\0")})) is False


@pytest.mark.django_db
def test_the_answer_is_400_and_not_500(client: Client) -> None:
    assert [client.get(address).status_code for address in ("/login/?next=%00", "/courses/%00/")] == [400, 400]
    assert client.post("/login/", "organisation=a%00", content_type=FORM).status_code == 400
