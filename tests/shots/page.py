"""What a page and a role of the pictures are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A page with the name of its picture.

    ``path`` is an address that every installation has. Any other page is reached as a person reaches it: from page ``on`` by the
    first link whose address fits ``link`` (``*`` stands for one part) and whose row says ``text``, or by the button ``press``.
    """

    name: str
    path: str = ""
    on: str = ""
    link: str = ""
    text: str = ""
    press: str = ""
    claim: str = ""  # pressed in each window that shows it: an exam goes on where it is looked at
    status: int = 200
    ours: bool = True  # Wagtail's own pages are looked at, not judged


@dataclass(frozen=True)
class Role:
    """A demo account (none: nobody is signed in) and its pages, in the order in which their links are found."""

    name: str
    account: str
    pages: tuple[Page, ...]


def own(*names: str) -> tuple[Page, ...]:
    """Pages that everybody has."""
    everyone = {"notices": "/notices/", "account": "/account/", "evidence": "/evidence/", "jobs": "/jobs/", "about": "/about/"}
    return tuple(Page(name, everyone[name]) for name in names)
