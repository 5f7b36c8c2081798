"""Checks an uploaded file by what it is, not by what it says it is."""

import io
import os
import re
import unicodedata
import warnings
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _

from .upload_problem import UploadProblem
from .zip_guard import ZipLimits, check_zip

__all__ = ["CONTENT_TYPES", "Upload", "UploadProblem", "check_upload", "decode_text", "safe_name"]

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
}
_SPELLINGS = {"jpeg": "jpg"}
_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
_IMAGES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_TEXTS = ("txt", "csv", "vtt")
_PROGRAMS = frozenset(
    [
        "exe",
        "com",
        "bat",
        "cmd",
        "msi",
        "scr",
        "pif",
        "lnk",
        "js",
        "jse",
        "mjs",
        "vbs",
        "vbe",
        "wsf",
        "ps1",
        "sh",
        "py",
        "php",
        "phtml",
        "asp",
        "aspx",
        "jsp",
        "jar",
        "apk",
        "dll",
        "hta",
        "cpl",
        "reg",
        "htm",
        "html",
        "xhtml",
        "shtml",
        "svg",
        "xml",
        "docm",
        "xlsm",
        "pptm",
        "dotm",
        "xltm",
    ]
)
MAX_PIXELS = 40_000_000
MAX_TEXT_BYTES = 5 * 1024 * 1024
# A film strip or a scanned binder holds many parts; spreadsheets have their own, tighter limits.
_OFFICE_LIMITS = ZipLimits(entries=2_000)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Upload:
    """What was found: one of the keys of CONTENT_TYPES, the size in bytes and a name that is safe to store and show."""

    kind: str
    size: int
    name: str

    @property
    def content_type(self) -> str:
        return CONTENT_TYPES[self.kind]


def check_upload(file: IO[bytes], *, kinds: Collection[str], max_bytes: int, name: str | None = None) -> Upload:
    """The file as one of ``kinds``, or UploadProblem. ``name`` defaults to the file's own; the file is left at its start."""
    name = name if name is not None else str(getattr(file, "name", ""))
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size == 0:
        raise UploadProblem("empty", _("The file is empty (0 bytes)."))
    if size > max_bytes:
        raise UploadProblem("too_big", _("The file is larger than %(limit)s MB."), {"limit": f"{max_bytes / 1024 / 1024:g}"})
    kind = _kind_by_name(name, kinds)
    try:
        _CHECKS[kind](file, kind)
    finally:
        file.seek(0)
    return Upload(kind=kind, size=size, name=safe_name(name))


def safe_name(name: str, *, max_length: int = 120) -> str:
    """The last part of a path without control characters, direction marks and characters a file system may not hold."""
    text = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    text = re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]", "", text)
    text = re.sub(r'[:*?"<>|]', "_", text).strip(" .")
    stem, dot, extension = text.rpartition(".")
    if not dot or len(extension) > 10:
        stem, extension = text, ""
    if re.fullmatch(r"(?i)con|prn|aux|nul|(?:com|lpt)\d", stem):
        stem = f"_{stem}"
    stem = stem[: max_length - len(extension) - 1].strip(" .") or "file"
    return f"{stem}.{extension.lower()}" if extension else stem


def _kind_by_name(name: str, kinds: Collection[str]) -> str:
    parts = unicodedata.normalize("NFKC", safe_name(name, max_length=4000)).lower().split(".")
    extension = _SPELLINGS.get(parts[-1], parts[-1]) if len(parts) > 1 else ""
    if extension not in kinds or extension not in CONTENT_TYPES:
        allowed = ", ".join(f".{kind}" for kind in sorted(kinds))
        raise UploadProblem("extension", _("Files of this type are not accepted here. Accepted: %(allowed)s."), {"allowed": allowed})
    if any(part.strip() in _PROGRAMS for part in parts[1:-1]):
        message = _("The file name has two endings and could be a program. Rename the file and upload it again.")
        raise UploadProblem("double_extension", message)
    return extension


def _wrong_content() -> UploadProblem:
    message = _("The content of the file does not match its name. Save it again from the original program and upload it once more.")
    return UploadProblem("content", message)


def _check_pdf(file: IO[bytes], kind: str) -> None:
    if not file.read(1024).lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"%PDF-"):
        raise _wrong_content()
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 2048))
    if b"%%EOF" not in file.read():
        raise UploadProblem("broken", _("The file is damaged and cannot be opened."))


def _check_office(file: IO[bytes], kind: str) -> None:
    names = check_zip(file, _OFFICE_LIMITS)
    if "[Content_Types].xml" not in names or _OFFICE[kind] not in names:
        raise _wrong_content()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UploadProblem("macros", _("The document contains macros. Save it without macros and upload it again."))


def _check_image(file: IO[bytes], kind: str) -> None:
    from PIL import Image  # loaded only by processes that see images

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=(_IMAGES[kind],)) as image:
                width, height = image.size
                frames = getattr(image, "n_frames", 1)
                if width * height * frames > MAX_PIXELS:
                    message = _("The picture is too large: %(width)d × %(height)d pixels. Scale it down and upload it again.")
                    raise UploadProblem("pixels", message, {"width": width, "height": height})
                image.load()
    except UploadProblem:
        raise
    except Image.DecompressionBombError as error:
        raise UploadProblem("pixels", _("The picture is too large. Scale it down and upload it again.")) from error
    # Image decoders fail in many ways on damaged input; each of them means the same to the person.
    except Exception as error:
        raise _wrong_content() from error


def _check_mp4(file: IO[bytes], kind: str) -> None:
    head = file.read(12)
    brand = head[8:12].strip()
    audio_only = brand in {b"M4A", b"M4B", b"M4P"}
    if head[4:8] != b"ftyp" or brand in {b"heic", b"heix", b"mif1", b"avif", b"qt"} or (kind == "mp4" and audio_only):
        raise _wrong_content()


def _check_webm(file: IO[bytes], kind: str) -> None:
    head = file.read(64)
    if not head.startswith(b"\x1a\x45\xdf\xa3") or b"webm" not in head:
        raise _wrong_content()


def _check_mp3(file: IO[bytes], kind: str) -> None:
    head = file.read(4)
    frame = len(head) == 4 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 == 0x02 and head[2] & 0xF0 != 0xF0
    if not (head.startswith(b"ID3") or frame):
        raise _wrong_content()


def _check_wav(file: IO[bytes], kind: str) -> None:
    head = file.read(12)
    if head[:4] != b"RIFF" or head[8:12] != b"WAVE":
        raise _wrong_content()


def _check_text(file: IO[bytes], kind: str) -> None:
    data = file.read(MAX_TEXT_BYTES + 1)
    if len(data) > MAX_TEXT_BYTES:
        raise UploadProblem("too_big", _("The file is larger than %(limit)s MB."), {"limit": f"{MAX_TEXT_BYTES / 1024 / 1024:g}"})
    text = decode_text(data)
    if kind == "vtt" and not text.startswith("WEBVTT"):
        raise _wrong_content()


def decode_text(data: bytes) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, or GB18030 as Chinese Windows writes it; raises UploadProblem otherwise."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = io.IncrementalNewlineDecoder(None, translate=True).decode(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise UploadProblem("encoding", _("The text cannot be read. Save it as UTF-8 and upload it again."))


_CHECKS: dict[str, Callable[[IO[bytes], str], None]] = {
    "pdf": _check_pdf,
    **dict.fromkeys(_OFFICE, _check_office),
    **dict.fromkeys(_IMAGES, _check_image),
    "mp4": _check_mp4,
    "m4a": _check_mp4,
    "webm": _check_webm,
    "mp3": _check_mp3,
    "wav": _check_wav,
    **dict.fromkeys(_TEXTS, _check_text),
}
