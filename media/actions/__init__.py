"""Writes of the media room, and the addresses it hands out."""

from .add_item import add_item, retire_item, update_item
from .links import LINK_LIFETIME, play_link, redeem_link
from .watch import report_watched

__all__ = ["LINK_LIFETIME", "add_item", "play_link", "redeem_link", "report_watched", "retire_item", "update_item"]
