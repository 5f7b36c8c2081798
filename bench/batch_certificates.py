"""Certificates for many people: numbered, signed, drawn, filed as issued; beside a page with the same words from a font that is loaded."""

import io
from datetime import date, datetime
from decimal import Decimal

from figures import Figure
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from lms.decisions.actions import CertificateRequest, issue_certificates
from lms.decisions.actions.certificates import file_papers
from lms.decisions.documents.certificate_pdf import certificate_pdf
from lms.decisions.models import Certificate
from lms.people.actions.in_bulk import NewAccount, create_accounts
from lms.people.models import Organisation, User
from lms.toolkit.pdf_fonts import REGULAR, register_fonts
from tests.clock import SHANGHAI
from tests.factories.people import make_user

NOW = datetime(2026, 5, 21, 9, 0, tzinfo=SHANGHAI)
FAMILY, GIVEN = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华"
AT_ONCE = 200


def holders(bank: Organisation, count: int) -> list[User]:
    names = (FAMILY[place % 20] + GIVEN[place % 24] + GIVEN[place * 7 % 23] for place in range(count))
    people = [NewAccount(name=name, employee_number=f"Z{place:06d}") for place, name in enumerate(names)]
    return create_accounts(bank=bank, people=people, actor_key="bench")


def request(user: User) -> CertificateRequest:
    return CertificateRequest(
        user=user,
        nodes=("investigation", "report"),
        level="4",
        starts_on=date(2026, 5, 21),
        ends_on=date(2028, 5, 20),
        decision_id="bench",
        amount_limit=Decimal("300000.00"),
        products=("经营贷", "农户贷"),
    )


def issue(people: list[User], actor: User) -> list[Certificate]:
    return issue_certificates(requests=[request(user) for user in people], actor=actor, now=NOW)


def keep(rows: list[Certificate], actor: User) -> None:
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        file_papers(papers=[(row, certificate_pdf(row)) for row in some], issued_by=actor, now=NOW)


def plain(rows: list[Certificate]) -> int:
    """One page each, the name and twelve lines, from a font that is loaded already."""
    register_fonts()
    size = 0
    for row in rows:
        stream = io.BytesIO()
        canvas = Canvas(stream, pagesize=landscape(A4), initialFontName=REGULAR)
        canvas.setFont(REGULAR, 14)
        for line, text in enumerate((row.holder, row.number, *["经本行认证评审会评审合格，准予独立办理下列业务环节"] * 10)):
            canvas.drawString(60, 520 - line * 30, text)
        canvas.save()
        size += len(stream.getvalue())
    return size


def certificate_figures(bank: Organisation, count: int) -> list[Figure]:
    (spare, *people), actor = holders(bank, count + 1), make_user(bank, "hr")
    rows = issue([spare], actor) * count
    return [
        Figure(
            "certificates",
            count,
            lambda: keep(issue(people, actor), actor),
            lambda: plain(rows),
            "a page with a name and twelve lines each, kept nowhere",
        ),
    ]
