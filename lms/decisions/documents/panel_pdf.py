"""Minutes of a sitting or of one item, with the packet that was read: for the file."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.queries import signatures_on
from lms.templatetags.design_formats import day, money
from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..enums import ItemState, Round
from ..models import PanelItem, PanelMember, PanelSitting
from .certificate_words import product_words
from .certification_words import level_word
from .panel_page import CardLine, PacketPage, packet_page
from .words import when


def minutes_pdf(*, sitting: PanelSitting, items: Sequence[PanelItem], printed_by: str, now: datetime) -> bytes:
    """Who sat, and each item with its votes by name, outcome, reasons, conditions and signature."""
    digest = items[0].outcome_digest if len(items) == 1 else ""
    paper = Document(
        title=_("Minutes of the certification panel"),
        brand=sitting.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=f"{sitting.title} · {day(sitting.held_on)} · {sitting.place or '—'}",
        digest=digest,
    )
    paper.heading(_("The panel"))
    columns = [PdfColumn(_("Person"), 2), PdfColumn(_("Seat"), 1.4), PdfColumn(_("Line manager"), 1), PdfColumn(_("Present"), 1)]
    paper.table(columns, [_member(one) for one in sitting.members.select_related("user")])
    for item in items:
        _item(paper, item)
    return paper.render()


def _member(one: PanelMember) -> list[str]:
    return [
        f"{one.user.name} {one.user.employee_number}",
        one.get_seat_display(),
        _("yes") if one.is_line_manager else _("no"),
        _("no") if one.is_absent else _("yes"),
    ]


def _item(paper: Document, item: PanelItem) -> None:
    page = packet_page(item)
    paper.heading(f"{item.user.name} · {page.node} · {level_word(item.level)}")
    facts = [
        (_("Asked"), item.get_kind_display()),
        (_("Amount limit"), money(item.amount_limit) if item.amount_limit is not None else "—"),
        (_("Products"), "、".join(product_words(item.products)) or _("all small-loan products")),
        (_("Valid until"), day(item.ends_on) if item.ends_on else "—"),
        (_("Eligibility as computed"), page.status or "—"),
        (_("Primary reviewer"), item.reviewer.name if item.reviewer else "—"),
        (_("State"), item.get_state_display()),
    ]
    paper.facts(facts)
    if item.exception_reason:
        paper.paragraph(_("By exception: %(reason)s") % {"reason": item.exception_reason})
    if item.state == ItemState.WITHDRAWN:
        paper.paragraph(_("Taken off: %(reason)s") % {"reason": item.withdrawn_reason})
        return
    for said in item.statements.select_related("user"):
        paper.paragraph(f"{said.user.name}：{said.text}")
    if item.recommendation:
        paper.paragraph(_("Recommendation: %(text)s") % {"text": item.recommendation})
    for step in item.recusals.select_related("user"):
        paper.paragraph(_("Stepped back: %(name)s (%(why)s)") % {"name": step.user.name, "why": step.get_kind_display()})
    _votes(paper, item)
    _outcome(paper, item)


def _votes(paper: Document, item: PanelItem) -> None:
    """Named, because all of them are in."""
    if item.state not in (ItemState.VOTED, ItemState.TO_APPROVE, ItemState.FINAL):
        return
    columns = [PdfColumn(_("Member"), 1.4), PdfColumn(_("Pre-vote"), 1.6), PdfColumn(_("Vote"), 1.6), PdfColumn(_("Reason"), 3.4)]
    given: dict[int, dict[str, object]] = {}
    for one in item.votes.filter(attempt=item.attempt).select_related("user"):
        given.setdefault(one.user_id, {"name": one.user.name})[one.round] = one
    rows = []
    for pair in given.values():
        vote, opinion = pair.get(Round.VOTE), pair.get(Round.OPINION)
        if vote is not None:
            conditions = "；".join(vote.conditions)
            reason = vote.reason + (f"（{conditions}）" if conditions else "")
            before = opinion.get_ballot_display() if opinion else "—"
            rows.append([str(pair["name"]), before, vote.get_ballot_display(), reason])
    paper.table(columns, rows)


def _outcome(paper: Document, item: PanelItem) -> None:
    if not item.action:
        return
    paper.paragraph(_("Outcome: %(outcome)s") % {"outcome": item.get_action_display()})
    paper.paragraph(_("Reasons: %(reasons)s") % {"reasons": item.reasons})
    for one in item.conditions.select_related("owner"):
        values = {"text": one.text, "owner": one.owner.name, "day": day(one.due_on)}
        paper.paragraph(_("Condition: %(text)s (%(owner)s, by %(day)s)") % values)
    if item.certificate_number:
        paper.paragraph(_("Certificate %(number)s") % {"number": item.certificate_number})
    if item.appeal_until:
        paper.paragraph(_("Appeals until %(day)s") % {"day": day(item.appeal_until)}, quiet=True)
    given = signatures_on("panel_item", item.public_id, digest=item.outcome_digest)
    names = dict(User.objects.filter(key__in=[one.signer_key for one in given]).values_list("key", "name"))
    paper.signatures(
        [Signature(item.get_approver_display(), names.get(one.signer_key, ""), when(one.signed_at, one.recorded_at)) for one in given]
        or [Signature(item.get_approver_display() if item.approver else _("Signature"))]
    )


def packet_pdf(*, item: PanelItem, printed_by: str, now: datetime) -> bytes:
    """The packet on paper, in the order of the page."""
    page = packet_page(item)
    paper = Document(
        title=_("Packet for the certification panel"),
        brand=item.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=f"{item.user.name} · {page.node} · {level_word(item.level)} · {item.sitting.title}",
        digest=item.packet_digest,
    )
    _person(paper, item, page)
    _eligibility(paper, page)
    _seen(paper, page)
    paper.heading(_("Mentors"))
    for name, since, until, _now in page.mentors:
        paper.paragraph(f"{name} {day(since)} – {day(until) if until else ''}")
    return paper.render()


def _person(paper: Document, item: PanelItem, page: PacketPage) -> None:
    paper.heading(_("Who, and on which footing"))
    paper.facts([(_("Person"), item.user.name), (_("Employee number"), item.user.employee_number), (_("Legal footing"), page.footing)])
    paper.heading(_("Stages now"))
    columns = [PdfColumn(_("Node"), 1.4), PdfColumn(_("Level"), 2.4), PdfColumn(_("Until"), 1.2)]
    paper.table(columns, [[one.node, one.level, day(one.until) if one.until else "—"] for one in page.stages])


def _eligibility(paper: Document, page: PacketPage) -> None:
    paper.heading(_("Eligibility as computed"))
    paper.paragraph(page.status or _("No profile speaks about this level."))
    if page.checks:
        columns = [PdfColumn(_("Requirement"), 3), PdfColumn(_("There is"), 1, "right"), PdfColumn(_("Needed"), 1, "right")]
        rows = [[one.name, one.have, one.need, _("met") if one.met else _("not yet")] for one in page.checks]
        paper.table([*columns, PdfColumn(_("State"), 1)], rows)


def _seen(paper: Document, page: PacketPage) -> None:
    """Observations, what counts against, exams and rehearsals."""
    paper.heading(_("Observation cards"))
    if page.cards:
        columns = [PdfColumn(_("Day"), 1), PdfColumn(_("Mentor"), 1), PdfColumn(_("Help given"), 1.6), PdfColumn(_("Next time"), 1.6)]
        paper.table([*columns, PdfColumn(_("What was seen"), 2.6)], [_card(one) for one in page.cards])
    else:
        paper.paragraph(_("None."))
    paper.heading(_("Red lines and critical events"))
    for on, event, note in page.critical:
        paper.paragraph(f"{day(on)} {event} {note}")
    if not page.critical:
        paper.paragraph(_("None."))
    paper.heading(_("Exams and rehearsals"))
    if page.proofs:
        columns = [PdfColumn(_("Day"), 1), PdfColumn(_("Kind"), 1), PdfColumn(_("Topic"), 1.6), PdfColumn(_("Result"), 1.4)]
        paper.table(columns, [[day(on), kind, topic or "—", result] for on, kind, topic, result, _evidence in page.proofs])
    else:
        paper.paragraph(_("None."))


def _card(one: CardLine) -> list[str]:
    seen = " · ".join(part for part in (one.traits, one.note, one.not_counted) if part)
    came = _("received on %(day)s") % {"day": day(one.received)} if one.received else ""
    return [" · ".join(filter(None, (day(one.on), came))), one.mentor, one.helped, one.ahead, seen or "—"]


def minutes_name(sitting: PanelSitting, item: PanelItem | None) -> str:
    stem = f"panel-{timezone.localdate(sitting.created_at).isoformat()}-{sitting.public_id[:6]}"
    return f"{stem}-{item.public_id[:6]}.pdf" if item else f"{stem}.pdf"
