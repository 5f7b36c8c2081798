"""Many certificates in one archive, written to disk as they come: ten thousand don't fit into a worker's memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from ..models import Certificate

WRITTEN = (2020, 1, 1, 0, 0, 0)
"""One moment for all: the same certificates make the same archive."""


class Archive:
    """An open archive; PDFs are stored as they are, they are compressed already."""

    def __init__(self, file: IO[bytes], archive: ZipFile) -> None:
        self.file, self.archive = file, archive

    def add(self, certificate: Certificate, content: bytes) -> None:
        self.archive.writestr(ZipInfo(paper_name(certificate), WRITTEN), content)

    def finished(self) -> IO[bytes]:
        self.archive.close()
        self.file.seek(0)
        return self.file


@contextmanager
def new_archive() -> Iterator[Archive]:
    with TemporaryFile() as file, ZipFile(file, "w", ZIP_STORED) as archive:
        yield Archive(file, archive)


def paper_name(certificate: Certificate) -> str:
    """Number and name, without signs that mean something to a file system."""
    name = "".join(one for one in certificate.holder if one.isalnum() or one in "·- ")
    return f"{certificate.number} {name}.pdf"
