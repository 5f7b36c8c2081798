"""A page that says too much is caught, whatever it says it in."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from reportlab.pdfgen.canvas import Canvas

from lms.cohorts.models import Leave
from lms.toolkit.downloads import PDF, XLSX, file_response
from lms.toolkit.spreadsheet_writer import ColumnSpec, SheetSpec, write_workbook

from .conftest import Aviary
from .crawl import Crawl, leaks
from .nest import LENGTH

Answer = Callable[[str], HttpResponse | StreamingHttpResponse]


def _workbook(text: str) -> HttpResponse:
    content = write_workbook([SheetSpec("x", [ColumnSpec("x", 10)], [[text]])], created=datetime(2026, 5, 21, tzinfo=UTC))
    return file_response(content, name="x.xlsx", content_type=XLSX)


def _document(text: str) -> HttpResponse:
    """With the words broken over two lines, as in a narrow column."""
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 740, text[-LENGTH:-4])
    canvas.drawString(72, 720, text[-4:])
    canvas.save()
    return file_response(file.getvalue(), name="x.pdf", content_type=PDF)


def _archive(text: str) -> HttpResponse:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.csv", text)
    return HttpResponse(file.getvalue(), content_type="application/zip")


ANSWERS: dict[str, Answer] = {
    "a page": HttpResponse,
    "a script's answer": lambda text: JsonResponse({"reason": text}),
    "a workbook": _workbook,
    "a document": _document,
    "an archive": _archive,
    "a stream": lambda text: StreamingHttpResponse([text.encode()]),
    "a file's name": lambda text: file_response(b"", name=f"{text}.pdf", content_type=PDF),
    "a redirect": lambda text: HttpResponseRedirect(f"/?q={text}"),
}


@pytest.mark.parametrize("how", ANSWERS)
def test_a_leak_is_caught(aviary: Aviary, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """The reason of somebody's leave, shown to the other bank and to a trainee of another class."""
    leave = Leave.objects.get(public_id=aviary.ours.things["leave"])

    def leaky(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
        return ANSWERS[how](leave.reason)

    monkeypatch.setattr(alarms(), "callback", leaky)
    crawl = Crawl(aviary.visitor(aviary.theirs.people["hr"]), aviary.nest).run([reverse("today-alarms")])
    canary = f"cohorts.Leave.reason of {aviary.ours.bank.name} ({leave.pk})"
    for bank, part in ((aviary.theirs.bank, "hr"), (aviary.ours.bank, "trainee_apart")):
        assert "today-alarms" in leaks(crawl, bank.name, part)[canary]
    assert canary not in leaks(crawl, aviary.ours.bank.name, "class_teacher")


def alarms() -> URLPattern:
    """The address whose page is exchanged for a leaky one."""
    return next(one for one in _patterns(get_resolver()) if one.name == "today-alarms")


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from _patterns(one)


def test_a_page_that_breaks_is_noted(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alarms(), "callback", lambda request: HttpResponse(status=500))
    crawl = Crawl(aviary.visitor(aviary.theirs.people["hr"]), aviary.nest).run([reverse("today-alarms")])
    assert crawl.broken == ["500 /today/alarms/"]
