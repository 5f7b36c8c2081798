"""The box of entries that wait on a person's device until the server has taken them (``lms/js/outbox.js``)."""

from typing import Any

from django.template import Context, Library
from django.utils.crypto import salted_hmac

register = Library()


@register.inclusion_tag("components/outbox.html", takes_context=True)
def outbox(context: Context, box: str) -> dict[str, Any]:
    """State of the box ``box`` for whoever is signed in, its words, and the script.

    The key encrypts what a browser keeps for one person until it is sent: without their page nobody reads it.
    """
    person = context["request"].user.key
    owner, key = (salted_hmac(f"duzuo.outbox.{part}", person, algorithm="sha256").hexdigest() for part in ("owner", "key"))
    return {"box": box, "owner": owner[:16], "key": key}
