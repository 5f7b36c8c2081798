"""Every chart is an image with words, and says the same in a table."""

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from lms.templatetags import design_charts as charts
from tests.design.rendering import render

POINTS = [("A", 10), ("B & C", Decimal("2.5"), "decide"), ("D", None)]
INTERVALS = [("王", 60, Decimal("70.5"), 80), ("李", None, 64, None, True), ("赵", None, None, None)]
CELLS = [("王", [("good", "✓", "1 Nov: present"), ("bad", "缺")]), ("李", [("4", "9"), ("none", "")])]
PLAN = [("Camp", 1, 4), ("Meeting", 12, 12, "decide", "board")]

EACH: list[tuple[str, dict[str, Any], list[list[str]]]] = [
    ('{% bar_chart rows "items" title="T" %}', {"rows": POINTS}, [["A", "10"], ["B & C", "2.5"], ["D", "—"]]),
    (
        '{% interval_chart rows cut_low=65 cut_high=68 title="T" %}',
        {"rows": INTERVALS},
        [["王", "70.5", "60", "80"], ["李", "64", "—", "—"], ["赵", "—", "—", "—"]],
    ),
    ('{% heat_map rows columns title="T" %}', {"rows": CELLS, "columns": ["1", "2"]}, [["王", "1 Nov: present", "缺"], ["李", "9", ""]]),
    ('{% gantt rows 12 now=4.5 title="T" %}', {"rows": PLAN}, [["Camp", "1", "4", ""], ["Meeting", "12", "12", "board"]]),
]


@pytest.mark.parametrize(("template", "context", "table"), EACH)
def test_image_words_and_table(template: str, context: dict[str, Any], table: list[list[str]]) -> None:
    found = render(template, context)
    assert (found.svg["role"], found.svg.title.get_text(), found.figcaption.get_text()) == ("img", "T", "T")
    assert found.svg["aria-label"].startswith("T")
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in found.tbody.find_all("tr")]
    assert rows == table
    assert {len(row) for row in rows} == {len(found.thead.find_all("th"))}


@pytest.mark.parametrize(("template", "context", "table"), EACH)
def test_nothing_to_show_is_still_a_chart(template: str, context: dict[str, Any], table: list[list[str]]) -> None:
    found = render(template, {**context, "rows": []})
    assert (found.svg["role"], found.tbody.find_all("tr")) == ("img", [])


@pytest.mark.parametrize(("template", "context", "table"), EACH)
def test_no_style_attribute_and_no_script(template: str, context: dict[str, Any], table: list[list[str]]) -> None:
    found = render(template, context)
    assert [tag for tag in found.find_all(True) if "style" in tag.attrs or tag.name in {"style", "script"}] == []


def test_bars_are_in_proportion_and_never_leave_the_plot() -> None:
    drawn = render("{{ body }}", {"body": charts.bars([("a", 50), ("b", 25), ("c", -3), ("d", 900)], top=100).body})
    assert [mark["width"] for mark in drawn.find_all("rect", class_="mark")] == ["50.00%", "25.00%", "0.00%", "100.00%"]


def test_labels_are_escaped() -> None:
    found = render("{% bar_chart rows unit title=title %}", {"rows": [("<script>x</script>", 1)], "title": "<b>", "unit": "<u>"})
    assert found.find("script") is None
    assert found.find("b") is None
    assert found.find("u") is None


def test_the_cut_is_a_band() -> None:
    drawn = render("{{ body }}", {"body": charts.intervals(INTERVALS, 65, 68, 50, 100).body})
    band = drawn.find("rect", class_="band")
    assert (band["x"], band["width"]) == ("30.00%", "6.00%")


def test_what_waits_for_a_person_differs_in_shape() -> None:
    drawn = render("{{ body }}", {"body": charts.intervals(INTERVALS, None, None, 0, 100).body})
    assert [mark.name for mark in drawn.find_all(class_="dot")] == ["circle", "rect"]


def test_an_interval_in_a_cell_says_its_numbers() -> None:
    found = render("{% interval 78 74 82 low=50 high=100 cut_low=71 cut_high=74 %}").svg
    assert [part in found["aria-label"] for part in ("78", "74", "82")] == [True, True, True]
    assert found.circle["cx"] == "56.00%"


@pytest.mark.parametrize(("values", "count"), [([1, 2, 3], 3), ([5], 1), ([None, 4, None, 4], 2), ([], 0)])
def test_a_spark_has_a_point_per_value(values: list[Any], count: int) -> None:
    found = render('{% spark values "Last" %}', {"values": values}).svg
    assert len(found.polyline["points"].split()) == count
    assert found["aria-label"].startswith("Last")


@pytest.mark.parametrize(
    "row", [("王", 7, "decide"), {"label": "王", "value": 7, "tone": "decide"}, SimpleNamespace(label="王", value=7, tone="decide")]
)
def test_rows_come_in_three_shapes(row: Any) -> None:
    assert [charts.pick(row, name, place) for place, name in enumerate(("label", "value", "tone"))] == ["王", 7, "decide"]


def test_a_short_row_has_the_default() -> None:
    assert charts.pick(("王",), "value", 1, 0) == 0


@pytest.mark.parametrize(
    ("value", "written"), [(Decimal("10.50"), "10.5"), (100, "100"), (1200, "1,200"), (None, "—"), ("x", "x"), (True, "True")]
)
def test_plain_numbers(value: Any, written: str) -> None:
    assert charts.plain(value) == written
