"""The log of acts within a reader's scope, filtered and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lms.people.models import User
from lms.people.queries import people_visible_to, search_people
from lms.records.enums import Verb
from lms.records.models import Act
from lms.records.queries import acts_of
from lms.toolkit.activities import kind

from ..permissions import reads_whole_log
from .rows import day_span, names_for

OBJECTS: dict[str, str | Promise] = {
    "account": _("account"),
    "accounts": _("accounts, several at once"),
    "act_list": _("log of acts"),
    "bank_access": _("reading by the provincial union"),
    "acknowledgements": _("list of acknowledgements"),
    "calendar": _("holidays and make-up days"),
    "calendar_feed": _("calendar subscription"),
    "chain_head": _("head of the chain"),
    "class_progress": _("progress of a class"),
    "client_system": _("connected system"),
    "cohort": _("cohort"),
    "cohort_attendance": _("attendance of a class"),
    "cohort_list": _("list of cohorts"),
    "cohort_plan": _("plan of a cohort"),
    "committee": _("sitting of the review committee"),
    "committee_item": _("case before the review committee"),
    "committee_vote": _("vote in the review committee"),
    "conduct": _("conduct"),
    "confidentiality": _("confidentiality undertaking"),
    "course": _("course"),
    "course_offering": _("course opened to a cohort"),
    "decision": _("decision"),
    "delivery": _("message to a connected system"),
    "enrolment": _("enrolment"),
    "evidence": _("fact"),
    "evidence_list": _("facts about a person"),
    "evidence_note": _("note of a fact"),
    "exam": _("exam"),
    "investigation": _("mock investigation on one's own"),
    "investigation_part": _("part of a mock investigation"),
    "leave": _("leave"),
    "lessonanswer": _("answer under a lesson"),
    "lessonquestion": _("question under a lesson"),
    "level": _("level"),
    "media_item": _("media item"),
    "membership": _("role"),
    "memberships": _("roles, several at once"),
    "case_part": _("part in a case"),
    "loan": _("how a loan runs"),
    "kinship": _("declaration of relatives"),
    "mentor_agreement": _("mentoring agreement"),
    "mentor_talk": _("mentoring talk"),
    "observation": _("observation card"),
    "mentorship": _("mentoring pair"),
    "organisation": _("organisation"),
    "paper": _("exam paper"),
    "people_list": _("list of people"),
    "policy": _("policy"),
    "programme": _("programme"),
    "question": _("question"),
    "question_bank": _("question bank"),
    "rating_batch": _("round of ratings"),
    "rating_task": _("rating task"),
    "regulation_version": _("version of a regulation"),
    "room": _("room"),
    "rubric": _("rubric"),
    "rule_version": _("version of a rule"),
    "certification_list": _("people by nodes"),
    "certification_profile": _("certification profile"),
    "certification_record": _("way to working solo"),
    "second_factor": _("second factor"),
    "session": _("signed-in device"),
    "sign_in_code": _("one-time code"),
    "sitting": _("sitting"),
    "slot": _("session of the timetable"),
    "slot_attendance": _("attendance of a session"),
    "slots": _("sessions of the timetable"),
    "authority": _("authority"),
    "case_file": _("folder of a case"),
    "case_signal": _("signal"),
    "certificate": _("certificate"),
    "certificates": _("register of certificates"),
    "contract": _("loan contract"),
    "customer": _("customer"),
    "day_sheet": _("daily sheet"),
    "grid_area": _("grid area"),
    "ladder": _("admission to observing"),
    "ledger_report": _("report of the ledgers"),
    "loan_case": _("loan case"),
    "loan_case_list": _("list of loan cases"),
    "node_control": _("node control"),
    "operations_mode": _("mode of loan operations"),
    "panel": _("sitting of the certification panel"),
    "panel_item": _("item of the certification panel"),
    "post_standard": _("matrix of the posts"),
    "signing_key": _("signing key"),
    "suspension": _("suspension"),
    "visit": _("customer visit"),
    "teaching_case": _("teaching case"),
}


def acts_visible_to(user: User) -> QuerySet[Act]:
    """The whole log for readers at the bank; below it, acts by or about the people they see."""
    rows = acts_of(user.bank.public_id if user.bank else "-")
    if reads_whole_log(user):
        return rows
    people = people_visible_to(user).values("key")
    return rows.filter(Q(actor_key__in=people) | Q(object_id__in=people))


def object_words(code: str) -> str:
    """What a code of an object or a source means; a registered activity says it best."""
    registered = kind(code)
    return str(registered.label) if registered else str(OBJECTS.get(code, code))


@dataclass(frozen=True)
class ActFilter:
    """What a reader asks for; empty parts don't narrow."""

    person: str = ""
    verb: str = ""
    object_kind: str = ""
    first: date | None = None
    last: date | None = None

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> "ActFilter":
        """From the address or a job's arguments; what makes no sense is left out."""
        verb, kind = str(asked.get("verb", "")), str(asked.get("object", ""))
        return cls(
            person=str(asked.get("q", "")).strip()[:60],
            verb=verb if verb in Verb.values else "",
            object_kind=kind if kind in OBJECTS else "",
            first=parse_day(asked.get("first", "")),
            last=parse_day(asked.get("last", "")),
        )

    def as_args(self) -> dict[str, str]:
        """The same as plain text, for a job."""
        first, last = (day.isoformat() if day else "" for day in (self.first, self.last))
        return {"q": self.person, "verb": self.verb, "object": self.object_kind, "first": first, "last": last}

    @property
    def narrows(self) -> bool:
        return any(self.as_args().values())


def parse_day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def filter_acts(rows: QuerySet[Act], user: User, wanted: ActFilter) -> QuerySet[Act]:
    """Narrow ``rows``; a person is found by name, pinyin or number, as the one who acted or who is concerned."""
    if wanted.person:
        keys = search_people(people_visible_to(user), wanted.person).values("key")
        rows = rows.filter(Q(actor_key__in=keys) | Q(object_id__in=keys))
    if wanted.verb:
        rows = rows.filter(verb=wanted.verb)
    if wanted.object_kind:
        rows = rows.filter(object_kind=wanted.object_kind)
    return rows.filter(**day_span(wanted.first, wanted.last))


@dataclass(frozen=True)
class ActLine:
    """One act with names where the reader may know them."""

    act: Act
    actor: str
    object_words: str
    concerned: str
    details: str


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def act_lines(user: User, acts: Iterable[Act]) -> list[ActLine]:
    """Lines for a page or a sheet; one query for all names."""
    rows = list(acts)
    persons = {str(act.details.get("person", "")) for act in rows}
    names = names_for(user, {act.actor_key for act in rows} | {act.object_id for act in rows} | persons)
    lines = []
    for act in rows:
        concerned = names.get(act.object_id, "") or names.get(str(act.details.get("person", "")), "")
        details = "; ".join(f"{name}: {_plain(value)}" for name, value in sorted(act.details.items()) if name != "person")
        lines.append(ActLine(act, names.get(act.actor_key, ""), object_words(act.object_kind), concerned, details))
    return lines
