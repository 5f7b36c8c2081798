"""A certificate on paper: the form of all with the same terms, stamped with name, number, code and digest."""

from django.conf import settings
from reportlab.lib.units import mm

from lms.toolkit.pdf_fonts import BOLD, printable, text_width
from lms.toolkit.qr_codes import QrCode, TooLong, qr_code
from lms.toolkit.stamped_forms import Words, stamp

from ..domain.certificate import from_base64, token_of
from ..models import Certificate
from .certificate_form import CODE_SIDE, CODE_X, CODE_Y, COLUMN, DIGEST_Y, LEFT, NAME_Y, NUMBER_Y, certificate_form
from .certificate_words import certificate_words, content_of

NAME_SIZE = 30.0
QUIET = (0.37, 0.4, 0.37)


def certificate_token(certificate: Certificate) -> str:
    """The signed payload as text: what an offline verifier checks."""
    return token_of(certificate.payload.encode(), from_base64(certificate.signature))


def verify_address(certificate: Certificate) -> str:
    """Where a phone looks the certificate up; what follows the # stays on the phone."""
    return f"{settings.SITE_URL.rstrip('/')}/verify/{certificate.number}/#{certificate_token(certificate)}"


def certificate_pdf(certificate: Certificate) -> bytes:
    """One page; the same certificate gives the same bytes. Raises MissingGlyph for a name that can't be printed."""
    content = content_of(certificate)
    chinese, english = certificate_words(content, "zh-hans"), certificate_words(content, "en")
    form = certificate_form(chinese, english, certificate.bank.name, certificate.bank.brand_accent)
    name = printable(certificate.holder, BOLD)
    size = NAME_SIZE * min(1.0, COLUMN / max(text_width(name, BOLD, NAME_SIZE), 1))
    middle = CODE_X + CODE_SIDE / 2
    digest = f"{chinese.digest} SHA-256  {certificate.digest}    {chinese.key}  Ed25519 {certificate.key.key_id}"
    return stamp(
        form,
        words=[
            Words(name, LEFT, NAME_Y, size, bold=True),
            Words(certificate.number, middle, NUMBER_Y, 8.5, bold=True, align="center"),
            Words(digest, LEFT, DIGEST_Y, 6, color=QUIET),
        ],
        code=_code(certificate),
        box=(CODE_X + 0.5 * mm, CODE_Y + 0.5 * mm, CODE_SIDE - 1 * mm),
        title=f"{chinese.title} {certificate.holder} {certificate.number}",
        keywords=certificate_token(certificate),
    )


def _code(certificate: Certificate) -> QrCode:
    """Where the terms are too long for a code on paper, the code holds the address alone."""
    address = verify_address(certificate)
    try:
        return qr_code(address)
    except TooLong:
        return qr_code(address.partition("#")[0])
