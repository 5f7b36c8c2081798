"""The exam: set by the instructor, sat on two phones, with a dead server in the middle; then marked and released."""

import re
from typing import Any

from lms.desks.actions.demo.teaching import library_questions

from .camp import Camp
from .opening import CLASS
from .person import Person

EXAM = "第三期理论考试"
ESSAY = "先看结论再看依据：权益检验应有大于实有，先排除漏记负债，再问资金去向；三条独立来源核对销售额。"
ANSWERED_BEFORE = 6


def set_exam(instructor: Person) -> str:
    instructor.go("/assessments/exams/new/")
    instructor.look()
    for name, words in (("cohort", CLASS), ("paper", "随堂练习卷")):
        options = instructor.page.locator(f"main [name='{name}'] option").all_inner_texts()
        instructor.fill(**{name: next(text for text in options if words in text)})
    instructor.fill(title=EXAM, kind="exam", opens_at="2026-03-03T14:00", closes_at="2026-03-03T16:00", duration_minutes="45")
    instructor.fill(attempts_allowed="1", pass_mark="60", counts_for="计入综合评估")
    instructor.press("保存")
    instructor.look()
    instructor.press("排定")
    instructor.reads("未开始")
    return instructor.path


class Paper:
    """The paper on one phone. Who knows the library knows the answers."""

    def __init__(self, trainee: Person, *, wrong: int) -> None:
        self.trainee, self.wrong = trainee, wrong
        self.known = {_plain(str(one["stem"])): one for one in library_questions()}
        self.questions = trainee.page.locator(".paper-question")

    def begin(self, exam: str) -> None:
        self.trainee.go(exam)
        self.trainee.look("exam-intro")
        self.trainee.press("开始考试")
        self.questions.first.wait_for()
        self.trainee.look(f"exam-{self.trainee.number}")

    def answer(self, numbers: range) -> None:
        for number in numbers:
            self._answer(self.questions.nth(number), right=number >= self.wrong)

    def _answer(self, question: Any, *, right: bool) -> None:
        known = self.known[_plain(question.locator(".paper-stem").inner_text())]
        kind, key = question.get_attribute("data-kind"), known["key"]
        if kind == "essay":
            question.locator("textarea").fill(ESSAY)
        elif kind in {"numeric", "fill_in"}:
            question.locator("input.form-control").fill((key if isinstance(key, str) else key[0]) if right else "1")
        elif kind == "true_false":
            question.locator(f"input[type=radio][value={key if right else 'FT'[key == 'F']}]").check()
        else:
            for option in [known["options"]["ABCDEFGH".index(letter)] for letter in key] if right else self._not_asked(known):
                question.locator(".paper-option", has_text=str(option)).first.locator("input").check()

    @staticmethod
    def _not_asked(known: dict[str, Any]) -> list[str]:
        return [next(text for letter, text in zip("ABCDEFGH", known["options"], strict=False) if letter not in known["key"])]

    def saved(self, count: int) -> None:
        """The page says so only once the receipts are there."""
        self.trainee.page.locator("#saved", has_text=re.compile(rf"已存 {count}/\d+$")).wait_for()

    def values(self) -> list[object]:
        """What stands in every field of the paper now."""
        script = "all => all.map(one => ['radio', 'checkbox'].includes(one.type) ? one.checked : one.value)"
        return list(self.trainee.page.eval_on_selector_all("#paper .paper-question :is(input, textarea)", script))

    def hand_in(self, total: int) -> None:
        page = self.trainee.page
        page.locator("#hand-in").click()
        page.locator("#ask-hand-in[open]").get_by_text(f"{total} 题全部已答").wait_for()
        with page.expect_navigation():
            page.locator("#really-hand-in").click()
        self.trainee.reads("已交卷")
        self.trainee.look("handed-in")


def _plain(text: str) -> str:
    return "".join(text.split())


def sit_across_a_restart(camp: Camp, papers: list[Paper], exam: str) -> None:
    """Some answers are acknowledged, the server dies, more are written, it comes back: nothing that was saved is lost."""
    for paper in papers:
        paper.begin(exam)
        paper.answer(range(ANSWERED_BEFORE))
    for paper in papers:
        paper.saved(ANSWERED_BEFORE)
    camp.site.kill()
    for paper in papers:
        paper.trainee.bearing = True
        paper.answer(range(ANSWERED_BEFORE, ANSWERED_BEFORE + 1))
    papers[0].trainee.page.locator("#saved", has_text="待上传").wait_for()
    papers[0].trainee.picture("server-gone")
    camp.site.start()
    for paper in papers:
        paper.saved(ANSWERED_BEFORE + 1)
        paper.trainee.bearing = False
        before = paper.values()
        paper.trainee.page.reload()
        paper.saved(ANSWERED_BEFORE + 1)
        assert paper.values() == before
    for paper in papers:
        total = paper.questions.count()
        paper.answer(range(ANSWERED_BEFORE + 1, total))
        paper.saved(total)
        paper.hand_in(total)


def mark_essays(instructor: Person, points: list[str]) -> None:
    """Without names; each answer gets a share of the points of every criterion."""
    instructor.go("/assessments/marking/")
    instructor.look()
    instructor.page.locator("main article", has_text=EXAM).get_by_role("link").last.click()
    for share in points:
        instructor.page.locator("[data-marking]").wait_for()
        for name in ("柳叶舟", "杜若", "S2601", "S2602"):
            assert name not in instructor.text("body")
        instructor.look("marking")
        for field in instructor.page.locator("[data-marking] input[data-most]").all():
            field.fill(str(float(field.get_attribute("data-most") or 0) * float(share)))
        instructor.press("保存并评下一份")
    instructor.reads("本题没有等你评阅的了", within="body")


def release(instructor: Person, exam: str) -> None:
    instructor.go(f"{exam}results/")
    instructor.look("exam-results")
    instructor.reads("满十人参加考试才显示")
    instructor.press("发布成绩")
    instructor.reads("已发布", within="body")
    instructor.go(f"{exam}analysis/")
    instructor.look()
