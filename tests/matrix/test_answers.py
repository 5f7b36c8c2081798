"""Every address as everybody: who gets through, who may not, for whom it does not exist."""

from collections.abc import Iterator

import pytest

from .addresses import by_label
from .asking import Answer, Visitor, mixed_urls, url_for
from .conftest import Site
from .lines import REACHED, Line
from .tables import cases

METHODS = ("GET", "POST")
UNION = ("hr", "admin", "auditor", "leader", "board", "instructor")


def allowed(line: Line, method: str) -> str | None:
    return line.get if method == "GET" else line.post


def within(line: Line, method: str, parts: tuple[str, ...]) -> set[int]:
    """What people of the bank the address is about may be answered."""
    people = allowed(line, method)
    if line.machine:
        return {405} if people is None else {401}
    if people is None and method == "GET":
        # A page for a few may hide that it takes POST only.
        return {405} if set(parts) & set((line.post or "").split()) else {404, 405}
    if people is None:
        # Nothing is changed here: either the method is refused, or the page is shown as to a reader.
        return {405} | within(line, "GET", parts)
    if set(parts) & set(people.split()):
        return {line.gives} if method == "GET" else set(REACHED)
    return {403} if set(parts) & set(line.seen.split()) else {404}


def outside(line: Line, method: str) -> set[int]:
    """For another bank what is ours doesn't exist; a method that the address never takes is refused whatever it names."""
    return {404} if allowed(line, method) is not None else {404, 405}


def anonymous(line: Line, method: str) -> set[int]:
    if line.open:
        return within(line, method, ("trainee",)) | REACHED if allowed(line, method) is not None else {404, 405}
    return {302} if allowed(line, method) is not None else {302, 405}


def asked(line: Line, method: str, people: dict[str, Visitor]) -> dict[str, Visitor]:
    """Everybody where the method does something; where it can't, one who gets through otherwise and one who doesn't are enough."""
    if allowed(line, method) is not None:
        return people
    through = set((line.get or line.post or "").split())
    some = [next((part for part in people if (part in through) is wanted), "") for wanted in (True, False)]
    return {part: people[part] for part in some if part}


def expected(line: Line, site: Site) -> Iterator[tuple[str, str, Visitor, set[int]]]:
    """Who asks how, and what they may be answered."""
    ours = line.about_ours and not line.open
    for method in METHODS:
        for part, visitor in asked(line, method, site.own).items():
            yield method, part, visitor, within(line, method, (part,))
        if ours:
            for part, visitor in asked(line, method, site.other).items():
                yield method, f"other {part}", visitor, outside(line, method)
        # At the union there is no class, no logo, nothing to choose from: a page about these is not there.
        yield method, "union", site.union, outside(line, method) if ours else {404} | within(line, method, UNION)
        yield method, "nobody signed in", site.nobody, anonymous(line, method)


def fits(answer: Answer, wanted: set[int], who: str, line: Line, url: str) -> bool:
    if answer.status not in wanted:
        return False
    if who == "nobody signed in" and not line.open and answer.status == 302:
        return answer.location.startswith("/login/")
    return line.open or not answer.sent_elsewhere or url.startswith(answer.sent_elsewhere)


@pytest.mark.parametrize(("label", "line"), cases(), ids=[f"{label} {line.of}".strip() for label, line in cases()])
def test_everybody_gets_their_answer(label: str, line: Line, site: Site) -> None:
    url = url_for(by_label()[label], line, site.ours)
    wrong = []
    for method, who, visitor, wanted in expected(line, site):
        answer = visitor.ask(method, url)
        if not fits(answer, wanted, who, line, url):
            wrong.append(f"{method} as {who}: {answer}, not {' or '.join(map(str, sorted(wanted)))}")
    assert wrong == []


MIXED = [(label, line) for label, line in cases() if sum(not thing.startswith("=") for thing in line.things) > 1]


@pytest.mark.parametrize(("label", "line"), MIXED, ids=[f"{label} {line.of}" for label, line in MIXED])
def test_one_banks_things_dont_lie_under_anothers(label: str, line: Line, site: Site) -> None:
    """Our class with their roster, our ranking with their person: whoever gets through to either finds nothing there."""
    answers = {
        (url, method, bank, part): visitor.ask(method, url).status
        for url in mixed_urls(by_label()[label], line, site.ours, site.theirs)
        for method in METHODS
        for bank, people in (("ours", site.own), ("theirs", site.other))
        for part, visitor in people.items()
        if part in (allowed(line, method) or "").split()
    }
    assert {asked: status for asked, status in answers.items() if status != 404} == {}
