"""Who has seen what."""

from lms.decisions.domain.certification.coverage import coverage

from .samples import NODE, card


def test_cells_count_cases_not_cards() -> None:
    cards = [
        card(1, case="A", kinds=["refused", "seasonal"], role="observer"),
        card(2, case="A", kinds=["refused"], mentor="m9"),
        card(3, case="B", node="report", industry=""),
        card(4, person="other", case="C", kinds=["returned"]),
        card(5, person="stranger", case="D"),
    ]
    found = coverage(cards, ["trainee", "other", "new"])
    assert found.nodes == {("trainee", NODE): 1, ("trainee", "report"): 1, ("other", NODE): 1}
    assert found.kinds == {("trainee", "refused"): 1, ("trainee", "seasonal"): 1, ("other", "returned"): 1}
    assert found.trades == {("trainee", "retail"): 1, ("trainee", "catering"): 1, ("other", "catering"): 1}
    assert found.roles[("trainee", NODE)] == "second"
    assert found.industries == ("catering", "retail")
    assert found.never_seen("trainee") == ("first_loan", "renewal", "returned", "hidden_debt")
    assert found.who_lacks("refused") == ("other", "new")
    assert found.people == ("trainee", "other", "new")
