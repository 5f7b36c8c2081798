"""The mentoring agreement on paper, as both signed it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.toolkit.pdf import Document, Signature

from ..models import MentorAgreement


def _day(day: date) -> str:
    return day.isoformat()


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def duties() -> list[str]:
    """What both take upon themselves, in every agreement."""
    return [
        _("The mentor takes the mentee along to real cases, explains before and after, and gives the card on the same day."),
        _("The two talk once a week and keep a record that both confirm; at least one case a month is worked on together."),
        _("The mentee writes an observation note on every case, asks when something is unclear, and never acts beyond what is entrusted."),
        _("Both keep customers' data to themselves, take no advantage from customers, and report a red line at once."),
        _("The two do not sign for each other; relatives do not form a pair."),
    ]


def agreement_pdf(agreement: MentorAgreement, *, printed_by: str, now: datetime) -> bytes:
    """A4, one page as a rule; unsigned ones say so on top."""
    pair = agreement.mentorship
    paper = Document(
        title=_("Mentoring agreement"),
        brand=agreement.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=_("%(mentor)s and %(mentee)s") % {"mentor": pair.mentor.name, "mentee": pair.mentee.name},
        digest=agreement.digest,
    )
    if not agreement.is_signed:
        paper.paragraph(_("Draft: not signed by both yet."))
    paper.facts(
        [
            (_("Mentor"), pair.mentor.name),
            (_("Mentee"), pair.mentee.name),
            (_("From"), _day(agreement.starts_on)),
            (_("Until"), _day(agreement.ends_on)),
        ]
    )
    paper.heading(_("Goals"))
    for line in agreement.goals.splitlines():
        if line.strip():
            paper.paragraph(line.strip())
    paper.heading(_("What both agree on"))
    for number, duty in enumerate(duties(), start=1):
        paper.paragraph(f"{number}. {duty}")
    paper.heading(_("Signatures"))
    paper.signatures(
        [
            Signature(_("Mentor"), pair.mentor.name if agreement.mentor_signed_at else "", _moment(agreement.mentor_signed_at)),
            Signature(_("Mentee"), pair.mentee.name if agreement.mentee_signed_at else "", _moment(agreement.mentee_signed_at)),
        ]
    )
    return paper.render()
