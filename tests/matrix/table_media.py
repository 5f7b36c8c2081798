"""The media library and its files."""

from .lines import AUTHORS, Table, act, form, page

TABLE: Table = {
    "media-list": page(AUTHORS),
    "media-add": form(AUTHORS),
    "media-detail": form(AUTHORS, "media"),
    "media-retire": act(AUTHORS, "media"),
    # The key in the address is the trainee's.
    "media-file": page("trainee", "media", query="media_key"),
    "media-captions": page("trainee", "media", query="media_key"),
    "media-watched": act("trainee", "media", query="media_key"),
}
