"""What the exam page's script says, in the reader's language."""

from django.utils.translation import gettext as _


def sitting_words() -> dict[str, str]:
    """``{saved}``, ``{total}``, ``{n}`` are filled in by the page."""
    return {
        "saved": _("Saved {saved}/{total}"),
        "saving": _("Saved {saved}/{total}, sending {n}…"),
        "pending": _("Saved {saved}/{total}, {n} waiting to be sent. Don't close this page."),
        "offline": _("No network. You can go on; your answers are kept here and sent as soon as it is back."),
        "back": _("The network is back. Everything is saved."),
        "late": _("Too late: not counted"),
        "takenOver": _("You went on with this exam elsewhere. This page can only be read now."),
        "closed": _("The exam is closed. This page can only be read now."),
        "refused": _("The server didn't take an answer. Reload the page; what you wrote is kept."),
        "minutesLeft": _("{n} minutes left"),
        "oneMinute": _("1 minute left"),
        "more": _("You have been given more time."),
        "timeOver": _("The time is over. Your saved answers are handed in."),
        "waitToHandIn": _("{n} answers are still being sent. Hand in once they are saved."),
        "allAnswered": _("All {total} questions are answered."),
        "unanswered": _("{n} of {total} questions are not answered yet: {list}"),
        "flagged": _("You have marked {n} for another look: {list}"),
        "otherWindow": _("This exam is open in another window of this browser. Go on there, or take it over here."),
    }
