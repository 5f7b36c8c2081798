"""What this is made of: its version, the parts it stands on and their licences."""

import platform
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.db import connection


@dataclass(frozen=True)
class Part:
    """One part with the licence under which it is used."""

    name: str
    version: str
    licence: str


PYTHON_PARTS = (
    ("Django", "django", "BSD-3-Clause"),
    ("Wagtail", "wagtail", "BSD-3-Clause"),
    ("Celery", "celery", "BSD-3-Clause"),
    ("django-allauth", "django-allauth", "MIT"),
    ("django-htmx", "django-htmx", "MIT"),
    ("ReportLab", "reportlab", "BSD-3-Clause"),
    ("openpyxl", "openpyxl", "MIT"),
    ("XlsxWriter", "XlsxWriter", "BSD-2-Clause"),
)


@cache
def product_version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def parts() -> list[Part]:
    """The parts a person meets or relies on; the complete list is in the lock files."""
    found = [Part(name, _installed(package), licence) for name, package, licence in PYTHON_PARTS]
    return [
        Part("Python", platform.python_version(), "PSF-2.0"),
        Part(connection.display_name, "", ""),
        *(part for part in found if part.version),
        Part("Bootstrap", "", "MIT"),
        Part("htmx", "", "0BSD"),
        Part("Noto Sans SC", "", "OFL-1.1"),
    ]


def licence_texts() -> dict[str, Path]:
    """The licence texts that can be read here, by the name in their address."""
    known = {
        "duzuo": settings.BASE_DIR / "LICENSE",
        "notice": settings.BASE_DIR / "NOTICE",
        "noto-sans-sc": settings.PDF_FONT_DIR / "LICENSE_FONT",
        "bootstrap": settings.NODE_MODULES / "bootstrap" / "LICENSE",
    }
    return {name: path for name, path in known.items() if path.is_file()}
