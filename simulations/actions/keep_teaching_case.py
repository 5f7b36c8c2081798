"""A bank's own cases: kept only when every identity of the file holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.domain.digests import named_digest
from lms.records.enums import Verb
from lms.toolkit.json_documents import InvalidDocument, read_text

from ..domain.case_file.reading import InvalidCase
from ..domain.case_file.recompute import audit_case
from ..domain.committee.case import FORMAT as COMMITTEE_FORMAT
from ..domain.committee.case import InvalidCase as InvalidCommitteeCase
from ..domain.committee.case import read_case as read_committee_case
from ..domain.investigation.playable import playable_problems
from ..models import TeachingCase
from .problems import InvestigationProblem


@dataclass(frozen=True)
class CaseFault:
    """One thing that is wrong: where in the file, a code to translate, what stands there and what should."""

    path: str
    code: str
    found: str = ""
    wanted: str = ""


class CaseRefused(Exception):
    """The file is not kept; ``faults`` says all of what is wrong with it."""

    def __init__(self, faults: list[CaseFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def checked_case(text: str) -> dict[str, Any]:
    """The file as an object: a case file that balances and can be visited, or a committee case; raises CaseRefused."""
    try:
        case = read_text(text)
        if case.get("format") == COMMITTEE_FORMAT:
            return _committee_case(case)
        differences = audit_case(case)
    except InvalidDocument as error:
        raise CaseRefused([CaseFault(error.path, error.reason, error.detail)]) from error
    except InvalidCase as error:
        raise CaseRefused([CaseFault(one.path, one.code, one.found) for one in error.problems]) from error
    faults = [CaseFault(one.path, one.reason, str(one.stored or ""), str(one.computed or "")) for one in differences]
    faults += [CaseFault(one.path, one.code, one.found) for one in playable_problems(case)]
    if faults:
        raise CaseRefused(faults)
    return case


def _committee_case(case: dict[str, Any]) -> dict[str, Any]:
    """What lies before a committee; its reader names the first line that is wrong."""
    try:
        read_committee_case(case)
    except InvalidCommitteeCase as error:
        raise CaseRefused([CaseFault(f"$.{error.path}", error.code)]) from error
    return case


@transaction.atomic
def keep_teaching_case(*, actor: User, title: str, source: str, case: Mapping[str, Any], now: datetime | None = None) -> TeachingCase:
    """``case`` comes from ``checked_case``. Raises InvestigationProblem where the library has it."""
    digest = named_digest(case)
    try:
        with transaction.atomic():
            kept = TeachingCase.objects.create(
                bank=actor.bank,
                title=title,
                source=source,
                file=dict(case),
                digest=digest,
                created_by=actor,
                created_at=now or timezone.now(),
            )
    except IntegrityError as error:
        raise InvestigationProblem("twice") from error
    _log(kept, actor, Verb.CREATED, now)
    return kept


@transaction.atomic
def archive_teaching_case(*, case: TeachingCase, actor: User, now: datetime | None = None) -> None:
    """Investigations that were given it go on; nobody is given it any more."""
    locked = TeachingCase.objects.select_for_update(of=("self",)).select_related("bank").get(pk=case.pk)
    if locked.archived_at is None:
        locked.archived_at = now or timezone.now()
        locked.save(update_fields=["archived_at"])
        _log(locked, actor, Verb.WITHDRAWN, now)


def _log(case: TeachingCase, actor: User, verb: str, now: datetime | None) -> None:
    log_act(
        organisation_key=case.bank.public_id,
        actor_key=actor.key,
        verb=verb,
        object_kind="teaching_case",
        object_id=case.public_id,
        details={"digest": case.digest},
        now=now,
    )
