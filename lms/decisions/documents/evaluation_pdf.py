"""A stage evaluation on paper."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from lms.people.enums import Entrustment
from lms.toolkit.pdf import Document, PdfColumn, Signature

from ..models import StageEvaluation
from ..queries.development import node_names


def evaluation_pdf(*, evaluation: StageEvaluation, printed_by: str, now: datetime) -> bytes:
    """The frozen lines, the words, room for two signatures."""
    paper = Document(
        title=_("Stage evaluation"),
        brand=evaluation.bank.name,
        printed_by=printed_by,
        printed_at=now,
        subtitle=f"{evaluation.user.name} · {evaluation.first_day:%Y-%m-%d} – {evaluation.last_day:%Y-%m-%d}",
        digest=evaluation.digest.removeprefix("sha256:"),
    )
    paper.heading(pgettext("stage evaluation", "In words"))
    for text in evaluation.summary.splitlines():
        if text.strip():
            paper.paragraph(text)
    paper.heading(_("Theory, rehearsal and practice"))
    names = node_names()
    columns = [
        PdfColumn(_("Node"), 1.4),
        PdfColumn(_("Theory"), 1, "right"),
        PdfColumn(_("Rehearsal"), 1, "right"),
        PdfColumn(pgettext("stage evaluation", "Practice"), 2.4),
        PdfColumn(_("Observations"), 1, "right"),
        PdfColumn(_("Asked of the next post"), 2.4),
    ]
    rows = [
        [
            names.get(row["node"], row["node"]),
            _percent(row["theory"]),
            _percent(row["rehearsal"]),
            str(Entrustment(row["level"]).label),
            str(row["level_n"]),
            str(Entrustment(row["required"]).label) if row.get("available", True) else pgettext("certification", "no cases for now"),
        ]
        for row in evaluation.content["nodes"]
    ]
    paper.table(columns, rows)
    paper.heading(_("Signatures"))
    paper.signatures([Signature(_("Evaluated by"), evaluation.made_by.name, f"{evaluation.made_at:%Y-%m-%d}"), Signature(_("The person"))])
    return paper.render()


def _percent(value: str | None) -> str:
    return "—" if value is None else f"{value}%"
