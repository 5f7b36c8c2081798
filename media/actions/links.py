"""Short-lived signed addresses, bound to the person: a higher room decides who gets one, this room checks the signature."""

from datetime import datetime, timedelta

from django.urls import reverse

from lms.people.models import User
from lms.toolkit import signed_links

from ..models import MediaItem

LINK_LIFETIME = timedelta(minutes=10)
PURPOSE = "media"


def play_link(item: MediaItem, user: User, *, now: datetime | None = None) -> str:
    """The address of the file's bytes for ``user``, for the next ten minutes."""
    token = signed_links.make(purpose=PURPOSE, person=user.key, subject=item.public_id, lifetime=LINK_LIFETIME, now=now)
    return f"{reverse('media-file', args=[item.public_id])}?key={token}"


def redeem_link(*, public_id: str, token: str, user: User, now: datetime | None = None) -> MediaItem | None:
    """The item, where the token is this person's for this item and still good."""
    try:
        subject = signed_links.verify(token, purpose=PURPOSE, person=user.key, now=now)
    except signed_links.LinkRefused:
        return None
    if subject != public_id:
        return None
    return MediaItem.objects.filter(public_id=public_id).first()
