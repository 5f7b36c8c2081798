"""Makes a simulation case from a trade, a seed and a level: the same arguments, the same bytes, on any machine."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ...domain.concealments import CONCEALMENTS
from ...domain.story.case import Case, NoSuchCase, make_case
from ...domain.story.case_json import case_file, case_json
from ...domain.story.class_forms import plan_class
from ...domain.story.difficulty import difficulty_of
from ...domain.story.plan import LEVELS
from ...domain.trades import TRADES

NOTHING = "nothing"


class Command(BaseCommand):
    help = "Make a simulation case, or plan the cases of a class (--class). Needs no database."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--trade", choices=list(TRADES), help="which trade (see --list-trades)")
        parser.add_argument("--seed", type=int, default=1, help="any whole number")
        parser.add_argument("--level", type=int, choices=LEVELS, default=1, help="1 easy … 3 hard")
        parser.add_argument(
            "--hide", help=f"what is hidden, comma-separated ({NOTHING}, {', '.join(CONCEALMENTS)}); default: the dice choose"
        )
        parser.add_argument("--json", action="store_true", help="print the case as one JSON object")
        parser.add_argument("--file", action="store_true", help="print the published case file, which recompute can compute again")
        parser.add_argument("--class", dest="size", type=int, help="plan so many parallel cases and print the report as JSON")
        parser.add_argument("--list-trades", action="store_true", help="print a trade per line")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list_trades"]:
            self._print("\n".join(TRADES))
            return
        if options["size"] is not None:
            self._print(_dumps(self._class(options).json()))
            return
        if options["trade"] is None:
            raise CommandError("--trade is needed; --list-trades lists them")
        case = self._case(options)
        if options["file"] or options["json"]:
            self._print(_dumps(case_file(case) if options["file"] else case_json(case)))
        else:
            self._print(_summary(case))

    def _class(self, options: dict[str, Any]) -> Any:
        if options["size"] < 1:
            raise CommandError("--class needs at least 1")
        trades = (options["trade"],) if options["trade"] else ()
        return plan_class(options["seed"], options["level"], options["size"], trades)

    def _case(self, options: dict[str, Any]) -> Case:
        hide = _hidden(options["hide"])
        try:
            return make_case(options["trade"], options["seed"], options["level"], hide)
        except NoSuchCase as error:
            raise CommandError(f"no such case can be made: {error}") from error

    def _print(self, text: str) -> None:
        """UTF-8 whatever the terminal's encoding is, so that the bytes are the same everywhere."""
        buffer = getattr(getattr(self.stdout, "_out", None), "buffer", None)
        if buffer is None:
            self.stdout.write(text)
        else:
            buffer.write(text.encode("utf-8") + b"\n")
            buffer.flush()


def _hidden(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    codes = () if text == NOTHING else tuple(code.strip() for code in text.split(","))
    unknown = [code for code in codes if code not in CONCEALMENTS]
    if unknown:
        raise CommandError(f"unknown: {', '.join(unknown)}; known: {NOTHING}, {', '.join(CONCEALMENTS)}")
    return codes


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _summary(case: Case) -> str:
    """A few lines for whoever looks a case over."""
    decision = case.decision
    hidden = ", ".join(f"{each.concealment.code} ({each.deviation}, {', '.join(each.checks)})" for each in case.planted) or NOTHING
    return "\n".join(
        (
            f"{case.trade.code} seed {case.seed} level {case.level}: {case.stratum}, difficulty {difficulty_of(case).points}",
            f"hidden: {hidden}",
            f"decision: {decision.result} {decision.amount} of {decision.requested}, {decision.term} months {decision.repayment}",
        )
    )
