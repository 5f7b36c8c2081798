"""Cross-checks done, judged, and closed where they failed."""

from decimal import Decimal

from .key import Key, KeyCheck
from .part import ONE, ZERO, Part, ScoreLine, averaged, shown
from .rule import Rule
from .work import CheckDone, Work


def checks(key: Key, work: Work, rule: Rule) -> Part:
    """Of the sales methods the best few count, of all others every one."""
    done = {check.key: check for check in work.checks}
    lines = [(check, _line(check, done.get(check.id), rule)) for check in key.checks]
    others = [line for check, line in lines if check.family != "sales"]
    sales = sorted((line for check, line in lines if check.family == "sales"), key=lambda line: -line.share)
    return averaged("checks", [*sales[: int(rule.of("checks", "sales_methods"))], *others])


def _line(check: KeyCheck, done: CheckDone | None, rule: Rule) -> ScoreLine:
    if done is None:
        return ScoreLine(check.id, ZERO, "not_done", ONE, shown(check.result))
    right = _same(done.result, check, rule)
    verdict = done.passed is check.passed
    closed = right and verdict and (check.passed or bool(done.closed.strip()))
    share = sum(
        (rule.of("checks", name) for name, met in (("result", right), ("verdict", verdict and right), ("closed", closed)) if met), ZERO
    )
    reason = "done" if closed else ("left_open" if right and verdict else ("wrong_verdict" if right else "wrong_result"))
    return ScoreLine(check.id, share, reason, ONE, shown(check.result), shown(done.result))


def _same(result: Decimal, check: KeyCheck, rule: Rule) -> bool:
    """Rates within half a tolerance in points, amounts within it in per cent."""
    allowed = rule.of("checks", "tolerance")
    off = abs(result - check.result)
    return off <= allowed / 2 if check.unit == "points" else off * 100 <= allowed * max(abs(check.result), ONE)


def verified(key: Key, work: Work, rule: Rule) -> Decimal:
    """How much of the story was really looked at: what a clean bill needs."""
    return checks(key, work, rule).share
