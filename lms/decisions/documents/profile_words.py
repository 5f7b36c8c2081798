"""A certification profile in words: its tables, its sentences, its differences, its capacity check."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from lms.evidence.domain.content import NODES
from lms.evidence.enums import CaseKind
from lms.evidence.models import Competency

from ..domain.certification.profile import Profile, as_data
from ..domain.certification.scale import TARGETS, Target
from ..domain.profile_table import COLUMNS, Cell, Change, EntryExam, read_cell, read_entry_exam
from ..enums import Requirement
from ..enums import Target as Targets
from .certificate_words import product_words
from .certification_words import level_word

Json = dict[str, Any]


def node_word(code: str) -> str:
    """A node's name in the reader's language; an unknown code as it is."""
    english = (get_language() or "").startswith("en")
    return next((name_en if english else name for node, name, name_en in NODES if node == code), code)


def competency_word(code: str) -> str:
    """A node's or a topic's name; a topic is looked up, and one that is gone stands for itself."""
    word = node_word(code)
    topic = Competency.objects.filter(code=code).first() if word == code else None
    return str(topic) if topic else word


def target_word(code: str) -> str:
    return str(Targets(code).label) if code in Targets.values else code


class _NodeWords(Mapping[str, str]):
    """Names by code in whatever language is asked for when they are read; a code that is neither node nor topic stands for itself."""

    def __getitem__(self, code: str) -> str:
        return competency_word(code)

    def __iter__(self) -> Iterator[str]:
        return (code for code, _name, _english in NODES)

    def __len__(self) -> int:
        return len(NODES)


NODE_WORDS = _NodeWords()


def kind_word(code: str) -> str:
    return str(CaseKind(code).label) if code in CaseKind.values else code


def requirement_word(code: str) -> str:
    return str(Requirement(code).label) if code in Requirement.values else code


@dataclass(frozen=True)
class GateTable:
    """One stage: rows of (requirement, what each node asks), without those that no node asks for."""

    target: str
    title: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def gate_tables(profile: Profile) -> list[GateTable]:
    content = as_data(profile)
    return [GateTable(target, target_word(target), tuple(_rows(content, target))) for target in TARGETS]


def _rows(content: Json, target: Target) -> list[tuple[str, tuple[str, ...]]]:
    gates = [node["gates"][target] if node["available"] else None for node in content["nodes"].values()]
    found = []
    for column in COLUMNS[target]:
        values = tuple("—" if gate is None else figure_words(read_cell(gate, column), column) for gate in gates)
        if set(values) != {"—"}:
            found.append((requirement_word(column), values))
    levels = tuple("—" if gate is None or not (gate["level_share"] or gate["last_levels"]) else gate["level"] for gate in gates)
    return found if set(levels) == {"—"} else [*found, (_("The level is"), levels)]


def figure_words(value: Cell, column: str) -> str:
    if isinstance(value, tuple):
        return "、".join(product_words(value))
    if column == "amount_limit":
        return "—" if value is None else _("%(amount)s × 10,000 yuan") % {"amount": _plain(Decimal(value) / 10000)}
    if value is None or value == 0 or (column == "mentor_share" and value == 100):
        return "—"
    return str(value)


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def profile_sentences(profile: Profile) -> list[str]:
    """What holds at every node, for somebody who is judged by it."""
    lapse = profile.lapse
    key = [node_word(code) for code, rule in profile.nodes.items() if rule.key]
    without = [node_word(code) for code, rule in profile.nodes.items() if not rule.available]
    found = [
        _("Only cards about real cases count. The same case with the same mentor counts once; cards that somebody signs for themselves, "
          "cards dated ahead, cards of relatives and of one's own mentees never count."),
        _("A card counts when its mentor held “%(level)s” at this node on that day.") % {"level": level_word(profile.mentor_level)},
        _("Independent qualification: at every node at least “%(every)s”, at the key nodes (%(nodes)s) at least “%(key)s”.")
        % {"every": level_word(profile.overall.every), "nodes": "、".join(key) or "—", "key": level_word(profile.overall.key)},
    ]  # fmt: skip
    if without:
        found.append(_("No cases yet at: %(nodes)s. These nodes block nothing else.") % {"nodes": "、".join(without)})
    found += [
        _("Not used for %(warn)d days: a warning. Not used for more than %(lapse)d days: it lapses, "
          "and %(fresh)d fresh cards at “%(level)s” bring it back.")
        % {"warn": lapse.warn_days, "lapse": lapse.lapse_days, "fresh": lapse.fresh_observations, "level": level_word(lapse.fresh_level)},
        _("A critical event, or %(run)d cards in a row at “%(level)s” or below, send somebody back to taking part "
          "until a panel has looked.")
        % {"run": profile.falling.run, "level": level_word(profile.falling.level)},
        _("The figures make somebody eligible. A panel decides, and two-person investigation stays whatever it decides."),
    ]  # fmt: skip
    if (entry := read_entry_exam(as_data(profile))) is not None:
        words = _("Before taking part at any node: the exam on “%(topic)s” with at least %(percent)d %%.")
        found.append(words % {"topic": competency_word(entry.competency), "percent": entry.percent})
    if profile.advisory:
        names = "、".join(dict.fromkeys(requirement_word(code) for code in profile.advisory))
        found.append(_("These only warn the panel and hold nobody up: %(names)s.") % {"names": names})
    return found


GENERAL: dict[str, str | Promise] = {
    "limits": gettext_lazy("The limit of mentees per mentor is"),
    "mentor_limit": gettext_lazy("Mentees per mentor"),
    "mentor_level": gettext_lazy("A card counts from a mentor who held"),
    "advisory": gettext_lazy("These only warn the panel and hold nobody up"),
    "overall.every": gettext_lazy("Independent qualification: at least, at every node"),
    "overall.key": gettext_lazy("and at the key nodes"),
    "lapse.warn_days": gettext_lazy("Warned after days without use"),
    "lapse.lapse_days": gettext_lazy("Lapses after days without use"),
    "lapse.expiry_warn_days": gettext_lazy("Warned before the end of the certificate (days)"),
    "lapse.fresh_observations": gettext_lazy("Fresh cards that bring it back after disuse"),
    "falling.run": gettext_lazy("Low cards in a row that send somebody back to taking part"),
    "entry_exam": gettext_lazy("Exam before taking part anywhere"),
    "available": gettext_lazy("Nodes that have cases"),
    "key": gettext_lazy("Key nodes"),
}


@dataclass(frozen=True)
class ChangeLine:
    """One difference as a reader sees it."""

    place: str
    what: str
    before: str
    after: str


def change_lines(changes: Iterable[Change]) -> list[ChangeLine]:
    return [
        ChangeLine(
            place=" · ".join([*([node_word(one.node)] if one.node else []), *([target_word(one.target)] if one.target else [])]) or "—",
            what=str(GENERAL.get(one.field) or requirement_word(one.field)),
            before=_value(one.before, one.field),
            after=_value(one.after, one.field),
        )
        for one in changes
    ]


def _value(value: object, field: str) -> str:
    if isinstance(value, EntryExam):
        return f"{competency_word(value.competency)} · {value.percent} %"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if field == "limits":
        return _("a limit that is not passed") if value == "hard" else _("a warning only")
    if isinstance(value, list):
        return "、".join(requirement_word(str(one)) for one in value if isinstance(one, str)) or "—"
    if isinstance(value, str):
        return level_word(value)
    return figure_words(value, field) if isinstance(value, int | Decimal | tuple) else "—"
