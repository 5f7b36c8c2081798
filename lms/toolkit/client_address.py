"""Whose request it is: the address in front of the bank's own proxies, so that failed sign-ins are counted for the one who failed."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def address_before(proxies: int, forwarded: str) -> str | None:
    """The address that the outermost of our own ``proxies`` saw; what stands further left anybody may have written.

    None where the header holds fewer entries than there are proxies (the request came past them) or no address.
    """
    entries = [entry.strip() for entry in forwarded.split(",") if entry.strip()]
    if not proxies or len(entries) < proxies:
        return None
    try:
        return str(ip_address(entries[-proxies].strip("[]")))
    except ValueError:
        return None


class ClientAddressMiddleware:
    """Stands first: whatever asks for ``REMOTE_ADDR`` later gets the person's address. Off unless ``DUZUO_PROXIES`` is set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        address = address_before(settings.TRUSTED_PROXIES, request.META.get("HTTP_X_FORWARDED_FOR", ""))
        if address:
            request.META["REMOTE_ADDR"] = address
        return self.get_response(request)
