"""Builds workbooks for tests: ordinary ones with openpyxl, hostile ones by hand."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl


def workbook_file(rows: Sequence[Sequence[Any]], *, merge: Iterable[str] = (), title: str = "名单") -> io.BytesIO:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for area in merge:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    stream.seek(0)
    return stream


def with_part(source: io.BytesIO, name: str, data: bytes | None, *, external_attr: int = 0) -> io.BytesIO:
    """A copy of a workbook in which one part is replaced, added or (None) left out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        if data is not None:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = external_attr
            new.writestr(info, data)
    stream.seek(0)
    return stream
