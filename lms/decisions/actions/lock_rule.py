"""Offer a rule for signature, sign it; the second signature locks it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.cohorts.queries import people_of_cohort
from lms.notices.actions import notify, settle_notices
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.records.actions import sign
from lms.records.enums import Verb
from lms.records.models import Signature
from lms.records.queries import acts_about, signatures_on

from ..domain.checkup import CheckUp, check_up
from ..domain.rule import read_rule
from ..enums import RuleState
from ..models import RuleText, RuleVersion
from ..permissions import SIGNERS, may_decide, signing_role
from .log import log_rule
from .problems import DecisionProblem
from .rules import check_regulation, rule_for_update

OBJECT_KIND = "rule_version"
MEANING = "rule_locked"
SIGNATURES = 2


def check_up_of(version: RuleVersion) -> CheckUp:
    """What the rule can support for the people in the class now."""
    return check_up(read_rule(version.body), people=people_of_cohort(version.cohort).count())


def check_up_json(found: CheckUp) -> dict[str, object]:
    """As it is kept with the locked text."""
    return {
        "people": found.people,
        "reliability": None if found.reliability is None else f"{float(found.reliability):.4f}",
        "can_rank": found.can_rank,
        "can_certify": found.can_certify,
        "can_support_exit": found.can_support_exit,
        "line": found.line,
        "right_of_100": found.right_of_100,
        "findings": [{"path": one.path, "code": one.code, "params": one.params} for one in found.findings],
        "advice": [{"component": one.component, "planned": one.planned, "raters": one.raters} for one in found.advice],
    }


def writers_of(version: RuleVersion) -> set[str]:
    """Everybody who wrote on the draft, not only who began it."""
    acts = acts_about(OBJECT_KIND, version.public_id).filter(verb__in=[Verb.CREATED, Verb.CHANGED])
    return {version.author.key, *acts.values_list("actor_key", flat=True)}


def rule_signatures(version: RuleVersion) -> list[Signature]:
    """Signatures under exactly this text."""
    return list(signatures_on(OBJECT_KIND, version.public_id, digest=version.digest).filter(meaning=MEANING))


@transaction.atomic
def offer_rule(*, version: RuleVersion, actor: User, now: datetime | None = None) -> RuleVersion:
    """Ask for signatures under the draft as it stands."""
    version = rule_for_update(version)
    if not may_decide(actor, version.cohort):
        raise DecisionProblem(_("Rules are written by the personnel office of this cohort."), code="not_allowed")
    if version.state != RuleState.DRAFT:
        raise DecisionProblem(_("This rule is no draft any more."), code="locked")
    check_regulation(version.regulation_version, version.rule.bank)
    version.offered_at = now or timezone.now()
    version.save(update_fields=["offered_at"])
    log_rule(version, actor, Verb.SUBMITTED, details={"digest": version.digest}, now=version.offered_at)
    signers = people_with_role(version.rule.bank, *SIGNERS).exclude(pk=version.author_id)
    notify(
        users=[user for user in signers if signing_role(user, version.cohort)],
        kind="rule_to_sign",
        title=format_lazy(gettext_lazy("A ranking rule waits for two signatures: {title}"), title=version.rule.title),
        body=gettext_lazy("Read the rule and its check-up before you sign. After the second signature nothing in it can be changed."),
        url=reverse("rule-detail", args=[version.public_id]),
        needs_decision=True,
        dedupe_key=f"rule-sign-{version.public_id}-{version.digest[-16:]}",
        now=version.offered_at,
    )
    return version


@transaction.atomic
def sign_rule(*, version: RuleVersion, signer: User, digest: str, now: datetime | None = None) -> RuleVersion:
    """Sign the text with ``digest``; identity was checked by the form. The second signature locks the rule."""
    version = rule_for_update(version)
    role = signing_role(signer, version.cohort)
    if not role:
        raise DecisionProblem(_("Rules are signed by the personnel office, the leader or the project board."), code="not_allowed")
    if signer.key in writers_of(version):
        raise DecisionProblem(_("The author of a rule doesn't sign it."), code="author")
    if version.state != RuleState.DRAFT or version.offered_at is None:
        raise DecisionProblem(_("This rule is not offered for signature."), code="not_offered")
    if digest != version.digest:
        raise DecisionProblem(_("The text has changed since you opened it. Read it again before you sign."), code="changed")
    check_regulation(version.regulation_version, version.rule.bank)
    before = rule_signatures(version)
    if any(one.signer_key == signer.key for one in before):
        raise DecisionProblem(_("You have signed this text already."), code="signed")
    moment = now or timezone.now()
    sign(
        organisation_key=version.rule.bank.public_id,
        signer_key=signer.key,
        signer_role=role,
        object_kind=OBJECT_KIND,
        object_id=version.public_id,
        meaning=MEANING,
        digest=version.digest,
        now=moment,
    )
    page = reverse("rule-detail", args=[version.public_id])
    settle_notices(url=page, users=[signer], now=moment)
    if len(before) + 1 >= SIGNATURES:
        settle_notices(url=page, now=moment)
        _lock(version, signer, moment)
    return version


def _lock(version: RuleVersion, signer: User, moment: datetime) -> None:
    """Freeze the text, replace the one before, and ask the class to read it."""
    older = RuleVersion.objects.filter(cohort=version.cohort, state=RuleState.LOCKED)
    older.update(state=RuleState.SUPERSEDED)
    version.state, version.locked_at = RuleState.LOCKED, moment
    version.save(update_fields=["state", "locked_at"])
    RuleText.objects.create(
        version=version, body=version.body, digest=version.digest, check_up=check_up_json(check_up_of(version)), locked_at=moment
    )
    log_rule(version, signer, Verb.LOCKED, details={"digest": version.digest}, now=moment)
    notify(
        users=people_of_cohort(version.cohort),
        kind="rule_to_read",
        title=format_lazy(gettext_lazy("Please read and acknowledge: {title}"), title=version.rule.title),
        body=gettext_lazy("This is how you will be assessed. Scores count only from the time when everybody has acknowledged the rule."),
        url=reverse("rule-read", args=[version.public_id]),
        needs_decision=True,
        dedupe_key=f"rule-read-{version.public_id}",
        now=moment,
    )
