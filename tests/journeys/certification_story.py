"""The people of the way from a first visit to solo certification, their devices, and the rows that need no page of their own."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from lms.cohorts.models import Cohort
from lms.operations.actions import change_case, close_case
from lms.operations.enums import CaseState
from lms.operations.models import LoanCase
from lms.people.enums import Role
from lms.people.models import Authority, User
from tests.cast import Cast
from tests.factories.decisions import make_class, make_draft, publish
from tests.factories.observation import make_card, make_case, make_part
from tests.factories.panels import make_authority
from tests.factories.people import make_user

from .device import DESK, PHONE, Device

PASSWORD = "a-long-enough-password"
VERIFIER = Path(settings.BASE_DIR) / "docs/formats/verify_certificate.py"
TRADES = ("retail", "catering", "crops")
NODES = ("investigation", "report")
LEADS = {"node": "investigation", "role": "lead", "amount": Decimal(100_000)}
ON_PHONES = {"trainee", "mentor", "other", "second"}


@dataclass
class Story:
    """``mentor`` and ``other`` are recognised first; ``both`` is mentor and trainee, ``lapsed`` a mentor whose time is over."""

    cast: Cast
    make_device: Callable[..., Device]
    people: dict[str, User]
    cohort: Cohort
    devices: dict[str, Device] = field(default_factory=dict)

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def at(self, name: str) -> Device:
        """That person's device, opened when first asked for; "nobody" is a stranger."""
        if name not in self.devices:
            self.devices[name] = self.make_device(self.people.get(name), PHONE if name in ON_PHONES else DESK)
        return self.devices[name]

    def case(self, number: str, days_ago: int = 30, **fields: Any) -> LoanCase:
        return make_case(self.cast.bank, number=number, opened_on=timezone.localdate() - timedelta(days=days_ago), **fields)


def cast_story(cast: Cast, make_device: Callable[..., Device]) -> Story:
    """A class whose evaluation is final, and everybody who will have a say."""
    bank = cast.bank
    signers = {"hr": cast.hr, "board": cast.board, "leader": cast.leader, "auditor": cast.auditor}
    roles = {
        "mentor": (Role.MENTOR, "陈师傅"), "other": (Role.MENTOR, "方师傅"), "lapsed": (Role.MENTOR, "赵师傅"),
        "kin": (Role.MENTOR, "许师傅"),
        "board2": (Role.PROJECT_BOARD, "项目组乙"), "chair": (Role.COMMITTEE_MEMBER, "周主席"),
        "first": (Role.COMMITTEE_MEMBER, "吴委员"), "second": (Role.COMMITTEE_MEMBER, "孙委员"),
    }  # fmt: skip
    people = signers | {name: make_user(bank, role, name=words) for name, (role, words) in roles.items()}
    people["both"] = make_user(bank, Role.MENTOR, Role.TRAINEE, name="何两岗")
    cohort, enrolments = make_class(bank, 4)
    decision = publish(make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board]), cast.hr, [cast.leader])
    type(decision).objects.filter(pk=decision.pk).update(state="final", final_at=timezone.now())
    people["trainee"] = decision.standings.filter(outcome__choice="pass").order_by("position")[0].user
    for name, words in (("hr", "人事岗"), ("board", "项目组甲"), ("leader", "分管行长"), ("auditor", "审计岗"), ("trainee", "郑学员")):
        people[name].name = words
    for person in people.values():
        person.set_password(PASSWORD)
        person.save()
    return Story(cast, make_device, people, cohort)


def watched_and_taken_part(story: Story, node: str, *, watched: int, together: int, led: int) -> None:
    """Cards that have no page-time in the story, each on a case of its own and given on its day, the newest last; and what earlier
    sittings granted. The recognition and the admission of the first pages lie months back by then."""
    trainee, mentors, now = story["trainee"], (story["mentor"], story["other"]), timezone.now()
    Authority.objects.filter(user__in=[trainee, *mentors], ended_at=None).update(starts_at=now - timedelta(days=100))
    moments = [now - timedelta(days=ago) for ago in range(60, 0, -2)]
    stages = (("observer", watched, "1", "2a"), ("second", together, "3a", "3a"), ("lead", led, "3b", "4"))
    for role, count, level, ahead in stages:
        if role != "observer":
            level_held = "2a" if role == "second" else "3a"
            make_authority(trainee, node, level_held, actor=story["hr"], decision="earlier-sitting", now=moments[0])
        for number in range(count):
            moment = moments.pop(0)
            case = story.case(f"XD-{node}-{role}-{number}", 90, node=node, industry=TRADES[number % 3], kinds=["first_loan"])
            # Whoever signed the last card of watching does not sign the last one of leading.
            mentor = mentors[(number + (role == "lead")) % 2]
            day = timezone.localdate(moment)
            part = make_part(case, trainee, mentor, node=node, role=role, planned_on=day, now=moment)
            make_card(part, observed_on=day, level=level, level_ahead=ahead, score=86, now=moment)
            _what_became_of_it(case, number, story["hr"])


def _what_became_of_it(case: LoanCase, number: int, actor: User) -> None:
    """As on real cases: whether one is refused or sent back shows only after the card was given."""
    if number % 3 == 0:
        close_case(case=case, state=CaseState.REFUSED, reason="贷审会未通过", actor=actor)
    elif number % 3 == 1:
        change_case(case=case, kinds=["returned"], actor=actor)


def verified(keys: str, paper: bytes, folder: Path) -> subprocess.CompletedProcess[str]:
    """The verifier that needs neither a network nor this software, as somebody else would run it."""
    (folder / "keys.json").write_text(json.dumps(json.loads(keys)), encoding="utf-8")
    (folder / "paper.pdf").write_bytes(paper)
    command = [sys.executable, str(VERIFIER), str(folder / "keys.json"), str(folder / "paper.pdf")]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def in_a_year() -> str:
    return str(timezone.localdate() + timedelta(days=360))


def look(device: Device, name: str, *args: str, picture: str = "", query: str = "") -> str:
    """Opens a page, takes its picture and checks it."""
    device.open(name, *args, query=query)
    if picture:
        device.picture(f"certification-{picture}")
        device.clean()
    return device.words()
