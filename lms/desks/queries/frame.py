"""What stands around every page for this person: brand, rail, desks, bell."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from lms.notices.queries import unread_count

from ..domain.doors import chosen_desk, desks_for, rail_of
from ..enums import Desk


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

    items: list[NavItem] = field(default_factory=list)
    desks: list[DeskChoice] = field(default_factory=list)
    desk_url: str = ""
    unread: int = 0
    brand: Brand = Brand()
    search_url: str = ""
    desk: str = ""


def _rail(desk: str, roles: frozenset[str], path: str) -> list[NavItem]:
    doors = [(door, reverse(door.route)) for door in rail_of(desk, roles)]
    # The longest address that the page lies under is where the person is.
    here = max((url for _door, url in doors if path == url or (url != "/" and path.startswith(url))), key=len, default="")
    return [NavItem(_(door.label), url, door.icon, active=url == here) for door, url in doors]


def frame_for(request: HttpRequest, *, unread: int | None = None) -> Frame:
    """The frame of a signed-in person; an empty one for anybody else. A page that has counted the unread notices hands them in."""
    user = request.user
    if not user.is_authenticated:
        return Frame()
    roles = user.roles
    desk = chosen_desk(roles, request.session.get("desk", ""))
    desks = [DeskChoice(code, str(Desk(code).label), code == desk) for code in desks_for(roles)]
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
