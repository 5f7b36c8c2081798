"""A certification profile on paper, as the bank publishes it."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.people.enums import Role
from lms.people.models import User
from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..actions.lock_profile import profile_signatures
from ..domain.certification.profile import read_profile
from ..models import CertificationProfile
from .profile_words import gate_tables, node_word, profile_sentences
from .words import when


def profile_pdf(*, profile: CertificationProfile, printed_by: str, now: datetime) -> bytes:
    """What holds everywhere, one table for each stage, signatures; landscape, because nine nodes stand side by side."""
    rule = read_profile(profile.content)
    paper = Document(
        title=profile.title,
        brand=profile.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=_("Certification profile, version %(number)d, %(state)s, in force from %(day)s")
        % {"number": profile.number, "state": profile.get_state_display(), "day": profile.effective_on.isoformat()},
        digest=profile.digest.removeprefix("sha256:"),
        wide=True,
    )
    paper.heading(_("What holds at every node"))
    for text in profile_sentences(rule):
        paper.paragraph(text)
    columns = [PdfColumn(_("Requirement"), 2.6), *(PdfColumn(node_word(code), 1, "right") for code in rule.nodes)]
    for table in gate_tables(rule):
        paper.heading(_("To %(target)s") % {"target": table.title})
        paper.table(columns, [[label, *values] for label, values in table.rows])
    if profile.short_reason:
        paper.heading(_("Capacity check"))
        paper.paragraph(_("Cases or mentors were short when it was locked, because: %(reason)s") % {"reason": profile.short_reason})
    paper.heading(_("Signatures"))
    paper.signatures(_signatures(profile))
    return paper.render()


def _signatures(profile: CertificationProfile) -> list[Signature]:
    given = profile_signatures(profile)
    names = dict(User.objects.filter(key__in=[one.signer_key for one in given]).values_list("key", "name"))
    found = [
        Signature(str(Role(one.signer_role).label), names.get(one.signer_key, ""), when(one.signed_at, one.recorded_at)) for one in given
    ]
    return found + [Signature(_("Signature"))] * max(0, 2 - len(found))
