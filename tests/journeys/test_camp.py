"""A class from its roster to its signed ranking, in real browsers, on a server that dies in the middle of the exam."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.journeys.camp import exam, opening, proof, result, rule, study
from tests.journeys.camp.camp import Camp
from tests.journeys.camp.person import PHONE, Person
from tests.journeys.camp.site import Site
from tests.journeys.camp.store import own_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.journey
NEW_PASSWORDS = {"S2601": "liuyezhou-2601", "S2602": "duruo-26-duruo"}


@pytest.fixture
def camp(browser: "Browser", tmp_path: Path, django_db_setup: None) -> Iterator[Camp]:
    """A demonstration of its own, on the Monday before the class begins; the suite's set-up has left a migrated template."""
    with own_store(tmp_path) as store:
        site = Site(tmp_path, store)
        story = Camp(browser, site, tmp_path)
        story.clock(0, "07:30")
        try:
            site.start()
            yield story
        finally:
            site.stop()


def test_a_class_from_its_roster_to_its_signed_ranking(camp: Camp) -> None:
    codes = monday_the_class_is_opened(camp)
    first, second = the_rule_comes_first(camp, codes)
    tuesday_in_class(camp, [first, second])
    wednesday_marks(camp)
    the_ranking(camp, first, second)
    after_the_window(camp)
    proof.compute_again(camp)
    proof.strangers_find_nothing(camp)
    camp.close()
    proof.evidence_holds(camp)


def monday_the_class_is_opened(camp: Camp) -> dict[str, str]:
    camp.clock(0, "08:00")
    hr = camp.at_work("hr1")
    hr.look("today-hr1")
    opening.open_class(camp, hr)
    opening.name_staff(camp, hr)
    opening.import_roster(camp, hr)
    opening.build_timetable(camp, hr)
    opening.give_courses(camp, hr)
    return opening.print_codes(camp, hr)


def the_rule_comes_first(camp: Camp, codes: dict[str, str]) -> list[Person]:
    """Written, signed by two, and acknowledged by everybody on the evening before."""
    rule.write_rule(camp, camp.people["demo/hr1"])
    rule.sign_rule(camp)
    trainees = []
    for name, number in ((opening.FIRST[0], opening.FIRST[1]), (opening.SECOND[0], opening.SECOND[1])):
        trainee = camp.somebody(str(number), size=PHONE)
        trainee.sign_in_with_code(codes[str(name)], NEW_PASSWORDS[str(number)])
        rule.acknowledge_rule(camp, trainee)
        trainees.append(trainee)
    return trainees


def tuesday_in_class(camp: Camp, trainees: list[Person]) -> None:
    """Checked in, studied, half a video watched; the exam in the afternoon, across a server that dies."""
    camp.clock(1, "08:52")
    paper_of = {"S2601": 0, "S2602": 3}
    teacher, instructor = camp.at_work("teacher1"), camp.at_work("instructor1")
    for trainee in trainees:
        trainee.sign_in()
    study.check_in(camp, teacher, trainees)
    studying, watching = trainees
    study.find_lesson(studying)
    study.open_video_lesson(watching)
    study.study(trainees)
    study.finish(studying)
    study.watch_half(watching)
    camp.pages["exam"] = exam.set_exam(instructor)
    camp.clock(1, "11:32")
    result.settle_attendance(camp, camp.at_work("teacher1"))
    camp.clock(1, "14:01")
    for trainee in trainees:
        trainee.sign_in()  # an hour without a touch signs out
    papers = [exam.Paper(trainee, wrong=paper_of[trainee.number]) for trainee in trainees]
    exam.sit_across_a_restart(camp, papers, camp.pages["exam"])


def wednesday_marks(camp: Camp) -> None:
    camp.clock(2, "09:00")
    instructor = camp.at_work("instructor1")
    exam.mark_essays(instructor, ["0.9", "0.6"])
    exam.release(instructor, camp.pages["exam"])


def the_ranking(camp: Camp, first: Person, second: Person) -> None:
    """Ranked after the last day; the meeting chooses, it is published, each reads their own."""
    camp.clock(14, "09:00")
    hr = camp.at_work("hr1")
    result.rank(camp, hr)
    result.hold_meeting(camp, hr)
    result.publish(hr)
    for trainee, other in ((first, second), (second, first)):
        trainee.sign_in()
        trainee.look()
        result.read_letter(camp, trainee, other)
    result.too_early_to_sign(camp)


def after_the_window(camp: Camp) -> None:
    camp.clock(28, "09:00")
    result.sign_final(camp)
    result.open_files(camp, camp.people["demo/hr1"])
