"""A case as JSON: the plain object of ``make_case --json``, and the published file that can be computed again."""

from typing import Any

from ..case_file.recompute import FORMAT, KIND, VERSION
from ..evidence.collect import evidence_of
from ..money import text, texts
from ..truth.calendar import last_day, month_before
from ..truth.statements import truth_json
from .case import Case, Planted
from .claims import Claims
from .difficulty import difficulty_of

Json = dict[str, Any]


def case_json(case: Case) -> Json:
    """``{trade, seed, level, truth, shown, planted, checks, decision}``; amounts are decimal text in yuan."""
    return {
        "trade": case.trade.code,
        "seed": case.seed,
        "level": case.level,
        "truth": truth_json(case.truth),
        "shown": shown_json(case),
        "planted": [planted_json(each) for each in case.planted],
        "checks": [check.json() for check in case.checks],
        "decision": case.decision.json(),
    }


def case_file(case: Case) -> Json:
    """The published format (docs/formats/case.md); ``manage.py recompute`` finds it the same."""
    plain = case_json(case)
    profile = case.truth.profile
    about = {
        "title": f"{case.trade.name}：{profile.shop}",
        "fictional": True,
        "as_of": case.truth.as_of,
        "period": {"end": case.truth.as_of, "start": _start(case), "months": 12},
    }
    head = {"format": FORMAT, "version": VERSION, "kind": KIND, "about": about}
    return {**head, **plain, "bridge": bridge_json(case), "difficulty": difficulty_of(case).json()}


def _start(case: Case) -> str:
    return last_day(month_before(case.truth.year[0].name, 1))


def shown_json(case: Case) -> Json:
    profile, claims = case.truth.profile, case.claims
    return {
        "customer": {
            "shop": profile.shop,
            "name": profile.owner.name,
            "age": profile.owner.age,
            "spouse": profile.spouse.name,
            "children": profile.children,
            "home": profile.home,
            "place": case.trade.place,
            "trade": case.trade.name,
        },
        "request": {
            "amount": text(claims.amount),
            "term_months": case.trade.term,
            "repayment": case.trade.repayment,
            "purpose": claims.purpose,
        },
        "claims": claims_json(claims),
        "evidence": [piece.json() for piece in evidence_of(case.scene)],
    }


def claims_json(claims: Claims) -> Json:
    return {
        "annual_sales": text(claims.annual_sales),
        "gross_margin": f"{claims.gross_margin // 10}.{claims.gross_margin % 10}",
        "opex": text(claims.opex),
        "interest": text(claims.interest),
        "net_profit": text(claims.net_profit),
        "other_household_income": text(claims.other_income),
        "household_expense": text(claims.household),
        "months_open": claims.months_open,
        "debt_service": text(claims.debt_service),
        "initial_equity": text(claims.initial),
        "balance": {
            "assets": texts(claims.assets),
            "liabilities": texts(claims.liabilities),
            "total_assets": text(sum(claims.assets.values())),
            "total_liabilities": text(sum(claims.liabilities.values())),
            "equity": text(claims.equity),
        },
    }


def planted_json(each: Planted) -> Json:
    """What was planted, where it can be noticed, by which checks, and how large the first one's deviation is."""
    return {
        "id": each.id,
        "code": each.concealment.code,
        "name": each.concealment.name,
        "deceit": each.concealment.deceit,
        "harmless": each.concealment.deceit == "harmless",
        "amount": text(each.hidden.amount),
        "lines": {line: str(change) if line == "months_open" else text(change) for line, change in each.hidden.lines.items()},
        "evidence": list(each.hidden.evidence),
        "checks": list(each.checks),
        "deviation": f"{each.deviation:f}",
        "tolerance": f"{each.tolerance:f}",
    }


def bridge_json(case: Case) -> Json:
    """Line by line from the claimed equity to the true one; what no concealment explains is honest rounding."""
    claims, closing = case.claims, case.truth.closing
    owners = {line: each.id for each in case.planted for line in each.hidden.lines}
    steps = []
    for sign, told, true in ((1, claims.assets, closing.assets), (-1, claims.liabilities, closing.liabilities)):
        for line in [*true, *(line for line in told if line not in true)]:
            change = sign * (true.get(line, 0) - told.get(line, 0))
            if change:
                steps.append({"planted": owners.get(line), "line": line, "amount": text(change)})
    return {"start": text(claims.equity), "steps": steps, "end": text(closing.equity)}
