"""The matrix is whole: every address has its line, every line its address, and no line is empty by mistake."""

from collections import Counter

from .addresses import addresses, by_label
from .lines import PEOPLE, Line
from .studio import PREFIX
from .tables import cases, rooms


def test_every_address_is_declared() -> None:
    """A new page is one line in the table of its room: docs/how-to/a-page.md."""
    declared = {label for table in rooms().values() for label in table}
    served = {label for label, address in by_label().items() if not address.route.startswith(PREFIX)}
    assert served - declared == set()
    assert declared - served == set()


def test_every_address_has_a_name() -> None:
    """One without a name could hide behind another's line; Wagtail's two answer 404 whatever is asked."""
    assert [address.route for address in addresses() if not address.name and not address.route.startswith(PREFIX)] == []
    assert [address.route for address in addresses() if not address.name] == ["studio/test404/", "studio/^.*/$"]


def test_no_address_is_declared_twice() -> None:
    times = Counter(label for table in rooms().values() for label in table)
    assert [label for label, count in times.items() if count > 1] == []


def test_a_line_names_as_many_things_as_its_route() -> None:
    assert {label for label, line in cases() if len(line.things) != len(by_label()[label].arguments)} == set()


def test_lines_speak_of_known_people() -> None:
    named = {part for _label, line in cases() for people in _lists(line) for part in people.split()}
    assert named - set(PEOPLE) == set()


def _lists(line: Line) -> tuple[str, str, str]:
    return line.get or "", line.post or "", line.seen
