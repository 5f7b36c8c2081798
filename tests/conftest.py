"""What every test shares: the database, the clock, and the rule that CI skips no journey.

The cast (trainee, mentor, instructor, hr, leader, stranger …) lives in tests/cast.py.
"""

import gc
import os
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings

from tests.clock import Clock

if TYPE_CHECKING:
    from tests.database import Templates

pytest_plugins = [name for name in ("tests.browser", "tests.worker", "tests.cast") if find_spec(name)]

# Two shared cores are slow now and then; that says nothing about the code.
settings.register_profile("duzuo", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("duzuo")

COMMITTING = ("journey", "worker")


def _commits(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(name) for name in COMMITTING)


def _asks_the_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(getattr(item, "fixturenames", ()))


def _in_ci() -> bool:
    return os.environ.get("CI", "").lower() in {"1", "true"}


def _leave_full_runs_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The suite samples what `make long` runs in full; that is asked for by its mark and never skipped."""
    if "long" not in config.option.markexpr:
        config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("long")])
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported stays for good: to look through all of it for garbage again and again took a fifth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


# ---------------------------------------------------------------------------------------------------------- database


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Journeys and worker tests commit for real, and find the rows that migrations made (root page, locale, site)."""
    _leave_full_runs_out(config, items)
    # The longest story first, with short tests behind it; the other stories last: whoever is done takes from the end of another's list.
    items.sort(key=lambda item: (item.path.name != "test_camp.py", item.path.parent.name == "journeys"))
    for item in filter(_commits, items):
        item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True), append=False)
    for item in filter(_asks_the_database, items):
        item.add_marker("database")


@pytest.fixture(scope="session")
def database_templates() -> "Templates":
    from tests.database import Templates  # needs configured settings

    return Templates()


@pytest.fixture(scope="session")
def django_db_keepdb(
    django_db_keepdb: bool,
    django_db_modify_db_settings: None,
    database_templates: "Templates",
    django_db_blocker: pytest.FixtureRequest,
) -> bool:
    """A database copied from a migrated template is kept by the set-up, which then finds nothing left to migrate."""
    with django_db_blocker.unblock():
        return django_db_keepdb or database_templates.begin()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest, database_templates: "Templates") -> None:
    from django.db import connection

    from tests.database import lift_guards_when_flushing

    with django_db_blocker.unblock():
        database_templates.finish()
        lift_guards_when_flushing(connection)


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """No throttle, lock or session of one test reaches the next."""
    from django.core.cache import cache

    yield
    cache.clear()


# ------------------------------------------------------------------------------------------------------------- clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still on a Monday morning; ``timezone.now`` follows it."""
    still = Clock()
    monkeypatch.setattr(timezone, "now", still)
    return still


# ------------------------------------------------------------------------------------------------------------- skips


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey or worker test that was skipped counts as failed in CI."""
    report = yield
    if report.skipped and _in_ci() and _commits(item) and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"CI skips no journey and no worker test, but this one was: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Nor does CI skip a whole file."""
    report = yield
    if report.skipped and _in_ci():
        report.outcome = "failed"
        report.longrepr = f"CI skips no test file, but this one was: {report.longrepr}"
    return report
