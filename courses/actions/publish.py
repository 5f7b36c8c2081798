"""Publishes what an author or reviewer has dated."""

from django.core.management import call_command


def publish_scheduled_pages() -> None:
    """Pages whose hour has come go live, pages that expire are taken down (Wagtail's own command, safe to repeat)."""
    call_command("publish_scheduled", verbosity=0)
