"""Bytes go to the person who was given the address, in ranges, and to nobody else."""

import io
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from lms.people.models import User
from lms.toolkit.upload_problem import UploadProblem
from media.actions import add_item, play_link, report_watched
from media.domain.duration import duration_seconds
from media.models import WatchProgress
from tests.cast import Cast
from tests.factories.media import make_item, mp4_header, wav_bytes
from tests.factories.webm import webm

SignIn = Callable[[User], Client]


def _body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_a_range_and_the_whole(cast: Cast, sign_in: SignIn) -> None:
    item, client = make_item(cast.bank), sign_in(cast.trainee)
    link = play_link(item, cast.trainee)
    part = client.get(link, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.headers["Content-Range"], _body(part)) == (206, f"bytes 10-19/{item.size}", wav_bytes()[10:20])
    whole = client.get(link)
    assert (whole.status_code, _body(whole)) == (200, wav_bytes())
    assert client.get(link, headers={"Range": f"bytes={item.size}-"}).status_code == 416
    head = client.head(link)
    assert (head.status_code, head.headers["Content-Length"]) == (200, str(item.size))
    assert whole.headers["Cache-Control"] == "private, no-store"


def test_the_address_is_bound_to_person_item_and_time(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    item, other = make_item(cast.bank), make_item(cast.bank, title="另一个")
    link = play_link(item, cast.trainee)
    assert sign_in(strangers.trainee).get(link).status_code == 404
    assert sign_in(cast.mentor).get(link).status_code == 404
    assert sign_in(cast.trainee).get(link.replace(item.public_id, other.public_id)).status_code == 404
    assert sign_in(cast.trainee).get(link + "x").status_code == 404
    assert Client().get(link).status_code == 302
    old = play_link(item, cast.trainee, now=timezone.now() - timedelta(minutes=11))
    assert sign_in(cast.trainee).get(old).status_code == 404


def test_half_a_video_is_not_complete(cast: Cast, sign_in: SignIn) -> None:
    item, client = make_item(cast.bank), sign_in(cast.trainee)
    url = play_link(item, cast.trainee).replace("/file/", "/watched/")
    half = client.post(url, {"ranges": [["0", "30"]], "position": "30"}, content_type="application/json")
    assert half.json() == {"share": "0.5000", "complete": False}
    jump = client.post(url, {"ranges": [["59", "60"]], "position": "60"}, content_type="application/json")
    assert jump.json()["complete"] is False
    row = WatchProgress.objects.get(user=cast.trainee, item=item)
    later = row.reported_at + timedelta(seconds=40)
    done = report_watched(user=cast.trainee, item=item, ranges=[(Decimal(30), Decimal(60))], position=Decimal(60), now=later)
    assert (done.watched_share, done.completed_at) == (Decimal("1.0000"), later)


@pytest.mark.parametrize(
    "body", ["", "[]", '{"ranges": 3, "position": "1"}', '{"ranges": [["a","b"]], "position": "1"}', '{"ranges": [], "position": "NaN"}']
)
def test_a_malformed_report_is_refused(cast: Cast, sign_in: SignIn, body: str) -> None:
    item = make_item(cast.bank)
    url = play_link(item, cast.trainee).replace("/file/", "/watched/")
    assert sign_in(cast.trainee).post(url, body, content_type="application/json").status_code == 400


def test_a_report_too_fast_to_be_true_is_refused(cast: Cast, sign_in: SignIn) -> None:
    item = make_item(cast.bank, content=wav_bytes(3600))
    url = play_link(item, cast.trainee).replace("/file/", "/watched/")
    answer = sign_in(cast.trainee).post(url, {"ranges": [["0", "3600"]], "position": "0"}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (409, {"error": "too_fast"})


def test_the_length_comes_from_the_file(cast: Cast) -> None:
    assert make_item(cast.bank).duration_seconds == Decimal("60.00")
    assert make_item(cast.bank, content=mp4_header(95), name="v.mp4").duration_seconds == Decimal("95.00")
    assert make_item(cast.bank, content=webm(7), name="v.webm").duration_seconds == Decimal("7.00")


@pytest.mark.parametrize("at", range(0, 90, 7))
def test_a_webm_cut_short_tells_nothing_and_breaks_nothing(at: int) -> None:
    assert duration_seconds(io.BytesIO(webm(7)[:at]), kind="webm", size=at) is None


def test_a_recording_that_does_not_tell_its_length_needs_it(cast: Cast) -> None:
    with pytest.raises(UploadProblem) as refused:
        make_item(cast.bank, content=webm(7, told=False), name="v.webm")
    assert refused.value.code == "length"
    live = add_item(bank=cast.bank, file=io.BytesIO(webm(7, told=False)), name="v.webm", title="录像", author=None, length=Decimal(7))
    assert live.duration_seconds == Decimal(7)
