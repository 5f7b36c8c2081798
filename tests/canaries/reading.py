"""The words in an answer, whatever its format."""

import io
import zipfile
from urllib.parse import unquote

from django.http import HttpResponse, StreamingHttpResponse
from pypdf import PdfReader
from pypdf.errors import PyPdfError


def body_of(response: HttpResponse | StreamingHttpResponse) -> bytes:
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response.streaming_content)  # type: ignore[arg-type]  # never asynchronous here
    return response.content


def text_of(content: bytes) -> str:
    """Of a PDF its pages without white space, of a workbook or an archive every part, of anything else all that can be read."""
    if content.startswith(b"%PDF"):
        return _pages(content) + content.decode("latin-1")
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join([*archive.namelist(), *(text_of(archive.read(name)) for name in archive.namelist())])
    return content.decode("utf-8", errors="replace")


def _pages(content: bytes) -> str:
    try:
        reader = PdfReader(io.BytesIO(content))
        return "".join("".join(page.extract_text() for page in reader.pages).split()) + str(reader.metadata or "")
    except PyPdfError:
        return ""


def headers_of(response: HttpResponse | StreamingHttpResponse) -> str:
    """Names of files and where one is sent to."""
    return unquote(f"{response.headers.get('Content-Disposition', '')} {response.headers.get('Location', '')}")
