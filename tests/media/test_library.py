"""The library pages: authors of the own bank, the shared library, hostile files, constant queries."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lms.people.models import User
from media.models import MediaItem
from tests.cast import Cast
from tests.factories.media import make_item, wav_bytes

SignIn = Callable[[User], Client]


def test_an_author_uploads_edits_and_retires(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.instructor)
    upload = {"title": "访谈录音", "file": SimpleUploadedFile("访谈.wav", wav_bytes(5))}
    answer = client.post(reverse("media-add"), upload)
    item = MediaItem.objects.get()
    assert answer.headers["Location"] == reverse("media-detail", args=[item.public_id])
    assert (item.bank, item.kind, item.filename) == (cast.bank, "audio", "访谈.wav")
    client.post(reverse("media-detail", args=[item.public_id]), {"title": "访谈（上）", "transcript": "您好"})
    client.post(reverse("media-retire", args=[item.public_id]))
    item.refresh_from_db()
    assert (item.title, item.transcript, item.retired_at is not None) == ("访谈（上）", "您好", True)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.wav", b""), ("a.wav", b"not a sound"), ("a.exe", b"MZ" + bytes(50)), ("a.mp4", b"%PDF-1.7 x"), ("a.svg", b"<svg/>")],
)
def test_a_hostile_file_is_refused_with_a_reason(cast: Cast, sign_in: SignIn, name: str, content: bytes) -> None:
    answer = sign_in(cast.instructor).post(reverse("media-add"), {"title": "x", "file": SimpleUploadedFile(name, content)})
    assert (answer.status_code, bool(answer.context["form"].errors["file"]), MediaItem.objects.count()) == (200, True, 0)


def test_only_authors_see_the_library_and_only_their_own_bank(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    item, shared = make_item(cast.bank), make_item(None, title="共享")
    own, other = reverse("media-detail", args=[item.public_id]), reverse("media-detail", args=[shared.public_id])
    assert [sign_in(cast.instructor).get(url).status_code for url in (own, other)] == [200, 200]
    assert [sign_in(strangers.instructor).get(url).status_code for url in (own, other)] == [404, 200]
    for user in (cast.trainee, cast.hr, cast.mentor, cast.leader):
        assert [sign_in(user).get(url).status_code for url in (reverse("media-list"), own, other)] == [404, 404, 404]
    assert sign_in(cast.instructor).post(reverse("media-retire", args=[shared.public_id])).status_code == 404


def test_the_list_costs_the_same_for_one_and_for_ten(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    make_item(cast.bank, cast.instructor)
    client = sign_in(cast.instructor)
    client.get(reverse("media-list"))
    with django_assert_max_num_queries(6):
        client.get(reverse("media-list"))
    for _number in range(9):
        make_item(cast.bank, cast.instructor)
    with django_assert_max_num_queries(6):
        client.get(reverse("media-list"))
