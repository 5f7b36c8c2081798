"""Ranking a large class, printing it and computing its file again, beside a plain sum, plain lines and a plain parse."""

import hashlib
import io
import json
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from batch_imports import roster_bytes
from figures import Figure
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from lms.cohorts.actions import import_roster
from lms.cohorts.documents import read_roster
from lms.cohorts.models import Enrolment
from lms.decisions.actions import run_ranking
from lms.decisions.documents.ranking_pdf import ranking_pdf
from lms.decisions.domain.document import write_text
from lms.decisions.domain.recompute import recompute_text
from lms.decisions.models import Decision, RuleVersion, Standing
from lms.decisions.queries.files import file_of
from lms.evidence.models import Evidence
from lms.people.models import Organisation, User
from lms.policies.models import Acknowledgement
from lms.toolkit.pdf_fonts import REGULAR, register_fonts
from tests.factories.cohorts import make_cohort
from tests.factories.decisions import LOCKED_AT, RANKED_AT, lock_rule, make_rule, record, score
from tests.factories.people import make_branch, make_user

LINES_PER_PAGE = 30
CELLS = 8


def make_large_class(bank: Organisation, count: int) -> tuple[RuleVersion, User, list[Enrolment]]:
    """A class from a roster, a locked rule that all have acknowledged, and three facts about each."""
    branch, cohort, hr = make_branch(bank), make_cohort(bank), make_user(bank, "hr")
    content = roster_bytes(branch.name, count, "K")
    import_roster(cohort=cohort, rows=read_roster(io.BytesIO(content), starts_on=date(2026, 3, 2)).rows, actor_key=hr.key)
    people = list(cohort.enrolments.select_related("user").order_by("pk"))
    signers = [make_user(bank, "project_board"), make_user(bank, "leader")]
    version = lock_rule(make_rule(cohort, hr, line={"kind": "number", "value": str(max(1, count // 20))}), hr, signers)
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            bank=bank, user=one.user, object_kind="rule_version", object_id=version.public_id, digest=version.digest,
            acknowledged_at=LOCKED_AT, recorded_at=LOCKED_AT,
        )
        for one in people
    )  # fmt: skip
    marks = [(one, 40 + place * 37 % 60) for place, one in enumerate(people)]
    record(bank, [score(one, "exam", mark) for one, mark in marks])
    record(bank, [score(one, "interview", mark - turn, rater=rater) for one, mark in marks for turn, rater in enumerate(("r1", "r2"))])
    return version, hr, people


def plain_ranking(decision: Decision, people: list[Enrolment]) -> None:
    """Read the scores as tuples, add them up, sort, store the places."""
    keys = [one.user.key for one in people]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    rows = Evidence.objects.filter(bank=decision.bank, person_key__in=keys, superseded_by=None, kind__in=["exam", "interview"])
    for key, kind, raw, maximum in rows.values_list("person_key", "kind", "raw", "maximum"):
        sums[key] += raw / maximum * (60 if kind == "exam" else 20)
    order = sorted(people, key=lambda one: -sums[one.user.key])
    Standing.objects.bulk_create(
        [
            Standing(decision=decision, enrolment=one, user_id=one.user_id, position=place, rank=place, composite=str(sums[one.user.key]))
            for place, one in enumerate(order, start=1)
        ],
        batch_size=500,
    )


def plain_pdf(count: int) -> bytes:
    """As many lines of as many cells in the same font, without a table around them."""
    register_fonts()
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=landscape(A4))
    for line in range(count):
        if line % LINES_PER_PAGE == 0:
            if line:
                canvas.showPage()
            canvas.setFont(REGULAR, 8.5)
        for cell in range(CELLS):
            canvas.drawString(40 + cell * 95, 540 - line % LINES_PER_PAGE * 16, f"学员{line} {cell}")
    canvas.save()
    return stream.getvalue()


def plain_parse(text: str) -> str:
    return hashlib.sha256(json.dumps(json.loads(text), sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def ranking_figures(bank: Organisation, count: int) -> list[Figure]:
    version, hr, people = make_large_class(bank, count)
    decision = run_ranking(version=version, actor=hr, now=RANKED_AT)
    text = write_text(file_of(decision))

    def rank() -> Any:
        return run_ranking(version=version, actor=hr, now=RANKED_AT)

    def plain_rank() -> None:
        decision.standings.all().delete()
        plain_ranking(decision, people)

    def compute_again() -> None:
        if not recompute_text(text).same:
            raise RuntimeError("the file computes to something else")

    def print_it() -> bytes:
        return ranking_pdf(decision=decision, printed_by="bench", now=RANKED_AT)

    return [
        Figure("ranking", count, rank, plain_rank, "scores read as tuples, one weighted sum each, sorted, bulk_create"),
        Figure("ranking_pdf", count, print_it, lambda: plain_pdf(count), "as many lines of eight cells drawn in the same font"),
        Figure("recompute", count, compute_again, lambda: plain_parse(text), "the file parsed, written and hashed"),
    ]
