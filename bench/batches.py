"""Long work that no browser waits for, each beside its floor; run by run.py, prints JSON.

python bench/batches.py --people 1000 --roster 5000 --questions 5000 --facts 5000 --cases 200 --certificates 1000 --rounds 3
"""

import argparse
import json
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
django.setup()

from batch_cases import case_figures  # noqa: E402 -- Django must be set up first, here and below
from batch_certificates import certificate_figures  # noqa: E402
from batch_imports import question_figures, roster_figures  # noqa: E402
from batch_ledger import ledger_figures  # noqa: E402
from batch_ranking import ranking_figures  # noqa: E402
from figures import measure  # noqa: E402
from processes import say  # noqa: E402

from tests.factories.people import make_bank  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    for name, count in (
        ("people", 1000),
        ("roster", 5000),
        ("questions", 5000),
        ("facts", 5000),
        ("cases", 200),
        ("certificates", 1000),
        ("rounds", 3),
    ):
        parser.add_argument(f"--{name}", type=int, default=count)
    asked = parser.parse_args()
    kinds = (
        (roster_figures, asked.roster),
        (question_figures, asked.questions),
        (ledger_figures, asked.facts),
        (ranking_figures, asked.people),
        (case_figures, asked.cases),
        (certificate_figures, asked.certificates),
    )
    found = {}
    for make, count in kinds:
        # A bank of its own, so that what one kind leaves behind is not in the way of the next.
        for figure in make(make_bank(), count):
            say(f"batch: {figure.name}")
            found[figure.name] = measure(figure, asked.rounds)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
