"""Ordinary forms, filled in and sent as a person at a desk would; and a later day, on which everybody signs in again."""

import io
from collections.abc import Sequence
from typing import Any

from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lms.jobs.actions.run import run_job
from lms.jobs.models import Job

from .device import Device

TICKED = "ticked"
SENDS = ".form-actions button:not([type=button]), button:not([type=button])"
Answer = str | Sequence[str]


def send(device: Device, to: str = "", *, button: str = "", **answers: Answer) -> None:
    """Fills the form that goes to an address with ``to`` in it (without: the page's own) and waits for what comes back."""
    where = f"[action*='{to}']" if to else ":not([action])"
    form = device.page.locator(f"main form[method='post']{where}").first
    for name, answer in answers.items():
        field = form.locator(f"[name='{name}']")
        for opener in field.first.locator("xpath=ancestor::details[not(@open)]/summary").all():
            opener.click()
        kind = field.first.evaluate("node => node.tagName === 'SELECT' ? 'select' : node.type")
        if answer == TICKED:
            field.first.check()
        elif kind in ("radio", "checkbox"):
            for one in [answer] if isinstance(answer, str) else answer:
                form.locator(f"[name='{name}'][value='{one}']").check()
        elif kind == "select":
            field.first.select_option(answer)
        elif kind == "file":
            field.first.set_input_files(str(answer))
        else:
            field.first.fill(str(answer))
    asked = form.get_attribute("data-confirm")
    with device.page.expect_navigation():
        form.locator(f"button[name='{button}']" if button else SENDS).first.click()
        if asked:
            device.page.locator("dialog.ask .btn:last-child").click()


def says(device: Device, words: str) -> None:
    """The page that has come says so somewhere; if not, the failure shows what it says."""
    said = device.page.locator("body").inner_text()
    assert words in said, said


def next_day(*devices: Device) -> None:
    """The clock was moved on: whoever was signed in signs in again."""
    for one in devices:
        client = Client()
        client.force_login(one.user, backend="lms.people.backends.PeopleBackend")
        one.context.clear_cookies()
        one.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": one.site}])


def background(kind: str) -> Job:
    """What a worker would do meanwhile with the newest job of that kind."""
    job = Job.objects.filter(kind=kind).latest("id")
    run_job(job.pk)
    job.refresh_from_db()
    return job


def download(device: Device, name: str, *args: str, query: str = "") -> bytes:
    answer = device.context.request.get(device.site + reverse(name, args=args) + query)
    assert answer.ok, answer.status
    return answer.body()


def cells(content: bytes, sheet: int = 0) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[sheet].rows]
