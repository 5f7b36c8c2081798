"""Finishing a milestone, leaving one out, sending a case back, signing in on site, attaching a paper."""

import hashlib
from datetime import datetime, timedelta
from decimal import Decimal
from typing import IO

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.actions import note_use
from lms.people.enums import CaseRole
from lms.people.models import User
from lms.toolkit.uploads import Upload

from ..domain.milestones import STEPS, NotAllowed, Step, check_done, check_return, check_skip, followers, unmet
from ..enums import CaseEventKind, CaseState, FileKind, MilestoneState, Need, StepCode
from ..models import CaseFile, CaseFolder, LoanCase, Milestone, SiteSignIn
from ..permissions import acts_at, may_keep_cases
from ..queries.folder import finished_codes, needs_met, reopened_at
from .authority import facts_of, node_asked, require, require_lead
from .case_contracts import contract_of_payout, settle_contract
from .case_facts import renew_kinds
from .case_log import keep_event, locked_case
from .folder import locked_folder, open_what_follows, skip_unplanned_checks, take_off_agenda
from .problems import CaseProblem
from .review import require_reviewer
from .review_news import settle_review
from .shadow import close_case

ROLES = {"lead": CaseRole.LEAD, "second": CaseRole.SECOND}
SIGN_IN_AGAIN = timedelta(minutes=1)


def _refusal(problem: NotAllowed) -> CaseProblem:
    about = _(", ").join(str(StepCode(code).label) for code in problem.about if code in StepCode.values)
    words = {
        "unknown": _("There is no such milestone."),
        "over": _("The loan is paid out or the case is over; this can't be done any more."),
        "already": _("This milestone is done already."),
        "too_early": _("First comes: %(steps)s.") % {"steps": about},
        "not_done": _("The case can't go back to “%(steps)s”: it was never done.") % {"steps": about},
        "no_way_back": _("From here the case can't go back to “%(steps)s”.") % {"steps": about},
        "needed": _("This milestone can't be left out."),
        "reason": _("Say why."),
    }
    return CaseProblem(words[problem.code], code=problem.code)


def require_actor(case: LoanCase, folder: CaseFolder, step: Step, actor: User, now: datetime) -> dict[str, object]:
    """Whoever does a step is the one it belongs to, and is asked for again at the moment of acting. Raises CaseProblem."""
    if step.by == "office":
        if not may_keep_cases(actor):
            raise CaseProblem(_("This milestone belongs to the office."), code="not_yours")
        return {}
    if step.by == "reviewer":
        return require_reviewer(case, folder, actor, now=now)
    person = case.lead if step.by == "lead" else case.second
    if person is None or person.pk != actor.pk:
        who = ROLES[step.by].label
        raise CaseProblem(_("This milestone belongs to the %(part)s of the case.") % {"part": who}, code="not_yours")
    node = node_asked(case, step.node, now=now)
    if step.by == "lead":
        return facts_of(require_lead(case, actor, supervisor=case.supervisor, node=node, now=now))
    return facts_of(require(case, actor, node=node, role=CaseRole.SECOND, now=now))


@transaction.atomic
def finish_step(*, case: LoanCase, code: str, actor: User, note: str = "", now: datetime | None = None) -> Milestone:
    """Done, if everything it needs is there. Raises CaseProblem that names what is missing."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    finished = finished_codes(case)
    try:
        step = check_done(code, finished, closed=case.closed_on is not None)
    except NotAllowed as problem:
        raise _refusal(problem) from problem
    answer = require_actor(case, folder, step, actor, moment)
    if missing := unmet(code, needs_met(case, folder, code, actor, timezone.localdate(moment))):
        text = _("Still missing: %(needs)s.") % {"needs": _("; ").join(str(Need(need).label) for need in missing)}
        raise CaseProblem(text, code=f"needs_{missing[0]}")
    row = Milestone.objects.select_for_update().get(case=case, code=code)
    row.state, row.done_at, row.done_by_key, row.note = MilestoneState.DONE, moment, actor.key, note.strip()[:500]
    row.save(update_fields=["state", "done_at", "done_by_key", "note"])
    keep_event(
        case, CaseEventKind.DONE, actor=actor, now=moment, milestone=code, reason=note, details={"node": step.node, "answer": answer}
    )
    if answer:  # the office acts by its role, everybody else by an authority that is thereby used
        note_use(user=actor, node=step.node, on=timezone.localdate(moment))
    _consequences(case, code, actor, moment)
    case = locked_case(case)
    open_what_follows(case, folder, timezone.localdate(moment))
    return row


def _consequences(case: LoanCase, code: str, actor: User, moment: datetime) -> None:
    """Some milestones change the state of the case."""
    if code == "review":
        settle_review(locked_folder(case), moment)
    if code == "payout":
        close_case(case=case, state=CaseState.RUNNING, reason="", actor=actor, by_milestone=True, now=moment)
        skip_unplanned_checks(locked_case(case), locked_folder(case), actor=actor, now=moment)
        contract_of_payout(case, locked_folder(case), actor_key=actor.key, now=moment)
    # A loan that was written off stays so, whatever is collected of it.
    if code == "settlement" and case.state == CaseState.RUNNING:
        close_case(case=case, state=CaseState.SETTLED, reason=_("repaid in full"), actor=actor, by_milestone=True, now=moment)
        settle_contract(case, actor_key=actor.key, now=moment)


@transaction.atomic
def skip_step(*, case: LoanCase, code: str, reason: str, actor: User, now: datetime | None = None) -> Milestone:
    """An optional milestone is not needed here. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    folder = locked_folder(case)
    try:
        step = check_skip(code, finished_codes(case), reason)
    except NotAllowed as problem:
        raise _refusal(problem) from problem
    require_actor(case, folder, step, actor, moment)
    row = Milestone.objects.select_for_update().get(case=case, code=code)
    row.state, row.done_at, row.done_by_key, row.note = MilestoneState.SKIPPED, moment, actor.key, reason.strip()[:500]
    row.save(update_fields=["state", "done_at", "done_by_key", "note"])
    keep_event(case, CaseEventKind.SKIPPED, actor=actor, now=moment, milestone=code, reason=reason)
    open_what_follows(case, folder, timezone.localdate(moment))
    return row


@transaction.atomic
def return_step(*, case: LoanCase, code: str, to: str, reason: str, actor: User, now: datetime | None = None) -> list[str]:
    """Send the case back to an earlier milestone; everything that stood on it is to be done again. Raises CaseProblem."""
    moment, case, reason = now or timezone.now(), locked_case(case), reason.strip()
    folder = locked_folder(case)
    if not reason:
        raise CaseProblem(_("Say why the case goes back; the person reads it."), code="reason")
    try:
        again = check_return(code, to, finished_codes(case))
    except NotAllowed as problem:
        raise _refusal(problem) from problem
    if not acts_at(actor, folder, code):
        raise CaseProblem(_("Only who works on the case or the office sends it back."), code="not_yours")
    settle_review(folder, moment)
    for row in Milestone.objects.select_for_update().filter(case=case, code__in=again):
        row.state, row.done_at, row.done_by_key, row.opened_on, row.due_on = MilestoneState.WAITING, None, "", None, None
        if row.code == to:
            row.returned, row.returned_reason = row.returned + 1, reason[:300]
        row.save()
    waiting = [one for one in STEPS if one not in again and STEPS[one].after and set(STEPS[one].after) & set(again)]
    Milestone.objects.filter(case=case, code__in=waiting, state=MilestoneState.OPEN).update(state=MilestoneState.WAITING, due_on=None)
    if "sitting" in followers(to):
        take_off_agenda(folder, reason=reason, actor=actor, now=moment)
        folder.committee_item, folder.resolution = None, ""
        folder.save(update_fields=["committee_item", "resolution"])
    keep_event(
        case,
        CaseEventKind.RETURNED,
        actor=actor,
        now=moment,
        milestone=code,
        reason=reason,
        details={"to_step": to, "again": sorted(again)},
    )
    if "returned" not in case.kinds:
        case.kinds = sorted([*case.kinds, "returned"])
        case.save(update_fields=["kinds"])
        renew_kinds(case)
    open_what_follows(case, folder, timezone.localdate(moment))
    return sorted(again)


@transaction.atomic
def sign_in_on_site(
    *, case: LoanCase, user: User, place: str = "", latitude: Decimal | None = None, longitude: Decimal | None = None,
    now: datetime | None = None,
) -> SiteSignIn:  # fmt: skip
    """One's own arrival, now; coordinates are cut to about a kilometre. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    locked_folder(case)
    if user.pk not in {case.lead_id, case.second_id}:
        raise CaseProblem(_("Lead and second sign in, each for themselves."), code="not_yours")
    role = CaseRole.LEAD if user.pk == case.lead_id else CaseRole.SECOND
    if role == CaseRole.LEAD:
        require_lead(case, user, supervisor=case.supervisor, node="investigation", now=moment)
    else:
        require(case, user, node="investigation", role=role, now=moment)
    newest = SiteSignIn.objects.filter(case=case, user=user).order_by("-signed_at").first()
    sent_back = reopened_at(case, "investigation")
    if newest is not None and (sent_back is None or newest.signed_at > sent_back) and moment - newest.signed_at < SIGN_IN_AGAIN:
        return newest
    rough = [None if value is None else value.quantize(Decimal("0.01")) for value in (latitude, longitude)]
    return SiteSignIn.objects.create(
        case=case, user=user, role=role, signed_at=moment, place=place.strip()[:60], latitude=rough[0], longitude=rough[1]
    )


@transaction.atomic
def add_case_file(*, case: LoanCase, code: str, file: IO[bytes], found: Upload, actor: User, now: datetime | None = None) -> CaseFile:
    """A checked upload, kept privately with its digest. Raises CaseProblem."""
    moment, case = now or timezone.now(), locked_case(case)
    locked_folder(case)
    if code not in STEPS:
        raise CaseProblem(_("There is no such milestone."), code="unknown")
    content = file.read()
    row = CaseFile(
        case=case,
        milestone=code,
        kind=FileKind.PHOTO if found.kind in {"jpg", "png", "webp"} else FileKind.PAPER,
        name=found.name,
        content_type=found.content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        added_by=actor,
        added_at=moment,
    )
    row.file.save(found.name, ContentFile(content), save=False)
    row.save(force_insert=True)
    keep_event(case, CaseEventKind.FILED, actor=actor, now=moment, milestone=code, details={"sha256": row.sha256, "kind": str(row.kind)})
    return row
