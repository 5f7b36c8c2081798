"""Making simulation cases and scoring investigations, beside writing the same cases down and reading them."""

import hashlib
import json
from typing import Any

from figures import Figure

from lms.people.models import Organisation
from simulations.domain.scoring.key import read_key
from simulations.domain.scoring.model_answer import model_answer
from simulations.domain.scoring.rule import DEFAULT_RULE, read_rule
from simulations.domain.scoring.score import score
from simulations.domain.story.case import make_case
from simulations.domain.story.case_json import case_json
from simulations.domain.trades import TRADES

LEVELS = 3


def made(count: int) -> list[dict[str, Any]]:
    """Every trade and level in turn, another seed each time."""
    trades = list(TRADES)
    return [dict(case_json(make_case(trades[n % len(trades)], n + 1, n % LEVELS + 1))) for n in range(count)]


def written(cases: list[dict[str, Any]]) -> list[str]:
    return [hashlib.sha256(json.dumps(case, ensure_ascii=False).encode()).hexdigest() for case in cases]


def case_figures(_bank: Organisation, count: int) -> list[Figure]:
    """Scored is the work that finds everything: no other has more lines to compare."""
    cases, rule = made(count), read_rule(DEFAULT_RULE)
    texts = [json.dumps(case, ensure_ascii=False) for case in cases]
    works = [(key, model_answer(key)) for key in map(read_key, cases)]

    def score_all() -> None:
        worst = min(score(key, work, rule).total for key, work in works)
        if worst < 100:
            raise RuntimeError(f"perfect work scored {worst}")

    return [
        Figure("make_case", count, lambda: made(count), lambda: written(cases), "the same cases written as JSON and hashed"),
        Figure("score_investigation", count, score_all, lambda: [json.loads(text) for text in texts], "the same cases read from JSON"),
    ]
