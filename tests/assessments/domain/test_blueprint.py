"""Blueprints: what is short and where, and a draw that only the seed decides."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.blueprint import Candidate, Cell, NotEnough, draw, feasibility, fits, replacements

TWO = Decimal(2)
POOL = [
    Candidate(f"{topic}-{difficulty}-{number}", topic, difficulty, "single", above=("C03",))
    for topic in ("C03.01", "C03.02")
    for difficulty in (1, 2)
    for number in range(4)
]
CELLS = [Cell(2, TWO, "C03.01", 1, "single"), Cell(3, Decimal(4), "C03.02", 2)]


def test_feasible() -> None:
    report = feasibility(CELLS, POOL)
    assert (report.feasible, report.total, [(cell.available, cell.filled, cell.short) for cell in report.cells]) == (
        True,
        Decimal(16),
        [(4, 2, 0), (4, 3, 0)],
    )


def test_says_what_is_short_and_where() -> None:
    report = feasibility([Cell(6, TWO, "C03.01", 1), Cell(1, TWO, "C03.01", 3), Cell(1, TWO, "C03.02", None, "essay")], POOL)
    assert [(cell.available, cell.short) for cell in report.cells] == [(4, 2), (0, 1), (0, 1)]
    assert not report.feasible


def test_two_cells_never_count_the_same_question() -> None:
    report = feasibility([Cell(4, TWO, "C03.01", 1), Cell(5, TWO, "C03.01")], POOL)
    assert [(cell.available, cell.short) for cell in report.cells] == [(4, 0), (8, 1)]


def test_a_wide_cell_gives_way_to_a_narrow_one() -> None:
    cells = [Cell(12, TWO, "C03"), Cell(4, TWO, "C03.02", 2)]
    drawn = draw(cells, POOL, seed="s")
    assert len({one.id for one in drawn}) == 16
    assert {one.id for one in drawn if one.cell == 1} == {f"C03.02-2-{number}" for number in range(4)}


@given(st.text(max_size=8), st.permutations(POOL))
def test_same_seed_same_paper_whatever_the_order_of_the_bank(seed: str, pool: list[Candidate]) -> None:
    drawn = draw(CELLS, POOL, seed=seed)
    assert draw(CELLS, [*pool, *pool], seed=seed) == drawn
    assert [one.cell for one in drawn] == [0, 0, 1, 1, 1]
    assert [one.points for one in drawn] == [TWO] * 2 + [Decimal(4)] * 3
    by_id = {one.id: one for one in POOL}
    assert all(fits(by_id[one.id], CELLS[one.cell]) for one in drawn)


def test_every_question_is_drawn_equally_often() -> None:
    """χ² over 4 questions, 3 degrees of freedom: 99.9 % point 16.3."""
    counts = Counter(one.id for number in range(1000) for one in draw(CELLS[:1], POOL, seed=f"seed {number}"))
    assert sum((count - 500) ** 2 / 500 for count in counts.values()) < 16.3
    assert len(counts) == 4


@given(
    st.lists(st.builds(Cell, st.integers(0, 3), st.just(TWO), st.sampled_from(["", "a", "b"]), st.sampled_from([None, 1, 2])), max_size=4),
    st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 2)), max_size=8),
)
def test_feasible_means_drawable_and_no_place_is_wasted(cells: list[Cell], rows: list[tuple[str, int]]) -> None:
    pool = [Candidate(f"q{number}", topic, difficulty, "single") for number, (topic, difficulty) in enumerate(rows)]
    report = feasibility(cells, pool)
    if report.feasible:
        assert len({one.id for one in draw(cells, pool, seed="x")}) == sum(cell.count for cell in cells)
    else:
        with pytest.raises(NotEnough) as caught:
            draw(cells, pool, seed="x")
        assert not caught.value.report.feasible
    filled = sum(cell.filled for cell in report.cells)
    assert filled == _most(cells, pool)


def _most(cells: list[Cell], pool: list[Candidate]) -> int:
    """Brute force: the most places that can be filled at once (sets of places reachable question by question)."""
    states = {tuple(0 for _ in cells)}
    for candidate in pool:
        for state in list(states):
            for number, cell in enumerate(cells):
                if fits(candidate, cell) and state[number] < cell.count:
                    states.add((*state[:number], state[number] + 1, *state[number + 1 :]))
    return max(sum(state) for state in states)


def test_excluded_and_replaced() -> None:
    drawn = {one.id for one in draw(CELLS[:1], POOL, seed="s")}
    assert not drawn & {one.id for one in draw(CELLS[:1], POOL, seed="s", exclude=drawn)}
    rest = replacements(CELLS[0], POOL, seed="s", taken=drawn)
    assert sorted([*rest, *drawn]) == [f"C03.01-1-{number}" for number in range(4)]
    with pytest.raises(NotEnough):
        draw(CELLS[:1], POOL, seed="s", exclude={one.id for one in POOL})


def test_a_big_bank_is_quick_enough() -> None:
    pool = [Candidate(f"q{number}", f"t{number % 20}", number % 3 + 1, "single", above=("all",)) for number in range(2000)]
    cells = [Cell(2, TWO, f"t{number}", None) for number in range(20)] + [Cell(60, TWO, "all")]
    assert len(draw(cells, pool, seed="s")) == 100
