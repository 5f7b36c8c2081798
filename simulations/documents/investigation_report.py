"""The investigation report as it is signed and filed: conclusion first, then what it rests on."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..domain.investigation.state import Offer
from ..enums import Inconsistency, InvestigationRole, InvestigationState, OfferResult, RepaymentPlan, SoftSide
from ..models import InvestigationSeat
from ..queries.visit import Visit
from ..queries.worksheet import CheckRow, cash_flow_rows, check_rows, piece_name, ratio_rows, sheet_groups, stress_rows


def report_pdf(visit: Visit, *, reader: InvestigationSeat | None, printed_by: str, now: datetime) -> bytes:
    """A4. While it is a draft a reader finds their own view in it and not yet their partner's."""
    row = visit.investigation
    paper = Document(
        title=_("Investigation report"),
        brand=row.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=row.title,
        digest=row.digest,
    )
    paper.paragraph(_("Rehearsal with a fictional customer. Nothing here is about a real loan."))
    draft = row.state == InvestigationState.OPEN
    if draft:
        paper.paragraph(_("Draft: not signed by everybody yet."))
    _head(paper, visit)
    _conclusion(paper, visit, reader if draft else None)
    _statements(paper, visit)
    _checks(paper, visit)
    _doubts(paper, visit)
    _evidence(paper, visit)
    _signatures(paper, visit)
    return paper.render()


def _money(amount: Decimal | None) -> str:
    return "—" if amount is None else f"{amount:,.2f}"


def _head(paper: Document, visit: Visit) -> None:
    shown = visit.investigation.case["shown"]
    plea, customer = shown["request"], shown["customer"]
    plan = plea.get("repayment", "")
    paper.facts(
        [
            (_("Applicant"), "，".join(str(customer[key]) for key in ("name", "shop") if customer.get(key))),
            (_("Trade"), str(customer.get("trade", visit.trade.name))),
            (
                _("Application"),
                _("¥ %(amount)s, %(months)d months") % {"amount": f"{Decimal(plea['amount']):,.0f}", "months": int(plea["term_months"])},
            ),
            (_("Repayment"), str(RepaymentPlan(plan).label) if plan in RepaymentPlan.values else "—"),
            (_("Purpose"), str(plea["purpose"])),
            (_("Investigators"), "、".join(f"{seat.user.name} {seat.get_role_display()}" for seat in visit.seats)),
            (_("Time spent"), _("%(used)d of %(budget)d minutes") % {"used": visit.state.minutes, "budget": visit.investigation.budget}),
        ],
        columns=1,
    )


def _conclusion(paper: Document, visit: Visit, only: InvestigationSeat | None) -> None:
    offer = visit.state.offer
    paper.heading(_("Proposal"))
    paper.paragraph(offer_words(offer))
    if offer is not None:
        paper.facts([(_("Conditions"), offer.conditions or "—"), (pgettext("investigation", "Reasons"), offer.reasons or "—")], columns=1)
    for seat in visit.seats:
        if only is None or seat.pk == only.pk:
            paper.heading(_("View of %(person)s, %(role)s") % {"person": seat.user.name, "role": seat.get_role_display()})
            paper.paragraph(visit.state.views.get(seat.number, "") or "—")
    found = visit.repaying
    if found is None:
        return
    paper.heading(_("Ability to repay"))
    paper.facts(
        [
            (_("Disposable a month"), _money(visit.statements.disposable)),
            (_("Mean instalment"), _money(found.mean)),
            (_("Heaviest month"), _money(found.heaviest)),
            (_("Coverage"), f"{found.coverage:.2f}"),
        ]
    )
    columns = [PdfColumn(_("If"), 3), PdfColumn(_("Disposable a month"), 2, "right"), PdfColumn(_("Coverage"), 1, "right")]
    paper.table(columns, [[str(name), _money(left), f"{coverage:.2f}"] for name, left, coverage in stress_rows(visit)])


def offer_words(offer: Offer | None) -> str:
    if offer is None:
        return "—"
    words = str(OfferResult(offer.result).label)
    if offer.result != OfferResult.LEND:
        return words
    plan = RepaymentPlan(offer.repayment).label
    return _("%(result)s: ¥ %(amount)s, %(months)d months, %(plan)s") % {
        "result": words,
        "amount": f"{offer.amount:,.0f}",
        "months": offer.term,
        "plan": plan,
    }


def _statements(paper: Document, visit: Visit) -> None:
    columns = [PdfColumn(_("Line"), 4), PdfColumn(_("Yuan"), 2, "right"), PdfColumn(_("Grade"), 1), PdfColumn(_("Sources"), 4)]
    for group in sheet_groups(visit):
        rows = [
            [
                str(row.name),
                _money(row.value),
                row.grades or "—",
                "、".join(dict.fromkeys(piece_name(visit, one.piece) for one in row.readings)) or "—",
            ]
            for row in group.rows
            if row.value is not None
        ]
        if rows:
            paper.heading(str(group.name))
            paper.table(columns, [*rows, *([str(name), _money(amount), "", ""] for name, amount in group.totals)])
    paper.heading(_("Cash flow"))
    paper.table(
        [PdfColumn(_("Line"), 4), PdfColumn(_("Yuan"), 2, "right")], [[str(name), _money(amount)] for name, amount in cash_flow_rows(visit)]
    )
    ratios = ratio_rows(visit)
    if ratios:
        paper.heading(_("Ratios"))
        paper.facts([(str(name), f"{value * 100:.2f}%" if share else f"{value:.2f}") for name, value, share in ratios])


def _checks(paper: Document, visit: Visit) -> None:
    done = [row for row in check_rows(visit) if row.done is not None]
    paper.heading(_("Cross-checks"))
    if not done:
        paper.paragraph("—")
        return
    columns = [
        PdfColumn(pgettext("investigation", "Check"), 4),
        PdfColumn(_("Result"), 2, "right"),
        PdfColumn(_("Held against"), 2, "right"),
        PdfColumn(_("Deviation"), 1.6, "right"),
        PdfColumn(_("Verdict and reason"), 4),
    ]
    paper.table(columns, [_check(row) for row in done], size=8.5)


def _check(row: CheckRow) -> list[str]:
    done = row.done
    assert done is not None
    unit = "%" if row.line.tolerance.unit == "percent" else pgettext("percentage", "points")
    off = "—" if done.deviation is None else f"{done.deviation:+.2f} {unit}"
    verdict = {True: _("holds"), False: _("does not hold"), None: _("not judged")}[done.passed]
    return [
        row.name,
        f"{done.result:,f}",
        "—" if done.benchmark is None else f"{done.benchmark:,f}",
        off,
        "；".join(filter(None, (verdict, done.closed))),
    ]


def _doubts(paper: Document, visit: Visit) -> None:
    paper.heading(_("Doubts"))
    if not visit.state.flags:
        paper.paragraph(_("None."))
    for flag in visit.state.flags.values():
        sources = "、".join(piece_name(visit, piece) for piece in flag.evidence) or "—"
        paper.facts(
            [(str(Inconsistency(flag.code).label), _("%(words)s (sources: %(sources)s)") % {"words": flag.words, "sources": sources})],
            columns=1,
        )
    if visit.state.soft:
        paper.heading(_("Soft information"))
        columns = [PdfColumn(_("Side of the person"), 3), PdfColumn(pgettext("investigation", "Mark"), 1, "right"), PdfColumn(_("Fact"), 6)]
        paper.table(columns, [[str(SoftSide(mark.code).label), str(mark.mark), mark.words] for mark in visit.state.soft.values()])


def _evidence(paper: Document, visit: Visit) -> None:
    paper.heading(_("Evidence in hand"))
    columns = [
        PdfColumn(_("Minute"), 1, "right"),
        PdfColumn(_("What"), 4),
        PdfColumn(_("Source"), 3),
        PdfColumn(_("Grade"), 1),
        PdfColumn(_("By"), 2),
    ]
    rows = []
    for seen in visit.state.seen.values():
        thing = visit.catalogue[seen.piece]
        rows.append([str(seen.minute), piece_name(visit, seen.piece), thing.source, thing.grade, visit.name_of(seen.seat)])
    paper.table(columns, rows, size=8.5)


def _signatures(paper: Document, visit: Visit) -> None:
    at = visit.state.signed_at
    when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M") if at else ""
    paper.heading(_("Signatures"))
    signed = visit.state.signed
    paper.signatures(
        [
            Signature(
                str(InvestigationRole(seat.role).label),
                seat.user.name if seat.number in signed else "",
                when if seat.number in signed else "",
            )
            for seat in visit.seats
        ]
    )
