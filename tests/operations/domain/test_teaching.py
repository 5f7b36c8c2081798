"""A teaching case: nothing in it leads back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.operations.domain.teaching import Telling, check_telling, plain_text, scaled, scaled_text, teaching_file

CASE = {
    "format": "committee_case/1",
    "title": "DK202600001 · 零售 · 18 万元",
    "customer": "王**（KH00001）",
    "trade": "零售",
    "application": {
        "amount": "200000", "term_months": 12, "purpose": "王小明进货", "repayment": "等额本息", "proposed_amount": "180000",
        "coverage": "2.10",
    },
    "report": "王小明 2026年3月2日 申请 200,000 元，电话 13800001234，毛利率 20%，妻子李红知情。",
    "second_report": "与邻铺核对一致，身份证 11010519491231002X。",
    "second_agrees": True,
    "papers": [{"code": "income", "title": "损益表", "rows": [["销售", "800,000.00 元"], ["毛利率", "20%"]], "topics": ["repayment"]}],
    "concerns": [],
    "answers": {},
}  # fmt: skip
NAMES = ["王小明", "李红", "周主调", "KH00001", "王**"]


def make(**changes: object) -> dict:
    given = {"title": "服装店备秋装", "customer": "林记服装", "names": NAMES, "number": "DK202600001", "factor": Decimal("1.2")}
    return teaching_file(CASE, **{**given, "decision": "approve", "story": "真实经营，按期还清。", **changes})


def test_nothing_leads_back() -> None:
    text = str(make())
    for telling in ("王小明", "李红", "王**", "KH00001", "DK202600001", "13800001234", "11010519491231002X", "2026年", "200,000"):
        assert telling not in text
    made = make()
    assert made["application"]["amount"] == "240000"
    assert "240,000 元" in made["report"]
    assert "毛利率 20%" in made["report"]
    assert made["papers"][0]["rows"][0] == ["销售", "960,000 元"]
    assert made["truth"] == {"decision": "approve", "limit": "216000", "story": "真实经营，按期还清。", "findings": []}


def test_a_title_that_tells_is_refused() -> None:
    for title, code in (("王小明的店", "name"), ("DK202600001", "number"), ("电话 13800001234", "phone")):
        with pytest.raises(Telling) as refused:
            make(title=title)
        assert refused.value.code == code


def test_the_factor_has_bounds() -> None:
    with pytest.raises(ValueError, match="factor"):
        make(factor=Decimal(3))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("年销 80 万", "年销 96 万"),
        ("欠 3,200 元", "欠 3,800 元"),
        ("占 35%", "占 35%"),
        ("三十二岁", "三十二岁"),
        ("月租 1500 元", "月租 1,800 元"),
    ],
)
def test_amounts_in_words_are_scaled_percentages_stay(text: str, shown: str) -> None:
    assert scaled_text(text, Decimal("1.2")) == shown


def test_whole_hundreds() -> None:
    assert scaled(Decimal(12_345), Decimal("1.1")) == Decimal(13_600)


@pytest.mark.parametrize(
    "number",
    [
        "320102198503121234",
        "32010219850312123X",
        "110105194912310021",
        "13800001234",
        "138-0000-1234",
        "0512-88886666",
        "6222021234567890123",
    ],
)
def test_no_figure_of_a_persons_number_stays(number: str) -> None:
    text = plain_text(f"证件{number}，已核。", names=NAMES, stand_in="某店", factor=Decimal("1.2"))
    assert text == "证件（略），已核。"
    with pytest.raises(Telling):
        check_telling({"report": f"证件{number}"}, names=[], number="")


@given(st.text(max_size=60), st.sampled_from(NAMES[:3]))
def test_whatever_stands_around_a_name_it_goes(around: str, name: str) -> None:
    text = plain_text(f"{around}{name}{around}", names=NAMES, stand_in="某店", factor=Decimal("1.1"))
    check_telling({"a": [text]}, names=[name], number="")
