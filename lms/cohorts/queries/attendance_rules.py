"""What a bank has laid down about attendance, leave and conduct."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from lms.people.models import Organisation
from lms.policies.queries import current_values, values_on

from ..domain.attendance import Rules
from ..domain.check_in import Window, window_of
from ..models import Cohort, Slot


def attendance_rules(bank: Organisation, *, on: date | None = None) -> Rules:
    """The rules in force on a day (today); one query."""
    values = current_values(bank, on=on)
    return _rules({key: value for key, (value, _row) in values.items()})


def class_rules(cohorts: Sequence[Cohort], *, today: date) -> dict[int, Rules]:
    """Rules of classes of one bank by id; one query.

    How attendance counts for people stays what it was on the first day of their class; the rest follows the day.
    """
    values = values_on(cohorts[0].bank, {today, *(cohort.starts_on for cohort in cohorts)})
    by_day = {day: _rules(found) for day, found in values.items()}
    return {
        cohort.pk: replace(
            by_day[today],
            minimum_share=by_day[cohort.starts_on].minimum_share,
            lates_per_absence=by_day[cohort.starts_on].lates_per_absence,
        )
        for cohort in cohorts
    }


def _rules(values: Mapping[str, Any]) -> Rules:
    return Rules.from_values({name: values[f"attendance.{name}"] for name in Rules.__dataclass_fields__})


def attendance_rules_of(cohort: Cohort) -> Rules:
    """How attendance counts in one class."""
    return class_rules([cohort], today=cohort.starts_on)[cohort.pk]


def rules_of_slot(slot: Slot) -> Rules:
    """A session goes by the rules of its own day."""
    return attendance_rules(slot.cohort.bank, on=timezone.localdate(slot.starts_at))


def slot_window(slot: Slot, rules: Rules) -> Window:
    return window_of(
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        open_before_minutes=rules.open_before_minutes,
        late_after_minutes=rules.late_after_minutes,
    )


def leave_limit(bank: Organisation, *, on: date | None = None) -> int:
    """Days of leave a class teacher may grant."""
    return int(current_values(bank, on=on)["leave.class_teacher_days"][0])


def conduct_start(bank: Organisation, *, on: date | None = None) -> int:
    return int(current_values(bank, on=on)["conduct.start_points"][0])


def is_overdue(slot: Slot, rules: Rules, now: datetime) -> bool:
    """Whether a session's attendance counts as settled though nobody pressed the button."""
    return (now - slot.ends_at).total_seconds() >= rules.settle_after_hours * 3600
