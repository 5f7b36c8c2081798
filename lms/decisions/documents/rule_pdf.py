"""The rule on paper, for reading and for acknowledging by hand."""

from datetime import datetime

from django.utils.translation import gettext as _

from lms.evidence.enums import EvidenceKind
from lms.people.enums import Role
from lms.people.models import User
from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..actions.lock_rule import rule_signatures
from ..domain.rule import Component, read_rule
from ..domain.scoring import weight_shares
from ..models import RuleVersion
from ..queries.receipts import Receipt, receipts_of
from .rule_words import rule_sentences
from .words import when


def rule_pdf(*, version: RuleVersion, printed_by: str, now: datetime) -> bytes:
    """Parts, sentences, signatures, and one line for each person of the class."""
    rule = read_rule(version.body)
    paper = Document(
        title=version.rule.title,
        brand=version.rule.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=_("Rule for %(cohort)s, version %(number)d, %(state)s")
        % {"cohort": version.cohort.name, "number": version.number, "state": version.get_state_display()},
        digest=version.digest.removeprefix("sha256:"),
    )
    paper.heading(_("What counts"))
    shares = weight_shares(rule)
    columns = [
        PdfColumn(_("Part"), 2),
        PdfColumn(_("Read from"), 1.2),
        PdfColumn(_("Weight"), 1, "right"),
        PdfColumn(_("Full points"), 1, "right"),
        PdfColumn(_("Minimum"), 1, "right"),
        PdfColumn(_("Condition"), 1),
        PdfColumn(_("Raters"), 0.8, "right"),
    ]
    paper.table(columns, [_part(one, float(shares[one.code])) for one in rule.components])
    paper.heading(_("How it is judged"))
    for text in rule_sentences(rule):
        paper.paragraph(text)
    paper.heading(_("Signatures"))
    paper.signatures(_signatures(version))
    receipts = receipts_of(version)
    if receipts and version.locked_at is not None:
        paper.page_break()
        paper.heading(_("Received and read"))
        paper.signatures([_receipt(one) for one in receipts])
    return paper.render()


def _part(component: Component, share: float) -> list[str]:
    return [
        component.name,
        str(EvidenceKind(component.source.kind).label) if component.source.kind in EvidenceKind.values else component.source.kind,
        f"{share * 100:.1f}%" if component.weight else "—",
        format(component.maximum, "f"),
        "—" if component.floor is None else format(component.floor, "f"),
        _("must be passed") if component.gate else "—",
        str(component.raters.minimum),
    ]


def _receipt(receipt: Receipt) -> Signature:
    word = _("refused before a witness") if receipt.refused else _("acknowledged") if receipt.at else ""
    return Signature(receipt.enrolment.user.name, word, when(receipt.at, receipt.recorded_at))


def _signatures(version: RuleVersion) -> list[Signature]:
    given = rule_signatures(version)
    names = dict(User.objects.filter(key__in=[one.signer_key for one in given]).values_list("key", "name"))
    found = [
        Signature(str(Role(one.signer_role).label), names.get(one.signer_key, ""), when(one.signed_at, one.recorded_at)) for one in given
    ]
    return found + [Signature(_("Signature"))] * max(0, 2 - len(found))
