"""The player in templates: ``{% media_player item renew_url progress %}``."""

from typing import Any
from urllib.parse import urlsplit

from django.template import Context, Library
from django.urls import reverse

from ..actions import play_link
from ..models import MediaItem, WatchProgress

register = Library()


@register.inclusion_tag("media/player.html", takes_context=True)
def media_player(context: Context, item: MediaItem, renew_url: str = "", progress: WatchProgress | None = None) -> dict[str, Any]:
    """A player (or a link, for a document) whose address is good for this person and ten minutes.

    ``renew_url`` is a page of the calling room that answers ``{"url": …}`` after asking again whether the person may.
    """
    link = play_link(item, context["request"].user)
    key = urlsplit(link).query
    return {
        "item": item,
        "link": link,
        "captions": f"{reverse('media-captions', args=[item.public_id])}?{key}" if item.captions else "",
        "watched_url": f"{reverse('media-watched', args=[item.public_id])}?{key}",
        "renew_url": renew_url,
        "progress": progress,
        "csrf_token": context.get("csrf_token"),
    }
