"""What is shown of a customer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.operations.domain.masking import id_is_sound, masked_address, masked_id, masked_name, masked_phone


@pytest.mark.parametrize(
    ("name", "shown"),
    [("王小明", "王**"), ("欧阳明", "欧阳**"), ("李", "李**"), (" 王 小明 ", "王**"), ("", ""), ("青石五金店有限公司", "青石**")],
)
def test_names(name: str, shown: str) -> None:
    assert masked_name(name) == shown


@pytest.mark.parametrize(("phone", "shown"), [("13812345678", "138****5678"), ("5678901", "****01"), ("", "")])
def test_telephones(phone: str, shown: str) -> None:
    assert masked_phone(phone) == shown


def test_the_rest() -> None:
    assert masked_id("11010519491231002X") == "110*************2X"
    assert masked_address("青石镇南街十二号") == "青石镇南街十****"
    assert (masked_id("123"), masked_address("街"), masked_address("")) == ("****", "****", "")


@pytest.mark.parametrize(
    ("number", "sound"),
    [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False), ("1101051949123100", False), ("", False)],
)
def test_the_check_character_of_the_standard(number: str, sound: bool) -> None:
    assert id_is_sound(number) is sound


@given(st.text("王李张欧阳明红东方一二三四五六七八", min_size=2, max_size=8))
def test_a_mask_never_shows_the_whole_name(name: str) -> None:
    assert name not in masked_name(name)
