"""A rule as sentences that somebody who is assessed by it can follow."""

from django.utils.translation import gettext as _

from ..domain.rule import Rule


def rule_sentences(rule: Rule) -> list[str]:
    """In the order in which the engine works."""
    found = [
        _("Each part is turned into percent of its full points; the parts are added by their weights. This gives points from 0 to 100."),
        _("It rests on: %(document)s, version %(version)s.") % {"document": rule.regulation.document, "version": rule.regulation.version},
    ]
    gates = [component.name for component in rule.components if component.gate]
    if gates:
        found.append(_("These parts must be passed by themselves, whatever the total: %(parts)s.") % {"parts": "、".join(gates)})
        found.append(
            _("Who does not pass one of them is not ranked but assessed again.")
            if rule.gate_mode == "separate"
            else _("Who does not pass one of them stands behind everybody who did.")
        )
    if rule.standard is not None:
        found.append(
            _("The standard is %(standard)s points. It does not depend on how the others do.") % {"standard": format(rule.standard, "f")}
        )
    found += _line(rule)
    found += _missing(rule)
    if rule.tie_chain:
        chain = " → ".join(rule.component(code).name for code in rule.tie_chain)
        found.append(_("Equal points: these parts decide, in this order: %(chain)s. Who is still equal stays equal.") % {"chain": chain})
    judged = [component for component in rule.components if component.raters.minimum > 1]
    for component in judged:
        found.append(
            _("%(part)s is judged by at least %(count)d people; every judgement is kept.")
            % {"part": component.name, "count": component.raters.minimum}
        )
    for component in rule.components:
        if component.source.lates_per_absence is not None:
            found.append(
                _("%(part)s is the share of the sessions that count; every %(count)d late arrivals count as one absence.")
                % {"part": component.name, "count": component.source.lates_per_absence}
            )
    found.append(_("Near the standard an independent re-assessment comes first. People decide in a meeting, with reasons."))
    return found


def _line(rule: Rule) -> list[str]:
    line = rule.line
    if line.kind == "none" or not line.value:
        return [_("Nobody has to be last: there are no places under a line.")]
    if line.kind == "number":
        text = _("The last %(count)s places are looked at closely.") % {"count": format(line.value, "f")}
    else:
        text = _("The last %(share)s %% of the people, rounded down, are looked at closely.") % {
            "share": format((line.value * 100).normalize(), "f")
        }
    return [text, _("Being last is a position, not proof of being unfit; nothing follows from it by itself.")]


def _missing(rule: Rule) -> list[str]:
    found = []
    required = [one.name for one in rule.components if one.missing == "required"]
    excused = [one.name for one in rule.components if one.missing == "excused_reweight"]
    zero = [one.name for one in rule.components if one.missing == "zero"]
    if required:
        found.append(_("Without a score in these parts there is no total: %(parts)s.") % {"parts": "、".join(required)})
    if excused:
        found.append(
            _("Excused from one of these, the others count for more, up to %(limit)s %% of the weight: %(parts)s.")
            % {"limit": format((rule.reweight_limit * 100).normalize(), "f"), "parts": "、".join(excused)}
        )
    if zero:
        found.append(_("Here a missing score counts as 0: %(parts)s.") % {"parts": "、".join(zero)})
    return found
