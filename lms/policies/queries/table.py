"""All settings of a bank as a table, each with its value in words, its source and what comes next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from lms.people.models import Organisation, User

from ..domain.catalogue import CATALOGUE, Setting, parse
from ..models import PolicyValue
from .values import Value, current_values

GROUPS: dict[str, str | Promise] = {
    "attendance": gettext_lazy("Attendance"),
    "conduct": gettext_lazy("Conduct"),
    "leave": gettext_lazy("Leave"),
    "exam": gettext_lazy("Exams"),
    "lesson": gettext_lazy("Lessons"),
    "course": gettext_lazy("Courses"),
    "rating": gettext_lazy("Ratings"),
    "decision": gettext_lazy("Decisions"),
    "certification": gettext_lazy("Certification"),
    "loan_committee": gettext_lazy("Loan committee"),
    "mentorship": gettext_lazy("Mentoring"),
    "observation": gettext_lazy("Observation on real work"),
    "supervision": gettext_lazy("Supervision"),
    "session": gettext_lazy("Sessions"),
    "sign_in": gettext_lazy("Sign-in"),
}
UNITS: dict[str, str | Promise] = {
    "s": gettext_lazy("seconds"),
    "min": gettext_lazy("minutes"),
    "h": pgettext_lazy("unit", "hours"),
    "d": gettext_lazy("days"),
    "yuan": gettext_lazy("yuan"),
    "%": "%",
}


def value_words(setting: Setting, value: Value) -> str:
    """The value as people read it: shares as percentages, yes and no, numbers with their unit."""
    if isinstance(value, bool):
        return pgettext("policy", "yes") if value else pgettext("policy", "no")
    if isinstance(value, str):
        return value
    if setting.is_share:
        return f"{(Decimal(value) * 100).normalize():f}%"
    number = f"{Decimal(value).normalize():f}"
    if setting.unit == "%":
        return f"{number}%"
    return f"{number} {UNITS.get(setting.unit, setting.unit)}" if setting.unit else number


@dataclass(frozen=True)
class SettingRow:
    """One line of the table; ``source`` is None where the product's default holds."""

    setting: Setting
    label: str
    words: str
    source: PolicyValue | None
    coming: PolicyValue | None
    coming_words: str
    decided: int


def settings_table(bank: Organisation, *, on: date | None = None) -> list[tuple[str, list[SettingRow]]]:
    """Groups with their settings; three queries."""
    day = on or timezone.localdate()
    now = current_values(bank, on=day)
    counts = dict(PolicyValue.objects.filter(bank=bank).order_by().values_list("key").annotate(Count("pk")))
    coming: dict[str, PolicyValue] = {}
    for row in PolicyValue.objects.filter(bank=bank, effective_on__gt=day).order_by("-effective_on", "id"):
        coming[row.key] = row
    groups: dict[str, list[SettingRow]] = {}
    for key, (value, source) in now.items():
        setting, after = CATALOGUE[key], coming.get(key)
        groups.setdefault(setting.group, []).append(
            SettingRow(
                setting=setting,
                label=_(setting.label),
                words=value_words(setting, value),
                source=source,
                coming=after,
                coming_words=value_words(setting, parse(key, after.value)) if after else "",
                decided=counts.get(key, 0),
            )
        )
    return [(str(GROUPS.get(code, code)), rows) for code, rows in groups.items()]


@dataclass(frozen=True)
class Decided:
    """One decided value in words, with who decided it."""

    row: PolicyValue
    words: str
    by: str


def setting_history(bank: Organisation, setting: Setting) -> list[Decided]:
    """Every value of a setting, newest first; two queries."""
    rows = list(
        PolicyValue.objects.filter(bank=bank, key=setting.key).select_related("source__regulation").order_by("-effective_on", "-id")
    )
    names = names_in(bank, (row.decided_by_key for row in rows))
    return [Decided(row, value_words(setting, parse(setting.key, row.value)), names.get(row.decided_by_key, "")) for row in rows]


def names_in(bank: Organisation, keys: Iterable[str]) -> dict[str, str]:
    """Names of people of ``bank`` by key."""
    return dict(User.objects.filter(bank=bank, key__in=set(keys) - {""}).values_list("key", "name"))
