"""Each line against the truth; a line that follows from wrong ones is not charged again, so an error costs once."""

from decimal import Decimal

from .key import INCOME_LINES, Key
from .part import ONE, ZERO, Part, ScoreLine, averaged, faded, shown
from .rule import Rule
from .work import Note, Work

FORMULAS = {
    "gross_profit": (("sales",), ("cogs",)),
    "net_profit": (("sales",), ("cogs", "opex_total", "interest_total")),
    "net_disposable": (("sales", "other_household_income"), ("cogs", "opex_total", "interest_total", "household_expense")),
}


def accuracy(key: Key, work: Work, rule: Rule) -> Part:
    noted = {note.line: note for note in work.notes}
    lines = [_base(key, line, noted.get(line), work, rule) for line in key.lines]
    lines += [_invented(note) for line, note in noted.items() if line not in key.lines and line not in key.derived and _matters(key, note)]
    lines += [_derived(key, line, noted, rule) for line in key.derived]
    return averaged("accuracy", lines)


def _base(key: Key, line: str, note: Note | None, work: Work, rule: Rule) -> ScoreLine:
    true = key.lines[line]
    if note is None:
        return ScoreLine(line, ZERO, "missing", ONE, shown(true))
    share = _near(note.value, true, key, rule)
    reason = "right" if share == 1 else ("near" if share else "wrong")
    if share and not _supported(key, note, work):
        share, reason = share * rule.of("accuracy", "unsupported"), "unsupported"
    return ScoreLine(line, share, reason, ONE, shown(true), shown(note.value))


def _near(value: Decimal, true: Decimal, key: Key, rule: Rule) -> Decimal:
    """Within tolerance of the true amount; what is tiny beside the whole is measured against a thousandth of it."""
    off = abs(value - true) / max(abs(true), key.scale / 1000) * 100
    return faded(off, rule.of("accuracy", "tolerance"), rule.of("accuracy", "nothing_at"))


def _supported(key: Key, note: Note, work: Work) -> bool:
    """Rests on something better than the customer's word, where the case has that."""
    carriers = {source.id for source in key.about(note.line) if source.first_hand}
    return not carriers or bool(carriers & set(note.evidence) & set(work.seen))


def _matters(key: Key, note: Note) -> bool:
    """An amount that does not exist counts as a wrong line once it is worth mentioning."""
    return abs(note.value) * 100 >= key.scale


def _invented(note: Note) -> ScoreLine:
    return ScoreLine(note.line, ZERO, "not_there", ONE, "0", shown(note.value))


def _derived(key: Key, line: str, noted: dict[str, Note], rule: Rule) -> ScoreLine:
    """What follows from one's own lines is told but not counted again; what does not follow is a mistake of its own."""
    true, own = key.derived[line], _follows(key, line, noted)
    value = noted[line].value if line in noted else own
    near = _near(value, true, key, rule)
    if abs(value - own) * 100 <= key.scale * rule.of("accuracy", "carried"):
        return ScoreLine(line, near, "right" if near == 1 else "carried_forward", ZERO, shown(true), shown(value))
    weight = ZERO if near == 1 else ONE
    return ScoreLine(line, near, "right" if near == 1 else "does_not_follow", weight, shown(true), shown(value))


def _follows(key: Key, line: str, noted: dict[str, Note]) -> Decimal:
    """What the line should be by one's own notes; a line not noted counts 0, as it does on paper."""
    if line in FORMULAS:
        plus, minus = FORMULAS[line]
        return sum((_value(noted, each) for each in plus), ZERO) - sum((_value(noted, each) for each in minus), ZERO)
    assets = sum((note.value for name, note in noted.items() if _side(key, name) == "assets"), ZERO)
    owed = sum((note.value for name, note in noted.items() if _side(key, name) == "liabilities"), ZERO)
    return {"total_assets": assets, "total_liabilities": owed, "equity": assets - owed}[line]


def _value(noted: dict[str, Note], line: str) -> Decimal:
    return noted[line].value if line in noted else ZERO


def _side(key: Key, line: str) -> str:
    if line in INCOME_LINES or line in key.derived:
        return ""
    return "liabilities" if line.startswith(("payables", "advances", "loan_")) else "assets"
