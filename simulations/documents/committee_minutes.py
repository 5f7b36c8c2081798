"""The minutes of one case of the committee, as they are signed and filed (domain.md 3.5)."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..domain.committee.minutes import Minutes, minutes_of
from ..domain.committee.state import Question, Seat
from ..enums import Ballot, CommitteeMode, CommitteePhase, CommitteeRole, ItemOutcome, Majority, Topic
from ..queries.room import Room


def minutes_pdf(room: Room, position: int, *, printed_by: str, now: datetime) -> bytes:
    """A4; unsigned minutes say on top that they are a draft."""
    found = minutes_of(room.sitting, room.sitting.items[position], room.case(position))
    row = room.items[position]
    paper = Document(
        title=_("Minutes of the review committee"),
        brand=room.committee.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=f"{row.title} · {room.committee.title}",
        digest=row.digest,
    )
    if room.committee.mode == CommitteeMode.REHEARSAL:
        paper.paragraph(_("Rehearsal with a fictional customer. Nothing here is about a real loan."))
    if not found.signatures or room.sitting.items[position].phase == CommitteePhase.MINUTES:
        paper.paragraph(_("Draft: not signed by everybody yet."))
    _heads(paper, room, found, row.public_id)
    _papers_and_talk(paper, found)
    _votes(paper, room, found)
    _resolution(paper, found)
    paper.heading(_("Signatures"))
    paper.signatures([Signature(seat_words(seat), seat.name, _moment(at)) for seat, at in found.signatures])
    return paper.render()


def seat_words(seat: Seat) -> str:
    """The role, and that a scripted member is one."""
    role = str(CommitteeRole(seat.role).label)
    return _("%(role)s, scripted") % {"role": role} if seat.scripted else role


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else "—"


def _names(seats: tuple[Seat, ...]) -> str:
    return "、".join(f"{seat.name} ({seat_words(seat)})" for seat in seats) or "—"


def _heads(paper: Document, room: Room, found: Minutes, number: str) -> None:
    plea = found.case.application
    paper.facts(
        [
            (_("Case number"), number[:8].upper()),
            (_("Day"), _moment(room.committee.starts_at)),
            (_("Place"), room.committee.place or "—"),
            (_("Customer"), found.case.customer),
            (_("Application"), _("¥ %(amount)s, %(months)d months") % {"amount": f"{plea.amount:,.0f}", "months": plea.term_months}),
            (_("Purpose"), plea.purpose),
            (pgettext("committee", "Present"), _names(found.present)),
            (pgettext("committee", "Absent"), _names(found.absent)),
            (_("Recused"), "；".join(f"{seat.name}：{reason}" for seat, reason in found.recused.items()) or "—"),
        ],
        columns=1,
    )


def _papers_and_talk(paper: Document, found: Minutes) -> None:
    paper.heading(_("Papers on the table"))
    paper.paragraph("、".join(found.papers) or "—")
    paper.heading(_("Presentation of the lead investigator"))
    paper.paragraph(found.statement or "—")
    paper.heading(_("The second investigator's own view"))
    paper.paragraph(found.second_view or "—")
    paper.heading(pgettext("committee", "Questions and answers"))
    rows = [(str(one.number), str(Topic(one.topic).label), one.text, _answer(one)) for one in found.questions]
    columns = [
        PdfColumn(_("No."), 0.5, "right"),
        PdfColumn(pgettext("committee", "About"), 0.9),
        PdfColumn(pgettext("committee", "Question"), 2.4),
        PdfColumn(pgettext("committee", "Answer"), 3),
    ]
    paper.table(columns, rows or [("", "", "—", "")])
    if found.skipped:
        paper.paragraph("；".join(f"{CommitteePhase(phase).label}：{reason}" for phase, reason in found.skipped), quiet=True)


def _answer(question: Question) -> str:
    if question.promised:
        return _("Promised: %(answer)s") % {"answer": question.answer}
    return question.answer or _("not answered")


def _votes(paper: Document, room: Room, found: Minutes) -> None:
    paper.heading(_("Opinions and votes, by name"))
    columns = [
        PdfColumn(pgettext("person", "Name"), 1.3),
        PdfColumn(_("First opinion"), 1),
        PdfColumn(_("Vote"), 1),
        PdfColumn(_("Reasons"), 2.4),
        PdfColumn(_("What changed it"), 1.6),
    ]
    rows = [
        (
            line.seat.name,
            str(Ballot(line.first).label) if line.first else "—",
            str(Ballot(line.final).label),
            line.reason,
            line.because if line.changed else "",
        )
        for line in found.votes
    ]
    paper.table(columns, rows or [("—", "", "", "", "")])
    if found.tally:
        rule = room.sitting.rule
        paper.paragraph(
            _("Counted under the rule “%(rule)s”: %(approvals)d of %(voters)d approved, %(needed)d needed. Outcome: %(outcome)s.")
            % {
                "rule": Majority(rule.majority).label,
                "approvals": found.tally.approvals,
                "voters": found.tally.voters,
                "needed": found.tally.needed,
                "outcome": ItemOutcome(found.tally.outcome).label,
            }
        )
    if found.veto:
        paper.paragraph(_("Veto by %(name)s: %(reason)s") % {"name": found.veto[0].name, "reason": found.veto[1]})


def _resolution(paper: Document, found: Minutes) -> None:
    paper.heading(_("Resolution"))
    resolution = found.resolution
    if resolution is None:
        paper.paragraph("—")
        return
    paper.paragraph(resolution.reason)
    if resolution.amount:
        amount = f"{Decimal(resolution.amount):,.0f}"
        paper.facts(
            [
                (_("Amount"), f"¥ {amount}"),
                (_("Term"), _("%(months)d months") % {"months": resolution.term_months}),
                (_("Repayment"), resolution.repayment or "—"),
            ],
            columns=1,
        )
    columns = [PdfColumn(_("Condition"), 3), PdfColumn(_("Owner"), 1), PdfColumn(_("By when"), 1), PdfColumn(_("Disbursement"), 1)]
    rows = [(one.text, one.owner, one.due, _("before") if one.before else _("after")) for one in found.conditions]
    if rows:
        paper.table(columns, rows)
    if resolution.minority:
        paper.paragraph(_("Minority view: %(text)s") % {"text": resolution.minority})
    for remark in found.objections:
        paper.paragraph(_("Remark for the record: %(text)s") % {"text": remark.text})
