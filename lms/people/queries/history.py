"""What was done to an account, in words, from the log of acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.records.models import Act

from ..enums import Role
from ..models import Organisation, User

KINDS = ("account", "membership", "sign_in_code", "session", "confidentiality", "second_factor", "level")
SENTENCES: dict[tuple[str, str], str | Promise] = {
    ("account", "created"): gettext_lazy("Account opened"),
    ("account", "changed"): gettext_lazy("Details changed"),
    ("account", "removed"): gettext_lazy("Account closed"),
    ("account", "approved"): gettext_lazy("Account opened again"),
    ("account", "password_changed"): gettext_lazy("Password set"),
    ("account", "signed_in"): gettext_lazy("Signed in"),
    ("membership", "created"): gettext_lazy("Role given"),
    ("membership", "changed"): gettext_lazy("Role ended"),
    ("sign_in_code", "issued"): gettext_lazy("One-time code issued"),
    ("session", "removed"): gettext_lazy("Devices signed out"),
    ("confidentiality", "acknowledged"): gettext_lazy("Confidentiality undertaking given"),
    ("second_factor", "removed"): gettext_lazy("Second factor removed"),
    ("level", "decided"): gettext_lazy("Level given"),
}


@dataclass(frozen=True)
class HistoryLine:
    happened_at: datetime
    recorded_at: datetime | None
    words: str
    detail: str
    actor: str
    reason: str


def history_acts(person: User) -> QuerySet[Act]:
    """The log's lines about ``person``'s account, newest first; signing in is left out, it would drown the rest."""
    acts = Act.objects.filter(object_kind__in=KINDS, object_id=person.key, organisation_key=person.bank.public_id if person.bank else "")
    return acts.exclude(verb="signed_in").order_by("-id")


def _detail(act: Act, nodes: dict[str, str]) -> str:
    details = act.details
    role = dict(Role.choices).get(details.get("role", ""), "")
    parts = [str(role), nodes.get(details.get("organisation", ""), "")]
    parts += [_("from %(day)s") % {"day": details["from"]}] if "from" in details else []
    parts += [_("until %(day)s") % {"day": details["until"]}] if "until" in details else []
    return " · ".join(part for part in parts if part)


def history_lines(acts: Iterable[Act], *, bank: Organisation) -> list[HistoryLine]:
    """Acts as lines; two queries for the names, whatever their number."""
    rows = list(acts)
    names = dict(User.objects.filter(bank=bank, key__in={act.actor_key for act in rows}).values_list("key", "name"))
    wanted = {act.details.get("organisation", "") for act in rows}
    nodes = dict(Organisation.objects.filter(bank=bank, public_id__in=wanted).values_list("public_id", "name"))
    return [
        HistoryLine(
            happened_at=act.happened_at,
            recorded_at=act.recorded_at,
            words=str(SENTENCES.get((act.object_kind, act.verb), act.get_verb_display())),
            detail=_detail(act, nodes),
            actor=names.get(act.actor_key, ""),
            reason=act.reason,
        )
        for act in rows
    ]
