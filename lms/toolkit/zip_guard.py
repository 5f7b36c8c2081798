"""Looks through a zip container before anything opens it: bombs, slips, links, passwords, entity declarations."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from .upload_problem import UploadProblem

CHUNK = 256 * 1024
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Below this size a high ratio is an ordinary sheet of repeated cells, not a bomb.
RATIO_FLOOR = 2 * 1024 * 1024
# RuntimeError is what zipfile raises for a password, and one derived from it for a compression that it does not know.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, struct.error, ValueError, MemoryError)


@dataclass(frozen=True)
class ZipLimits:
    """Caps for one container; ``unpacked_bytes`` is counted while reading, never taken from the header."""

    entries: int = 500
    unpacked_bytes: int = 200 * 1024 * 1024
    ratio: int = 100


@contextmanager
def rewound(file: IO[bytes]) -> Iterator[IO[bytes]]:
    """The file from its start, and again at its start afterwards."""
    file.seek(0)
    try:
        yield file
    finally:
        file.seek(0)


def check_zip(file: IO[bytes], limits: ZipLimits = ZipLimits()) -> frozenset[str]:
    """Names of the entries of a sound container; raises UploadProblem otherwise. Nothing is written to disk."""
    with rewound(file):
        head = file.read(8)
        if head.startswith(OLE_MAGIC):
            raise _ole_problem(file)
        if not head.startswith(b"PK"):
            message = _("The file is not what its name says. Save it again from the original program and try once more.")
            raise UploadProblem("not_zip", message)
        try:
            with zipfile.ZipFile(file) as archive:
                return _check_entries(archive, limits)
        except UploadProblem:
            raise
        except _BROKEN as error:
            raise UploadProblem("broken", _("The file is damaged and cannot be opened.")) from error


def _check_entries(archive: zipfile.ZipFile, limits: ZipLimits) -> frozenset[str]:
    entries = archive.infolist()
    if len(entries) > limits.entries:
        message = _("The file holds more than %(limit)d parts; this is not an ordinary document.")
        raise UploadProblem("too_many_entries", message, {"limit": limits.entries})
    names: set[str] = set()
    total = 0
    for entry in entries:
        _check_name(entry, names)
        total += _count_bytes(archive, entry, limits, total)
    return frozenset(names)


def _check_name(entry: zipfile.ZipInfo, names: set[str]) -> None:
    if entry.flag_bits & 0x1:
        raise encrypted()
    name = entry.orig_filename
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    parts = name.replace("\\", "/").split("/")
    if is_link or name.startswith("/") or ".." in parts or "\0" in name or ":" in parts[0] or name in names:
        raise UploadProblem("unsafe_entry", _("The file contains parts with unsafe names; this is not an ordinary document."))
    names.add(name)


def _count_bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: ZipLimits, before: int) -> int:
    counted, tail = 0, b""
    may_declare = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            counted += len(chunk)
            if before + counted > limits.unpacked_bytes or (counted > RATIO_FLOOR and counted > limits.ratio * max(entry.compress_size, 1)):
                raise UploadProblem("bomb", _("The file unpacks to far more data than an ordinary document; it was not opened."))
            if may_declare:
                tail = _refuse_declarations(tail, chunk)
    return counted


def _refuse_declarations(tail: bytes, chunk: bytes) -> bytes:
    """Office documents never declare a document type; entities can only come with one. UTF-16 is seen by dropping its zeros."""
    window = (tail + chunk).replace(b"\0", b"")
    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
        raise UploadProblem("xml_entities", _("The file contains declarations that an ordinary document never has; it was not opened."))
    return (tail + chunk)[-32:]


def _ole_problem(file: IO[bytes]) -> UploadProblem:
    if "EncryptedPackage".encode("utf-16-le") in file.read(CHUNK * 16):
        return encrypted()
    message = _("This is the format of an old program version. Save the file as .xlsx, .docx or .pptx and upload it again.")
    return UploadProblem("old_format", message)


def encrypted() -> UploadProblem:
    return UploadProblem("encrypted", _("The file is protected by a password. Remove the password and upload it again."))
