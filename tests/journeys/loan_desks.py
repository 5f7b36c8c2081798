"""The people of one real loan, each with a browser, and what they do on its milestones."""

from pathlib import Path
from typing import Any

from lms.operations.models import LoanCase, Milestone
from lms.people.enums import Role
from lms.people.models import Organisation, User
from tests.factories.casework import entrust
from tests.factories.people import make_user
from tests.factories.world.ledgers import PIXEL

from .device import DESK, PHONE, Device
from .office import says, send

NODES = ("acceptance", "admission", "investigation", "report", "approval", "disbursement", "post_loan", "collection")


class Office:
    """The people of one case, each with a browser: the lead and one member on the phone."""

    def __init__(self, bank: Organisation, device: Any, folder: Path) -> None:
        def person(role: str, name: str) -> User:
            return make_user(bank, role, name=name)

        self.bank, self.folder = bank, folder
        people = {
            "hr": (person(Role.HR, "何敏"), DESK),
            "boss": (person(Role.LEADER, "钟行长"), DESK),
            "lead": (person(Role.MENTOR, "李向阳"), PHONE),
            "second": (person(Role.TRAINEE, "王芳"), DESK),
            "chair": (person(Role.COMMITTEE_MEMBER, "周主审"), DESK),
            "member": (person(Role.COMMITTEE_MEMBER, "吴委员"), DESK),
            "other": (person(Role.COMMITTEE_MEMBER, "郑委员"), PHONE),
        }
        for name in ("lead", "second"):
            entrust(people[name][0], *NODES)
        self.devices: dict[str, Device] = {name: device(user, size) for name, (user, size) in people.items()}
        (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
        (folder / "shop.png").write_bytes(PIXEL)

    def __getattr__(self, name: str) -> Device:
        if name not in self.__dict__.get("devices", {}):
            raise AttributeError(name)
        return self.devices[name]

    @property
    def case(self) -> LoanCase:
        return LoanCase.objects.get()

    def step(self, who: str, code: str) -> Device:
        one = self.devices[who]
        one.open("case-step", self.case.public_id, code)
        return one

    def attach(self, who: str, code: str, name: str = "paper.pdf") -> None:
        send(self.step(who, code), "/paper/", file=str(self.folder / name))

    def save(self, who: str, code: str, **answers: Any) -> None:
        send(self.step(who, code), "/save/", **answers)

    def done(self, who: str, code: str) -> None:
        send(self.step(who, code), "/done/")
        assert Milestone.objects.get(case=self.case, code=code).state == "done", self.devices[who].page.locator("main").inner_text()

    def refused(self, who: str, code: str, words: str, picture: str = "") -> None:
        one = self.step(who, code)
        send(one, "/done/")
        says(one, words)
        assert Milestone.objects.get(case=self.case, code=code).state == "open"
        if picture:
            look(one, picture)


def look(device: Device, name: str) -> None:
    device.picture(name)
    device.clean()
