"""Draft a rule, change it, begin a new version, withdraw it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.cohorts.models import Cohort
from lms.cohorts.queries import attendance_rules_of
from lms.evidence.enums import EvidenceKind
from lms.people.models import Organisation, User
from lms.policies.enums import RegulationState
from lms.policies.models import RegulationVersion
from lms.policies.queries import policy
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb
from lms.toolkit.random_ids import human_code

from ..domain.default_rule import default_rule
from ..domain.reading import Problem
from ..domain.rule import InvalidRule, read_rule
from ..domain.rule_json import write_rule
from ..enums import RuleState
from ..models import Rule, RuleVersion
from ..permissions import may_decide
from .log import log_rule
from .problems import DecisionProblem

Json = dict[str, Any]


def regulation_facts(version: RegulationVersion) -> Json:
    """How a rule names the document it rests on."""
    return {"document": f"{version.regulation.title}（{version.regulation.code}）", "version": str(version.number)}


def check_regulation(version: RegulationVersion, bank: Organisation) -> None:
    """A rule rests on a text in force whose consultation is on file (劳动合同法 art. 4)."""
    if version.regulation.bank_id != bank.pk:
        raise DecisionProblem(_("This regulation belongs to another bank."), code="regulation_bank")
    if version.state != RegulationState.IN_FORCE or not version.consultation_record.strip():
        raise DecisionProblem(
            _("The rule must rest on a regulation that is in force and whose consultation is on record."), code="regulation_not_in_force"
        )


def _checked(actor: User, cohort: Cohort, regulation: RegulationVersion) -> None:
    if not may_decide(actor, cohort):
        raise DecisionProblem(_("Rules are written by the personnel office of this cohort."), code="not_allowed")
    check_regulation(regulation, cohort.bank)


def starting_body(*, cohort: Cohort, regulation: RegulationVersion, title: str, code: str) -> Json:
    """The suggested rule with the bank's own minimum attendance and number of raters."""
    floor = 100 * attendance_rules_of(cohort).minimum_share
    return default_rule(
        code=code,
        version=1,
        title=title,
        regulation=regulation_facts(regulation),
        attendance_floor=format(floor.normalize(), "f"),
        raters=int(policy(cohort.bank, "rating.minimum_raters")),
    )


def _written(body: Json, *, rule: Rule, number: int, title: str, regulation: RegulationVersion, cohort: Cohort) -> Json:
    """The body as it is stored: valid, every default spelt out, and named after its row. Raises InvalidRule."""
    named = {**body, "id": rule.code, "version": number, "title": title, "regulation": regulation_facts(regulation)}
    written = write_rule(read_rule(named))
    _count_attendance(written["components"], attendance_rules_of(cohort).lates_per_absence)
    return write_rule(read_rule(written))


def _count_attendance(components: list[Json], lates: int) -> None:
    """Attendance is the share of the class page and nothing else, late arrivals counted as the bank has laid down."""
    problems = []
    for index, component in enumerate(components):
        source = component["source"]
        if source["kind"] != EvidenceKind.ATTENDANCE:
            source["lates_per_absence"] = None
        elif source["aggregate"] == "share":
            source["lates_per_absence"] = lates
        else:
            problems.append(Problem(f"$.components[{index}].source.aggregate", "attendance_is_a_share"))
    if problems:
        raise InvalidRule(problems)


@transaction.atomic
def create_rule(
    *,
    cohort: Cohort,
    regulation: RegulationVersion,
    title: str,
    author: User,
    body: Json | None = None,
    code: str = "",
    now: datetime | None = None,
) -> RuleVersion:
    """A new rule for ``cohort``; without ``body`` the suggested one. Raises InvalidRule and DecisionProblem."""
    _checked(author, cohort, regulation)
    moment = now or timezone.now()
    rule = Rule.objects.create(bank=cohort.bank, code=code or f"{cohort.code}-{human_code(4)}", title=title)
    given = body or starting_body(cohort=cohort, regulation=regulation, title=title, code=rule.code)
    return _add_version(rule, 1, given, cohort, regulation, title, author, moment, "")


def _add_version(
    rule: Rule,
    number: int,
    body: Json,
    cohort: Cohort,
    regulation: RegulationVersion,
    title: str,
    author: User,
    moment: datetime,
    note: str,
) -> RuleVersion:
    written = _written(body, rule=rule, number=number, title=title, regulation=regulation, cohort=cohort)
    version = RuleVersion.objects.create(
        rule=rule,
        number=number,
        cohort=cohort,
        regulation_version=regulation,
        body=written,
        digest=named_digest(written),
        author=author,
        created_at=moment,
        changed_at=moment,
        note=note,
    )
    log_rule(version, author, Verb.CREATED, details={"digest": version.digest}, now=moment)
    return version


@transaction.atomic
def new_version(*, version: RuleVersion, author: User, note: str, cohort: Cohort | None = None, now: datetime | None = None) -> RuleVersion:
    """A draft that begins with the text of ``version``, for the same cohort or another of the bank."""
    target = cohort or version.cohort
    _checked(author, target, version.regulation_version)
    Rule.objects.select_for_update().get(pk=version.rule_id)
    newest = version.rule.versions.aggregate(newest=Max("number"))["newest"] or 0
    title = version.rule.title
    return _add_version(
        version.rule, newest + 1, version.body, target, version.regulation_version, title, author, now or timezone.now(), note
    )


@transaction.atomic
def change_rule(
    *, version: RuleVersion, body: Json, title: str, regulation: RegulationVersion, actor: User, note: str = "", now: datetime | None = None
) -> RuleVersion:
    """Write a draft anew; whoever offered it for signature has to do so again, signatures under the old text count no more."""
    version = rule_for_update(version)
    _checked(actor, version.cohort, regulation)
    if version.state != RuleState.DRAFT:
        raise DecisionProblem(_("A locked rule is never changed. Begin a new version."), code="locked")
    written = _written(body, rule=version.rule, number=version.number, title=title, regulation=regulation, cohort=version.cohort)
    version.rule.title = title
    version.rule.save(update_fields=["title"])
    before, version.digest = version.digest, named_digest(written)
    version.body, version.regulation_version, version.note = written, regulation, note
    version.changed_at = now or timezone.now()
    if before != version.digest:
        version.offered_at = None
    version.save()
    log_rule(version, actor, Verb.CHANGED, details={"digest": version.digest}, now=version.changed_at)
    return version


@transaction.atomic
def withdraw_rule(*, version: RuleVersion, actor: User, reason: str, now: datetime | None = None) -> RuleVersion:
    """Take back a draft; a locked rule can only be replaced by a newer version."""
    version = rule_for_update(version)
    if not may_decide(actor, version.cohort):
        raise DecisionProblem(_("Rules are written by the personnel office of this cohort."), code="not_allowed")
    if version.state != RuleState.DRAFT:
        raise DecisionProblem(_("A locked rule is replaced by a newer version, not withdrawn."), code="locked")
    if not reason.strip():
        raise DecisionProblem(_("Say why."), code="reason")
    version.state, version.withdrawn_reason = RuleState.WITHDRAWN, reason.strip()
    version.save(update_fields=["state", "withdrawn_reason"])
    log_rule(version, actor, Verb.WITHDRAWN, reason=reason.strip(), now=now)
    return version


def rule_for_update(version: RuleVersion) -> RuleVersion:
    rows = RuleVersion.objects.select_for_update(of=("self",))
    return rows.select_related("rule__bank", "cohort__organisation", "cohort__bank", "author", "regulation_version__regulation").get(
        pk=version.pk
    )
