"""What was planted: found, missed; and what was imagined."""

from .check_part import verified
from .key import Key, KeyPlanted
from .part import ONE, ZERO, Part, ScoreLine, clipped, shown
from .rule import Rule
from .work import Work


def inconsistencies(key: Key, work: Work, rule: Rule) -> Part:
    """Found ÷ planted, less what was imagined; a clean bill counts as far as the story was really checked."""
    lines = [_line(each, work, rule) for each in key.planted]
    codes = {each.code for each in key.planted}
    imagined = sorted({finding.code for finding in work.findings} - codes)
    penalty = rule.of("inconsistencies", "imagined") * len(imagined)
    weight = sum((line.weight for line in lines), ZERO)
    if weight:
        share = (sum((line.share * line.weight for line in lines), ZERO) - penalty) / weight
    else:
        share = verified(key, work, rule) * (ONE - penalty)
        lines = [ScoreLine("nothing_hidden", verified(key, work, rule), "checked_before_believing")]
    lines += [ScoreLine(code, ZERO, "imagined", ZERO) for code in imagined]
    return Part("inconsistencies", clipped(share), tuple(lines))


def _line(each: KeyPlanted, work: Work, rule: Rule) -> ScoreLine:
    weight = rule.of("inconsistencies", "harmless") if each.harmless else ONE
    found = [finding for finding in work.findings if finding.code == each.code]
    if not found:
        return ScoreLine(each.id, ZERO, "missed", weight, each.code, "")
    named = {name for finding in found for name in finding.evidence}
    if named & set(each.evidence) & set(work.seen):
        return ScoreLine(each.id, ONE, "found", weight, each.code, shown(each.amount))
    return ScoreLine(each.id, rule.of("inconsistencies", "without_evidence"), "without_evidence", weight, each.code, shown(each.amount))
