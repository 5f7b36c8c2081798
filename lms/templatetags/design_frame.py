"""What the frame shows around a page: the brand, the rail, the desks, the bell; nothing of it needs to exist."""

from functools import cache, lru_cache
from typing import Any

from django.template import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

ACCENTS = ("pine", "lake", "blue", "indigo", "plum", "bronze", "slate")
BOTTOM_PLACES = 5


@lru_cache(maxsize=500)  # a list shows the same few icons in every row
def icon_svg(name: str, label: str = "") -> SafeString:
    target = f"{static('lms/img/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" width="20" height="20" role="img" aria-label="{}"><use href="{}"/></svg>', label, target)
    return format_html('<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false"><use href="{}"/></svg>', target)


def url_or_empty(*names: str) -> str:
    """The first of these routes that exists; the frame never fails because a room is absent."""
    return _first_route(names, get_script_prefix())


@cache  # every page asks for the same few
def _first_route(names: tuple[str, ...], prefix: str) -> str:
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def _listed(source: object, name: str) -> tuple[Any, ...]:
    return tuple(getattr(source, name, None) or ())


def frame_context(context: Context) -> dict[str, Any]:
    """Plain values for the frame's templates, from ``request.frame`` where a middleware has set it."""
    request = context.get("request")
    frame = getattr(request, "frame", None)
    brand = getattr(frame, "brand", None)
    items = _listed(frame, "items")
    fits = len(items) <= BOTTOM_PLACES
    accent = getattr(brand, "accent", "") or ""
    user = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    return {
        "request": request,
        "csrf_token": context.get("csrf_token"),
        "items": items,
        "bottom": items if fits else items[: BOTTOM_PLACES - 1],
        "more": () if fits else items[BOTTOM_PLACES - 1 :],
        "desks": _listed(frame, "desks"),
        "desk_url": getattr(frame, "desk_url", "") or "",
        "unread": getattr(frame, "unread", 0) or 0,
        "brand_name": getattr(brand, "name", "") or "",
        "logo_url": getattr(brand, "logo_url", "") or "",
        "accent": accent if accent in ACCENTS else "pine",
        "search_url": getattr(frame, "search_url", "") or "",
        "home_url": getattr(frame, "home_url", "") or "/",
        "notices_url": getattr(frame, "notices_url", "") or (url_or_empty("notices") if signed_in else ""),
        "account_url": getattr(frame, "account_url", "") or (url_or_empty("account") if signed_in else ""),
        "about_url": url_or_empty("about"),
        "sign_out_url": getattr(frame, "sign_out_url", "") or (url_or_empty("sign-out") if signed_in else ""),
        "language_url": getattr(frame, "language_url", "") or url_or_empty("set-language", "set_language"),
        "person": (getattr(frame, "person", "") or getattr(user, "name", "") or str(user)) if signed_in else "",
        "signed_in": signed_in,
    }
