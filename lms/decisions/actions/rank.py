"""Rank a cohort: freeze what the rule reads, let the engine compute, store a draft for the meeting."""

from datetime import datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.cohorts.actions import settle_overdue
from lms.cohorts.models import Cohort, Enrolment
from lms.people.models import User
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb

from ..domain.collect import Candidate, Collected, collect, moment_text
from ..domain.engines import CURRENT_RANKING_ENGINE, RANKING_ENGINES
from ..domain.inputs import write_inputs
from ..domain.rule import Rule, read_rule
from ..enums import LIVE_STATES, DecisionState, RuleState
from ..models import Decision, Outcome, RankingRun, Reply, RuleVersion, Standing
from ..permissions import may_decide
from ..queries.facts import facts_for
from ..queries.receipts import Receipt, counts_from, in_force_from, receipts_of
from .log import log_decision
from .problems import DecisionProblem

Json = dict[str, Any]
APPEAL_PENDING = "appeal_pending"
NAMES_SHOWN = 10


def check_may_rank(version: RuleVersion, actor: User) -> None:
    if not may_decide(actor, version.cohort):
        raise DecisionProblem(_("Rankings are computed by the personnel office of this cohort."), code="not_allowed")
    if version.state != RuleState.LOCKED:
        raise DecisionProblem(_("The rule must be locked by two signatures before anything is ranked by it."), code="not_locked")


def check_receipts(receipts: list[Receipt]) -> None:
    """Nobody is ranked by a rule that somebody of the class has not acknowledged."""
    missing = [receipt.enrolment.user.name for receipt in receipts if receipt.at is None]
    if not receipts:
        raise DecisionProblem(_("Nobody is in this cohort."), code="empty")
    if missing:
        names = "、".join(missing[:NAMES_SHOWN]) + ("…" if len(missing) > NAMES_SHOWN else "")
        raise DecisionProblem(
            _("%(count)d people have not acknowledged the rule: %(names)s. Remind them, or record a refusal before a witness.")
            % {"count": len(missing), "names": names},
            code="not_acknowledged",
        )


def collect_for(version: RuleVersion, rule: Rule, receipts: list[Receipt]) -> Collected:
    """Everything the rule reads about the class now, and what is older than the rule."""
    in_force = in_force_from(version, receipts)
    if in_force is None:
        raise DecisionProblem(_("The rule is not in force yet."), code="not_in_force")
    pending = _appeal_pending(version.cohort)
    candidates = [
        Candidate(
            key=receipt.enrolment.user.key,
            label=receipt.enrolment.user.name,
            legal_footing=receipt.enrolment.legal_footing,
            counts_from=counts_from(receipt, in_force),
            flags=(APPEAL_PENDING,) if receipt.enrolment.user_id in pending else (),
        )
        for receipt in receipts
    ]
    facts = facts_for(version.cohort, [one.key for one in candidates], rule)
    return collect(rule, candidates, facts, opens_at=_opening(version.cohort))


def _opening(cohort: Cohort) -> datetime:
    return timezone.make_aware(datetime.combine(cohort.starts_on, time.min))


def _appeal_pending(cohort: Cohort) -> set[int]:
    rows = Reply.objects.filter(standing__decision__cohort=cohort, standing__decision__state__in=LIVE_STATES, answer__isnull=True)
    return set(rows.values_list("standing__user_id", flat=True))


def run_ranking(*, version: RuleVersion, actor: User, now: datetime | None = None) -> Decision:
    """A new draft, which takes the place of an older draft; what the meeting chose is carried over where nothing changed for a person."""
    version = RuleVersion.objects.select_related("rule__bank", "cohort__bank", "cohort__organisation", "text").get(pk=version.pk)
    check_may_rank(version, actor)
    # The class page counts a session that is long over though nobody settled it; the ledger then has to hold it, too.
    settle_overdue(cohort=version.cohort, now=now)
    receipts = receipts_of(version)
    check_receipts(receipts)
    rule = read_rule(version.text.body)
    if named_digest(version.text.body) != version.digest:
        raise DecisionProblem(_("The locked text of this rule does not fit its digest; nothing is ranked by it."), code="tampered")
    collected = collect_for(version, rule, receipts)
    inputs = write_inputs(collected.inputs)
    result = RANKING_ENGINES[CURRENT_RANKING_ENGINE](version.text.body, inputs)
    return _store(version, actor, now or timezone.now(), inputs, result, _refused(collected), receipts)


def _refused(collected: Collected) -> list[Json]:
    return [
        {
            "person": one.person,
            "component": one.component,
            "evidence": one.evidence,
            "activity": one.activity,
            "known_from": moment_text(one.known_from),
            "counts_from": moment_text(one.counts_from),
        }
        for one in collected.refused
    ]


@transaction.atomic
def _store(
    version: RuleVersion, actor: User, moment: datetime, inputs: Json, result: Json, refused: list[Json], receipts: list[Receipt]
) -> Decision:
    # Numbers are given out, and drafts replaced, under the cohort's lock.
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("bank").get(pk=version.cohort_id)
    decisions = Decision.objects.filter(cohort=cohort, kind=version.rule.kind)
    number = (decisions.aggregate(newest=Max("number"))["newest"] or 0) + 1
    before = decisions.select_for_update().filter(state=DecisionState.DRAFT).first()
    if before is not None:
        before.state, before.withdrawn_at = DecisionState.WITHDRAWN, moment
        before.withdrawn_reason = _("replaced by draft number %(number)d") % {"number": number}
        before.save(update_fields=["state", "withdrawn_at", "withdrawn_reason"])
    live = decisions.filter(state__in=LIVE_STATES).first()
    decision = Decision.objects.create(
        bank=cohort.bank,
        cohort=cohort,
        rule_version=version,
        kind=version.rule.kind,
        number=number,
        title=version.rule.title,
        author=actor,
        supersedes=live,
        created_at=moment,
    )
    RankingRun.objects.create(
        decision=decision,
        engine=CURRENT_RANKING_ENGINE,
        rule=version.text.body,
        inputs=inputs,
        result=result,
        refused=refused,
        computed_at=moment,
    )
    _standings(decision, result, {receipt.enrolment.user.key: receipt.enrolment for receipt in receipts})
    if before is not None:
        _carry_over(before, decision)
    log_decision(decision, actor, Verb.CREATED, details={"rule": version.digest, "refused": len(refused)}, now=moment)
    return decision


def _standings(decision: Decision, result: Json, enrolments: dict[str, Enrolment]) -> None:
    rows = []
    for position, row in enumerate(result["people"], start=1):
        enrolment = enrolments[row["person"]]
        rows.append(
            Standing(
                decision=decision,
                enrolment=enrolment,
                user_id=enrolment.user_id,
                position=position,
                rank=row["rank"],
                composite=row["composite"]["display"] if row["composite"] else "",
                status=row["status"],
                met_standard=row["met_standard"],
                zone=row["zone"] or "",
                proposal=row["proposal"] or "",
            )
        )
    Standing.objects.bulk_create(rows, batch_size=500)


def _carry_over(before: Decision, after: Decision) -> None:
    """Outcomes of people for whom position, standard and proposal are what they were; the others are chosen anew."""
    chosen = {row.user_id: row for row in before.standings.filter(outcome__isnull=False).select_related("outcome")}
    kept = []
    for row in after.standings.all():
        old = chosen.get(row.user_id)
        same = old is not None and all(
            getattr(old, name) == getattr(row, name) for name in ("rank", "composite", "status", "met_standard", "zone", "proposal")
        )
        if old is not None and same:
            outcome = old.outcome
            kept.append(
                Outcome(
                    standing=row,
                    choice=outcome.choice,
                    reasons=outcome.reasons,
                    chosen_by_id=outcome.chosen_by_id,
                    chosen_at=outcome.chosen_at,
                )
            )
    Outcome.objects.bulk_create(kept)
