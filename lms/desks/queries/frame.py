"""What stands around every page for this person: brand, rail, desks, bell."""

from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lms.notices.queries import unread_count

from ..domain.doors import chosen_desk, desks_for, rail_of
from ..enums import Desk
from ..permissions import desk_roles


@dataclass(frozen=True)
class NavItem:
    label: str
    url: str
    icon: str
    active: bool = False
    badge: str = ""


@dataclass(frozen=True)
class DeskChoice:
    code: str
    label: str
    active: bool


@dataclass(frozen=True)
class Brand:
    name: str = ""
    logo_url: str = ""
    accent: str = ""


@dataclass(frozen=True)
class Frame:
    """Plain values for the frame's templates."""

    items: tuple[NavItem, ...] = ()
    desks: tuple[DeskChoice, ...] = ()
    desk_url: str = ""
    unread: int = 0
    brand: Brand = Brand()
    search_url: str = ""
    desk: str = ""


@cache
def _doors(desk: str, roles: frozenset[str], language: str | None, prefix: str) -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    """Label, address, icon, and every address behind the door; the same for everybody with these roles."""
    return tuple((_(one.label), reverse(one.route), one.icon, tuple(map(reverse, (one.route, *one.also)))) for one in rail_of(desk, roles))


def _rail(desk: str, roles: frozenset[str], path: str) -> tuple[NavItem, ...]:
    doors = _doors(desk, roles, get_language(), get_script_prefix())
    # The longest address that the page lies under is where the person is.
    behind = (url for *_door, urls in doors for url in urls if path == url or (url != "/" and path.startswith(url)))
    here = max(behind, key=len, default="")
    return tuple(NavItem(label, url, icon, active=here in urls) for label, url, icon, urls in doors)


def frame_for(request: HttpRequest, *, unread: int | None = None) -> Frame:
    """The frame of a signed-in person; an empty one for anybody else. A page that has counted the unread notices hands them in."""
    user = request.user
    if not user.is_authenticated:
        return Frame()
    roles = desk_roles(user)
    desk = chosen_desk(roles, request.session.get("desk", ""))
    desks = tuple(DeskChoice(code, str(Desk(code).label), code == desk) for code in desks_for(roles))
    bank = user.bank
    brand = Brand(
        name=(bank.brand_name if bank else "") or "",
        logo_url=reverse("brand-logo") if bank and bank.brand_logo else "",
        accent=bank.brand_accent if bank else "",
    )
    return Frame(
        items=_rail(desk, roles, request.path),
        desks=desks,
        desk_url=reverse("desk-switch"),
        unread=unread_count(user) if unread is None else unread,
        brand=brand,
        search_url=reverse("search"),
        desk=desk,
    )
