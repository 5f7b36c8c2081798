"""What a line of the matrix says: who gets through to an address by which method, and what everybody else is told."""

from dataclasses import dataclass

from tests.cast import PARTS
from tests.factories.world.people import APART

PEOPLE = (*PARTS, *APART, "classmate", "left", "branch_hr", "branch_leader", "branch_admin", "nobody")
EVERYBODY = " ".join(PEOPLE)

# Who holds a role, wherever in the bank.
TRAINEES = "trainee classmate left trainee_apart"
MENTORS = "mentor mentor_apart"
INSTRUCTORS = "instructor instructor_apart"
TEACHERS = "class_teacher teacher_apart"
HR = "hr branch_hr"
LEADERS = "leader branch_leader"
ADMINS = "admin branch_admin"
AUTHORS = f"{INSTRUCTORS} consultant"
MANAGERS = f"{HR} {ADMINS}"
OVERSIGHT = f"{MANAGERS} {LEADERS} board auditor"

# Who stands in a relation to the class, or to the trainee.
OFFICE = "hr leader board auditor admin"
STAFF = "instructor class_teacher"
SEATED = "trainee classmate"

# What counts as having got through: a page, a step further, or a form that says what is missing.
REACHED = frozenset({200, 302, 400, 409, 422})


@dataclass(frozen=True)
class Line:
    """One address.

    ``of``     what it is about: names of things in the world, in the order of the route's arguments; ``=text`` stands for itself
    ``get``    who reads it; None: it can't be read (405)
    ``post``   who changes something by it; None: nothing is changed by it
    ``seen``   who sees that it exists but may not (403); everybody else of the bank is told that it doesn't exist (404)
    ``gives``  what a reader gets
    ``query``  a thing of the world that is appended after ``?``
    ``open``   served without signing in
    ``csrf``   asks for the token on POST
    ``machine`` answers connected systems alone: people are told 401, signed in or not
    """

    of: str = ""
    get: str | None = ""
    post: str | None = None
    seen: str = ""
    gives: int = 200
    query: str = ""
    open: bool = False
    csrf: bool = True
    machine: bool = False

    @property
    def things(self) -> tuple[str, ...]:
        return tuple(self.of.split())

    @property
    def about_ours(self) -> bool:
        """Whether it names something of the bank: for everybody else that doesn't exist."""
        return any(not thing.startswith("=") for thing in self.things)


def but(people: str, without: str) -> str:
    """``people`` without some of them."""
    return " ".join(part for part in people.split() if part not in without.split())


Table = dict[str, Line | tuple[Line, ...]]


def page(readers: str, of: str = "", **more: object) -> Line:
    """Something to read."""
    return Line(of=of, get=readers, **more)  # type: ignore[arg-type]  # checked by the dataclass's callers


def form(people: str, of: str = "", *, readers: str | None = None, **more: object) -> Line:
    """A page that is read and sent; ``readers`` where more people read than send."""
    return Line(of=of, get=people if readers is None else readers, post=people, **more)  # type: ignore[arg-type]  # as above


def act(people: str, of: str = "", **more: object) -> Line:
    """A change by a button."""
    return Line(of=of, get=None, post=people, **more)  # type: ignore[arg-type]  # as above


def machine(method: str, of: str = "") -> Line:
    """A door of the interface for connected systems."""
    asked = {"GET": {"get": "", "post": None}, "POST": {"get": None, "post": ""}}[method]
    return Line(of=of, open=True, csrf=False, machine=True, **asked)  # type: ignore[arg-type]  # as above
