"""On the phone: check in with the code on the screen, find a lesson, study it, and watch half of a video."""

import re

from .camp import Camp
from .opening import LESSON_IN_CLASS
from .person import Person

SEARCHED = "交叉检验"
DWELL = 1700  # a part counts once it stood on the screen for a second and a half


def check_in(camp: Camp, teacher: Person, trainees: list[Person]) -> None:
    """The code on the classroom's screen, typed on each phone; the screen counts who is in."""
    teacher.go(f"{camp.pages['slot']}code/")
    teacher.press("开放签到")
    teacher.page.locator("[data-code]").wait_for()
    teacher.look("code-on-the-wall")
    for place, trainee in enumerate(trainees, start=1):
        trainee.go("/")
        trainee.look(f"today-{trainee.number}")
        trainee.go("/cohorts/check-in/")
        trainee.reads(LESSON_IN_CLASS)
        if place == 1:
            with trainee.trouble():
                trainee.fill(code="000000")
                trainee.press("签到")
            trainee.reads("签到码不正确")
        trainee.fill(code=teacher.page.locator("[data-code]").inner_text())
        trainee.press("签到")
        trainee.reads("签到成功，准时到课")
        trainee.look("checked-in")
        teacher.page.locator("[data-in]", has_text=str(place)).wait_for()
    teacher.go(f"{camp.pages['slot']}attendance/")
    teacher.look("seat-list")


def find_lesson(trainee: Person) -> None:
    """By its word, from the page of one's courses."""
    trainee.go("/courses/")
    trainee.look()
    trainee.fill(q=SEARCHED)
    trainee.press("搜索")
    trainee.look("search")
    assert trainee.page.locator("main mark", has_text=SEARCHED).count()
    trainee.page.locator("main a.card", has=trainee.page.get_by_role("heading", name="交叉检验的逻辑")).click()
    trainee.page.wait_for_url("**/courses/lessons/**")


def open_video_lesson(trainee: Person) -> None:
    trainee.go("/courses/")
    trainee.follow("C06")
    trainee.look()
    trainee.follow("贷审会管什么")


def study(readers: list[Person]) -> None:
    """Every part on the screen for a while, every quiz question tried; both phones at the same time."""
    for reader in readers:
        reader.look()
    parts = [reader.page.locator(".lesson-section").all() for reader in readers]
    for place in range(max(map(len, parts))):
        for part in (one[place] for one in parts if place < len(one)):
            part.evaluate("one => one.scrollIntoView({block: 'start'})")
        readers[0].page.wait_for_timeout(DWELL)
    for reader in readers:
        _try_quizzes(reader)
        reader.look(f"lesson-{reader.number}")


def finish(trainee: Person) -> None:
    """At once after the last part: the word doesn't overtake what was read."""
    trainee.press("我学完了")
    trainee.reads("本课已学完", within="body")


def _try_quizzes(trainee: Person) -> None:
    questions = trainee.page.locator(".quiz-question")
    questions.first.wait_for()
    for number in range(questions.count()):
        question = questions.nth(number)
        choice = question.locator("input[type=radio], input[type=checkbox]")
        if choice.count():
            choice.first.press(" ")
        else:
            question.locator("input[name=answer]").fill("1")
        with trainee.page.expect_response(re.compile("/quiz/|/try/")):
            question.get_by_role("button").press("Enter")
        questions.nth(number).locator("[role=status]").wait_for()


def watch_half(trainee: Person) -> None:
    """Half of the video at four times its speed: the page says how much, and that the lesson is not done."""
    player = trainee.page.locator("main video")
    player.evaluate("one => { one.muted = true; one.playbackRate = 4; return one.play(); }")
    while player.evaluate("one => one.currentTime / one.duration") < 0.5:
        trainee.page.wait_for_timeout(200)
    with trainee.page.expect_response(re.compile("/watched/")):
        player.evaluate("one => one.pause()")
    shown = trainee.page.locator("[data-watched]", has_text="已观看")
    shown.wait_for()
    watched = int(re.findall(r"\d+", shown.inner_text())[0])
    assert 40 <= watched <= 70, watched
    trainee.look("half-a-video")
    trainee.press("我学完了")
    trainee.reads("还没学完", within="body")
    trainee.reads("未看完", within="body")
    trainee.look()
