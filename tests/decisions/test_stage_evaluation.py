"""Theory, rehearsal and practice side by side; what rehearsals foretell; what a post asks."""

from datetime import date

import pytest

from lms.decisions.domain.association import FEWEST, association, pearson
from lms.decisions.domain.post_standard import DEFAULT, InvalidStandard, check, missing_for
from lms.decisions.domain.stage_evaluation import Score, Seen, Suggestion, node_views, suggestions
from lms.people.enums import Entrustment, Level

DAY = date(2026, 11, 2)


def seen(node: str, *levels: str) -> list[Seen]:
    return [Seen(node, date(2026, 10, number), level) for number, level in enumerate(levels, 1)]


def test_a_node_shows_what_was_learnt_tried_and_seen() -> None:
    views = node_views(
        ["investigation", "report"],
        [Score("investigation", DAY, 70), Score("investigation", DAY, 90)],
        [Score("investigation", DAY, 65)],
        seen("investigation", "1", "2a", "3a", "2b", "2b"),
        {"investigation": "4", "report": "4"},
        open_nodes=["investigation", "report"],
    )
    first, second = views
    assert (first.theory, first.theory_n, first.rehearsal, first.level, first.level_n, first.gap) == (80, 2, 65, "2b", 5, 3)
    assert (second.theory, second.rehearsal, second.level, second.gap) == (None, None, "0", 6)


def test_of_two_observations_the_lower_speaks() -> None:
    (view,) = node_views(["report"], [], [], seen("report", "3a", "2a"), {"report": "4"}, open_nodes=["report"])
    assert view.level == "2a"


def test_two_goals_at_most_and_none_where_there_are_no_cases() -> None:
    views = node_views(
        ["marketing", "investigation", "collection", "report"],
        [Score("investigation", DAY, 60), Score("report", DAY, 95), Score("marketing", DAY, 90)],
        [Score("investigation", DAY, 85), Score("report", DAY, 85)],
        [*seen("marketing", "4"), *seen("report", "2b")],
        {"marketing": "4", "investigation": "4", "collection": "4", "report": "4"},
        open_nodes=["marketing", "investigation", "report"],
    )
    assert [(view.node, view.gap) for view in views if not view.available] == [("collection", 0)]
    assert suggestions(views) == [
        Suggestion("investigation", ("learn", "observe")),
        Suggestion("report", ("lead",)),
    ]


def test_correlation_agrees_with_a_published_example() -> None:
    # Anscombe 1973, first set: r = 0.816.
    xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
    ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
    found = association(list(zip(xs, ys, strict=True)))
    assert found.r == pytest.approx(0.81642, abs=1e-5)
    # Fisher's z by hand: atanh(.81642) = 1.14580, sd 1/sqrt(8).
    assert (found.low, found.high) == (pytest.approx(0.4244, abs=1e-3), pytest.approx(0.9507, abs=1e-3))
    assert found.clear


def test_nothing_is_said_from_a_handful_or_from_a_constant() -> None:
    assert association([(1.0, 2.0)] * (FEWEST - 1)).r is None
    assert association([(float(number), 2.0) for number in range(FEWEST)]).r is None
    assert pearson([1.0], [2.0]) is None


def test_the_shipped_matrix_is_sound_and_never_goes_down() -> None:
    assert check(DEFAULT) == DEFAULT


def test_a_post_may_not_ask_less_than_the_one_before_it() -> None:
    with pytest.raises(InvalidStandard) as problem:
        check(DEFAULT | {Level.INTERMEDIATE: DEFAULT[Level.JUNIOR] | {"report": "3a"}})
    assert (problem.value.code, problem.value.post, problem.value.node) == ("below", "intermediate", "report")


@pytest.mark.parametrize(("matrix", "code"), [({}, "missing"), ({Level.PROBATIONARY: {}}, "level")])
def test_a_matrix_with_holes_is_refused(matrix: dict[str, dict[str, str]], code: str) -> None:
    with pytest.raises(InvalidStandard, match=code):
        check(matrix)


def test_what_somebody_still_lacks_for_a_post() -> None:
    held = dict.fromkeys(DEFAULT[Level.JUNIOR], str(Entrustment.CERTIFIED)) | {"approval": "3b"}
    assert missing_for(Level.JUNIOR, held, DEFAULT, open_nodes=held) == {"approval": ("3b", "4")}
    assert missing_for(Level.JUNIOR, held, DEFAULT, open_nodes=["report"]) == {}
