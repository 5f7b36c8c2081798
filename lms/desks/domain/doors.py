"""Which desk belongs to which role, and what lies on it."""

from collections.abc import Iterable
from dataclasses import dataclass

# In the order in which a person's first desk is chosen.
DESK_ROLES: tuple[tuple[str, frozenset[str]], ...] = (
    ("union", frozenset({"union"})),
    ("hr", frozenset({"hr"})),
    ("administrator", frozenset({"administrator"})),
    ("class_teacher", frozenset({"class_teacher"})),
    ("instructor", frozenset({"instructor", "consultant"})),
    ("leader", frozenset({"leader", "auditor", "project_board"})),
    ("rater", frozenset({"mentor", "committee_member"})),
    ("trainee", frozenset({"trainee"})),
)


@dataclass(frozen=True)
class Door:
    """One entry of the rail: a label (to be translated), the name of its route, an icon; ``roles``: only these go through.

    ``also``: routes of other addresses whose pages lie behind the same door.
    """

    label: str
    route: str
    icon: str
    roles: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


def _(text: str) -> str:
    """Marks a label for translation; the frame translates it."""
    return text


TODAY = Door(_("Today"), "today", "home")
PANEL = ("panel-list", "panel-conditions", "recognition-list", "suspension-list", "ladder", "certificate-list")
CERTIFICATION = Door(_("Certification"), "certification-home", "shield", also=PANEL)
CASES = Door(_("Loan cases"), "case-list", "folder", also=("node-control", "customer-list", "signal-list", "operations-mode"))
LEDGERS = Door(_("Ledgers"), "visit-list", "shop", also=("contract-list", "day-list", "coverage-map", "visit-funnel", "report-list"))
SYSTEMS = Door(_("Connected systems"), "client-list", "link", frozenset({"administrator", "auditor"}))
LOG = Door(_("Log"), "act-list", "ledger", frozenset({"leader", "auditor", "administrator"}))
RAILS: dict[str, tuple[Door, ...]] = {
    "union": (TODAY,),
    "trainee": (
        TODAY,
        Door(_("Learn"), "course-list", "book"),
        Door(_("Exams"), "exam-list", "exam"),
        Door(_("Rehearse"), "rehearsals", "practice"),
        Door(_("Timetable"), "my-timetable", "calendar"),
        Door(_("My results"), "my-results", "chart"),
        Door(_("My cases"), "part-list", "mentor", also=("case-list", "customer-list")),
        LEDGERS,
        Door(_("My path"), "my-path", "flag", also=("my-panels", "my-certificates", "certification-home")),
    ),
    "instructor": (
        TODAY,
        Door(_("Classes"), "cohort-list", "people"),
        Door(_("Exams"), "exam-list", "exam"),
        Door(_("To mark"), "marking-list", "edit"),
        Door(_("Rehearse"), "rehearsals", "practice"),
        Door(_("Question bank"), "question-list", "ledger"),
        Door(_("Papers"), "paper-list", "file"),
        Door(_("Ratings"), "rating-list", "star"),
        Door(_("Media"), "media-list", "video"),
        Door(_("Courses"), "course-list", "book"),
    ),
    "class_teacher": (
        TODAY,
        Door(_("Classes"), "cohort-list", "people"),
        Door(_("Leave"), "leave-list", "calendar"),
        Door(_("Courses"), "course-list", "book"),
    ),
    "hr": (
        TODAY,
        Door(_("Classes"), "cohort-list", "people"),
        Door(_("Rankings"), "decision-list", "scale"),
        CASES,
        LEDGERS,
        CERTIFICATION,
        Door(_("Personnel"), "people-list", "user"),
        Door(_("Courses"), "course-list", "book"),
        Door(_("Exams"), "exam-list", "exam"),
        Door(_("Ratings"), "rating-list", "star"),
        Door(_("Programmes"), "programme-list", "ledger"),
        Door(_("Regulations"), "regulation-list", "file"),
        Door(_("Policies"), "policy-list", "settings"),
    ),
    "rater": (
        TODAY,
        Door(_("Cards"), "card-list", "edit", frozenset({"mentor"})),
        Door(_("Ratings"), "rating-list", "star"),
        CASES,
        Door(_("Certification"), "certification-home", "shield", frozenset({"mentor"}), PANEL),
        Door(_("Rehearse"), "rehearsals", "practice"),
        Door(_("Courses"), "course-list", "book"),
    ),
    "leader": (
        TODAY,
        Door(_("Classes"), "cohort-list", "people"),
        Door(_("Rankings"), "decision-list", "scale"),
        CASES,
        LEDGERS,
        CERTIFICATION,
        Door(_("Development"), "talent-board", "chart", frozenset({"leader", "project_board"})),
        Door(_("Regulations"), "regulation-list", "file"),
        Door(_("Policies"), "policy-list", "settings"),
        SYSTEMS,
        LOG,
    ),
    "administrator": (
        TODAY,
        Door(_("Personnel"), "people-list", "user"),
        Door(_("Organisation"), "organisation-tree", "bank"),
        Door(_("Regulations"), "regulation-list", "file"),
        Door(_("Policies"), "policy-list", "settings"),
        SYSTEMS,
        LOG,
    ),
}


def desks_for(roles: Iterable[str]) -> list[str]:
    """The desks of somebody with ``roles``, first choice first; who holds none has the trainee's, empty."""
    held = frozenset(roles)
    return [desk for desk, wanted in DESK_ROLES if held & wanted] or ["trainee"]


def chosen_desk(roles: Iterable[str], wanted: str) -> str:
    """``wanted`` where the person has it, else their first."""
    desks = desks_for(roles)
    return wanted if wanted in desks else desks[0]


def rail_of(desk: str, roles: Iterable[str]) -> list[Door]:
    """The doors of ``desk`` that somebody with ``roles`` can open."""
    held = frozenset(roles)
    return [door for door in RAILS[desk] if not door.roles or held & door.roles]
