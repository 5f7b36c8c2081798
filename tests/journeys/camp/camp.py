"""What every step of the story holds in its hands: the site, the people, the day, and where the class's pages are."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from tests.clock import SHANGHAI

from .person import DESK, Looked, Person
from .site import Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MONDAY = date(2026, 3, 2)


@dataclass
class Camp:
    """``pages`` remembers addresses by a name, ``people`` everybody who has come."""

    browser: "Browser"
    site: Site
    folder: Path
    today: date = MONDAY
    looked: Looked = field(default_factory=Looked)
    people: dict[str, Person] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)

    def clock(self, day: int, at: str) -> None:
        """``day`` counts from the Monday on which HR begins; whoever was signed in the day before signs in again."""
        moment = datetime.combine(MONDAY + timedelta(days=day), time.fromisoformat(at), SHANGHAI)
        self.site.tell(moment)
        self.today = moment.date()

    def somebody(self, number: str, *, organisation: str = "demo", size: tuple[int, int] = DESK) -> Person:
        """A browser for this account, not signed in yet."""
        one = Person(self.browser, self.site.address, number, organisation=organisation, size=size, looked=self.looked)
        self.people[f"{organisation}/{number}"] = one
        return one

    def at_work(self, number: str) -> Person:
        """A demo account signed in, by whichever browser it has."""
        one = self.people.get(f"demo/{number}") or self.somebody(number)
        one.sign_in()
        return one

    def close(self) -> None:
        for one in self.people.values():
            one.close()
