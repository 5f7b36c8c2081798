"""Making a teaching case of a finished one: kept in the library of teaching cases, with nothing that leads back."""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import User
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.sealed_text import Unreadable, unseal
from simulations.actions.keep_teaching_case import CaseRefused, checked_case, keep_teaching_case
from simulations.actions.problems import InvestigationProblem
from simulations.models import TeachingCase

from ..domain.teaching import Telling, teaching_file
from ..enums import Resolution
from ..models import CaseFolder, LoanCase
from ..queries.committee_file import committee_file
from .folder import locked_folder
from .problems import CaseProblem

DECISIONS = {Resolution.APPROVED: "approve", Resolution.CONDITIONAL: "approve", Resolution.REFUSED: "refuse", Resolution.BLOCKED: "refuse"}


def _names(case: LoanCase, sealed: list[str]) -> list[str]:
    """Everybody and every shop whose name might stand in a text of the case."""
    try:
        found = [unseal(one) for one in sealed]
    except Unreadable as error:
        raise CaseProblem(_("The data can't be opened on this server any more: its key was changed."), code="key") from error
    return [*found, *(one.name for one in (case.lead, case.second, case.supervisor) if one)]


def told_again(*, case: LoanCase, title: str, customer: str, factor: Decimal, story: str) -> dict[str, Any]:
    """The file as it would be kept: the customer's fields dropped, names replaced by ``customer``, amounts scaled, dates taken out.

    For reading it before; writes nothing. Raises CaseProblem.
    """
    folder = CaseFolder.objects.select_related("customer").get(case=case)
    if case.closed_on is None or folder.resolution not in DECISIONS:
        raise CaseProblem(_("Only a decided and finished case becomes a teaching case."), code="state")
    visits = list(case.visits.values_list("merchant", "address", "operator_sealed"))
    sealed = [folder.customer.name_sealed, folder.customer.address_sealed, *case.ties.values_list("name_sealed", flat=True)]
    sealed += [operator for _merchant, _address, operator in visits]
    shops = [text for merchant, address, _operator in visits for text in (merchant, address)]
    names = [*_names(case, sealed), *shops, folder.customer.name_shown, folder.customer.number]
    try:
        return teaching_file(
            committee_file(case, folder), title=title, customer=customer, names=names, number=case.number, factor=factor,
            decision=DECISIONS[Resolution(folder.resolution)], story=story,
        )  # fmt: skip
    except Telling as error:
        raise CaseProblem(_("The text still tells who it was. Change the report's wording or the title."), code=error.code) from error
    except ValueError as error:
        raise CaseProblem({"factor": [_("Scale by 0.6 to 1.6.")]}, code="factor") from error


@transaction.atomic
def make_teaching_case(
    *, case: LoanCase, title: str, customer: str, factor: Decimal, story: str, actor: User, now: datetime | None = None
) -> TeachingCase:
    """Keeps what ``told_again`` tells in the library of teaching cases. Raises CaseProblem."""
    moment = now or timezone.now()
    locked_folder(case)
    made = told_again(case=case, title=title, customer=customer, factor=factor, story=story)
    try:
        data = checked_case(json.dumps(made, ensure_ascii=False))
        kept = keep_teaching_case(actor=actor, title=title, source=_("made from a real case, without its customer"), case=data, now=moment)
    except CaseRefused as error:
        raise CaseProblem(
            _("The case lacks something that a teaching case needs: %(what)s.") % {"what": error.faults[0].path}, code="file"
        ) from error
    except InvestigationProblem as error:
        raise CaseProblem(str(error), code="twice") from error
    log_act(
        organisation_key=case.bank.public_id,
        actor_key=actor.key,
        verb=Verb.CREATED,
        object_kind="teaching_case",
        object_id=kept.public_id,
        details={"from": "loan_case"},
        now=moment,
    )
    return kept
