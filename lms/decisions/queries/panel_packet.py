"""The packet of one item (材料包): what a panel reads about a person, in a fixed order, as plain values without names or free text."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from lms.cohorts.models import Enrolment
from lms.evidence.domain.content import NODES, plain_decimal
from lms.evidence.enums import EvidenceKind
from lms.evidence.models import Competency, Evidence
from lms.evidence.queries import evidence_of_people
from lms.people.models import Authority, Mentorship, User
from lms.people.queries import answer_of
from lms.records.models import ChainHead

FORMAT = "panel_packet/1"
KINDS = (EvidenceKind.OBSERVATION, EvidenceKind.EXAM, EvidenceKind.SIMULATION, EvidenceKind.BUSINESS)
MOST_OBSERVATIONS = 200

Json = dict[str, Any]


def build_packet(*, user: User, node: str, verdict: Mapping[str, Any] | None, today: date, asked: Mapping[str, Any]) -> Json:
    """Who and on which footing · stages now · the verdict as computed · observations · what counts against · exams · mentors."""
    assert user.bank is not None  # only people of a bank stand before its panel
    rows = list(evidence_of_people(user.bank, [user.key], kinds=KINDS).order_by("happened_at", "id"))
    seen = [row for row in rows if row.kind == EvidenceKind.OBSERVATION and _node(row) == node][-MOST_OBSERVATIONS:]
    head = ChainHead.objects.filter(chain=f"bank:{user.bank.public_id}").first()
    return {
        "format": FORMAT,
        "frozen_on": today.isoformat(),
        "person": _person(user),
        "asked": dict(asked),
        "stages": _stages(user),
        "verdict": dict(verdict) if verdict is not None else None,
        "observations": [_observation(row) for row in seen],
        "critical": [_critical(row) for row in rows if is_critical(row)],
        "proofs": [_proof(row) for row in rows if row.kind in (EvidenceKind.EXAM, EvidenceKind.SIMULATION)][-40:],
        "mentors": _mentors(user, today),
        "raters": sorted({row.rater_key for row in seen if row.rater_key}),
        "ledger": None if head is None else {"chain": head.chain, "position": head.position, "digest": head.digest},
    }


def _person(user: User) -> Json:
    enrolment = Enrolment.objects.filter(user=user).select_related("cohort").order_by("-joined_on", "-pk").first()
    return {
        "key": user.key,
        "footing": enrolment.legal_footing if enrolment else "",
        "cohort": enrolment.cohort.public_id if enrolment else "",
    }


def _stages(user: User) -> list[Json]:
    """What the grants say, and whether they still hold; what is left of one that has lapsed is a grant of its own from that night on."""
    held = {row.node: row for row in Authority.objects.filter(user=user, ended_at__isnull=True).select_related("user")}
    found = []
    for code, _name, _english in NODES:
        row = held.get(code)
        told = answer_of(row, role="observer", at=timezone.now()) if row else None
        found.append(
            {
                "node": code,
                "level": row.level if row else "0",
                "until": told.until.isoformat() if told and told.until else None,
                "suspended": bool(row and row.suspended_at),
                "lapsed": bool(row and told and not row.suspended_at and told.stage != row.level),
            }
        )
    return found


def _node(row: Evidence) -> str:
    return row.competency.code if row.competency else ""


def _observation(row: Evidence) -> Json:
    """``details`` as the operations room writes them; whatever is missing stays empty."""
    details = row.details
    score = details.get("score")
    return {
        "evidence": row.public_id,
        "on": timezone.localdate(row.happened_at).isoformat(),
        "received": str(details.get("received", "")),
        "case": str(details.get("case", "")),
        "role": str(details.get("role", "")),
        "helped": row.level,
        "ahead": row.level_ahead,
        "mentor": row.rater_key,
        "industry": str(details.get("industry", "")),
        "kinds": [str(kind) for kind in details.get("kinds", [])],
        "difficulty": str(details.get("difficulty", "")),
        "score": plain_decimal(Decimal(str(score))) if score not in (None, "") else None,
        "red_line": details.get("red_line") is True,
        "note": details.get("note") is True,
    }


def is_critical(row: Evidence) -> bool:
    return bool(row.details.get("critical")) or row.details.get("red_line") is True


def _critical(row: Evidence) -> Json:
    return {
        "evidence": row.public_id,
        "on": timezone.localdate(row.happened_at).isoformat(),
        "kind": row.kind,
        "event": str(row.details.get("critical") or "red_line"),
        "node": _node(row),
    }


def _proof(row: Evidence) -> Json:
    return {
        "evidence": row.public_id,
        "kind": row.kind,
        "on": timezone.localdate(row.happened_at).isoformat(),
        "competency": _node(row),
        "raw": plain_decimal(row.raw),
        "maximum": plain_decimal(row.maximum),
        "level": row.level,
    }


def _mentors(user: User, today: date) -> list[Json]:
    rows = Mentorship.objects.filter(mentee=user).select_related("mentor").order_by("starts_on", "pk")
    return [
        {
            "key": row.mentor.key,
            "from": row.starts_on.isoformat(),
            "until": row.ends_on.isoformat() if row.ends_on else None,
            "now": row.starts_on <= today and (row.ends_on is None or row.ends_on >= today),
        }
        for row in rows
    ]


def node_names() -> dict[str, str]:
    """Nodes and topics in the reader's language; a node has its name before the tree is planted, too."""
    english = (get_language() or "").startswith("en")
    names = {code: name_en if english else name for code, name, name_en in NODES}
    return names | {one.code: str(one) for one in Competency.objects.all()}


def in_order(nodes: Iterable[str]) -> list[str]:
    """As the credit process goes."""
    wanted = set(nodes)
    return [code for code, _name, _english in NODES if code in wanted]


def keys_in(packet: Mapping[str, Any]) -> set[str]:
    """Everybody whom a packet names by key."""
    found = {one["key"] for one in packet["mentors"]} | {one["mentor"] for one in packet["observations"]}
    return {key for key in (found | {packet["person"]["key"]} | set(packet["raters"])) if key}


def names_of(keys: Iterable[str], bank_id: int | None) -> dict[str, str]:
    """Names for keys, read when they are shown: what is frozen holds keys only."""
    return dict(User.objects.filter(key__in=list(keys), bank_id=bank_id).values_list("key", "name"))
