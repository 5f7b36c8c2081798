"""Codes are module for module those of another program."""

import pytest
import qrcode

from lms.toolkit.qr_codes import MASK, TooLong, qr_code


@pytest.mark.parametrize("length", [1, 14, 15, 62, 100, 151, 152, 300, 333, 414, 505, 560, 700, 1000])
def test_a_code_is_the_one_another_program_draws(length: int) -> None:
    text = ("http://127.0.0.1:8000/verify/" + "aZ09-_." * 150)[:length]
    code = qr_code(text)
    other = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    other.add_data(text.encode(), optimize=0)
    other.make(fit=True)
    assert [[code.dark(row, column) for column in range(code.size)] for row in range(code.size)] == [
        [bool(module) for module in row] for row in other.modules
    ]


def test_letters_of_any_script_are_carried() -> None:
    assert qr_code("独做").rows != qr_code("独坐").rows


def test_what_paper_cannot_carry_is_refused() -> None:
    with pytest.raises(TooLong):
        qr_code("x" * 2000)
