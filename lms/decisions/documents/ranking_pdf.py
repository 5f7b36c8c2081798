"""The ranking as it is filed: table, meeting, outcomes, signatures, digest."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.people.enums import Role
from lms.people.models import User
from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..actions.finalise import board_can_sign, decision_signatures
from ..enums import DecisionState
from ..models import Decision
from ..queries.meeting_page import MeetingRow, MeetingTable, meeting_table
from .words import when, word, words


def ranking_pdf(*, decision: Decision, printed_by: str, now: datetime) -> bytes:
    """A4 across; a draft says on top that it is one."""
    table = meeting_table(decision)
    paper = Document(
        title=decision.title,
        brand=decision.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=_("Ranking of %(cohort)s, version %(number)d, %(state)s")
        % {"cohort": decision.cohort.name, "number": decision.number, "state": decision.get_state_display()},
        digest=decision.content_digest,
        wide=True,
    )
    if decision.state == DecisionState.DRAFT:
        paper.paragraph(_("Draft for the decision meeting. Not published, decides nothing."))
    paper.facts(_facts(decision, table))
    paper.paragraph(
        _("A position is no proof of being unfit. People decided the outcomes, with reasons; nothing follows by itself."), quiet=True
    )
    paper.table(_columns(), [_row(row) for row in table.rows], size=8.5)
    _weights(paper, table)
    _meeting(paper, decision)
    paper.heading(_("Signatures"))
    paper.signatures(_signatures(decision))
    return paper.render()


def _facts(decision: Decision, table: MeetingTable) -> list[tuple[str, str]]:
    version, composite, line = decision.rule_version, table.result["composite"], table.result["line"]
    pairs = [
        (_("Rule"), f"{version.rule.title} v{version.number}"),
        (_("Rests on"), f"{table.rule.regulation.document} v{table.rule.regulation.version}"),
        (_("Computed"), _moment(decision.run.computed_at)),
        (pgettext("decision", "Published on"), _moment(decision.published_at)),
        (_("Replies until"), decision.window_ends_on.isoformat() if decision.window_ends_on else "—"),
        (_("Final"), _moment(decision.final_at)),
        (_("Standard"), "—" if table.rule.standard is None else format(table.rule.standard, "f")),
        (_("Reliability"), two_places(composite["reliability"], composite["reliability_reason"])),
        (_("Places under the line"), str(line["effective"]) if line["effective"] is not None else word("reason", line["reason"])),
        (_("Rule digest"), version.digest.removeprefix("sha256:")[:24]),
    ]
    return pairs


def two_places(number: str | None, reason: str | None) -> str:
    """A figure, or the words of why there is none."""
    return word("reason", reason) if number is None else f"{float(number):.2f}"


def _moment(value: datetime | None) -> str:
    return when(value) or "—"


def _columns() -> list[PdfColumn]:
    return [
        PdfColumn(_("Position"), 0.7, "right"),
        PdfColumn(_("Full name"), 1.2),
        PdfColumn(_("Composite"), 1, "right"),
        PdfColumn(_("Interval"), 1.2),
        PdfColumn(_("Standard"), 1.2),
        PdfColumn(_("Certainty"), 1.8),
        PdfColumn(_("Not met"), 1.5),
        PdfColumn(_("Suggestion"), 1.4),
        PdfColumn(_("Outcome"), 1.8),
    ]


def _row(row: MeetingRow) -> list[str]:
    bar = row.bar
    return [
        str(row.standing.rank) if row.standing.rank is not None else "—",
        row.standing.user.name,
        row.standing.composite or "—",
        f"{bar.low} – {bar.high}" if bar and row.row["error"] is not None else "—",
        standard_words(row),
        certainty_words(row),
        "、".join(row.failed) or "—",
        suggestion_words(row),
        str(row.outcome.get_choice_display()) if row.outcome else "—",
    ]


def suggestion_words(row: MeetingRow) -> str:
    """What the engine suggests, or why it can't."""
    if row.row["proposal"]:
        return word("proposal", row.row["proposal"])
    return words("reason", row.reasons)


def standard_words(row: MeetingRow) -> str:
    """Met or not yet, and whether that is too near to tell."""
    met = row.row["met_standard"]
    if met is None:
        return "—"
    plain = _("met") if met else _("not yet met")
    return f"{plain}（{word('zone', row.row['zone'])}）" if row.row["zone"] == "REVIEW" else plain


def certainty_words(row: MeetingRow) -> str:
    """How sure both statements are, in cases of 100."""
    found = []
    if row.meets_of_100 is not None:
        found.append(_("meets the standard: %(count)d of 100") % {"count": row.meets_of_100})
    if row.of_100 is not None:
        found.append(_("truly among the last: %(count)d of 100") % {"count": row.of_100})
    return "；".join(found) or (word("reason", row.row["chance_reason"]) if row.row["chance_reason"] else "—")


def _weights(paper: Document, table: MeetingTable) -> None:
    paper.heading(_("Parts and weights"))
    columns = [
        PdfColumn(_("Part"), 2),
        PdfColumn(_("Weight"), 1, "right"),
        PdfColumn(_("really counts for"), 1, "right"),
        PdfColumn(_("Minimum"), 1, "right"),
        PdfColumn(_("Condition"), 1),
        PdfColumn(_("Mean"), 1, "right"),
        PdfColumn(_("Reliability"), 1, "right"),
    ]
    rows = []
    for spread in table.result["components"]:
        component = table.rule.component(spread["component"])
        effective = spread["effective_weight"]
        reliability = spread["reliability"]
        rows.append(
            [
                component.name,
                format(component.weight, "f"),
                f"{float(effective) * 100:.0f}%" if effective is not None else "—",
                "—" if component.floor is None else format(component.floor, "f"),
                _("must be passed") if component.gate else "—",
                f"{float(spread['mean']):.1f}" if spread["mean"] is not None else "—",
                f"{float(reliability):.2f}" if reliability is not None else (_("counted") if component.fact else "—"),
            ]
        )
    paper.table(columns, rows, size=8.5)


def _meeting(paper: Document, decision: Decision) -> None:
    meeting = getattr(decision, "meeting", None)
    if meeting is None:
        return
    paper.heading(_("Decision meeting"))
    paper.facts(
        [
            (_("Held at"), " ".join(part for part in (_moment(meeting.held_at), meeting.place) if part)),
            (_("Participants"), "、".join(user.name for user in meeting.participants.order_by("name_pinyin"))),
        ]
    )
    paper.paragraph(meeting.minutes)
    reasons = decision.standings.filter(outcome__isnull=False).select_related("outcome", "user").order_by("position")
    rows = [[row.user.name, str(row.outcome.get_choice_display()), row.outcome.reasons] for row in reasons]
    if rows:
        paper.table([PdfColumn(_("Full name"), 1), PdfColumn(_("Outcome"), 1.6), PdfColumn(_("Reasons"), 5)], rows, size=8.5)


def _signatures(decision: Decision) -> list[Signature]:
    """Those given, then lines for those still needed."""
    given = decision_signatures(decision) if decision.content_digest else []
    names = dict(User.objects.filter(key__in=[one.signer_key for one in given]).values_list("key", "name"))
    found = [
        Signature(str(Role(one.signer_role).label), names.get(one.signer_key, ""), when(one.signed_at, one.recorded_at)) for one in given
    ]
    if decision.final_at is None:
        board = board_can_sign(decision) and not any(one.signer_role == Role.PROJECT_BOARD for one in given)
        lacking = [str(Role.PROJECT_BOARD.label)] * board
        lacking += [_("Signature")] * max(0, 2 - len(found) - len(lacking))
        found += [Signature(label) for label in lacking]
    return found
