"""What the demonstration says about itself fits together."""

from lms.desks.actions.demo.rule import WEIGHTS
from lms.desks.domain.demo_regulation import TEXT

NUMBERS = {"5": "百分之五", "10": "百分之十", "15": "百分之十五", "25": "百分之二十五", "30": "百分之三十"}
NAMES = {
    "exam": "理论考试",
    "practical": "编表与检验实操",
    "rehearsal": "模拟演练",
    "attendance": "考勤",
    "conduct": "纪律与团队",
    "interview": "综合面谈",
}


def test_the_rule_has_the_weights_of_its_regulation() -> None:
    assert sum(map(int, WEIGHTS.values())) == 100
    assert [code for code, name in NAMES.items() if f"{name}占{NUMBERS[WEIGHTS[code]]}" not in TEXT] == []
    assert set(NAMES) == set(WEIGHTS)
