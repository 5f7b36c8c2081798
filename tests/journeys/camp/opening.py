"""HR opens a class: its people from an Excel roster that is wrong at first, its staff, its timetable, its course."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook

from .camp import Camp
from .person import Person

CLASS, CODE = "小微贷客户经理第三期", "2026-3"
LESSON_IN_CLASS = "三表勾稽与交叉检验"
COLUMNS = ("姓名", "工号", "手机号", "支行", "法律身份", "座号")
FIRST = ("柳叶舟", "S2601", "13900002601", "城关支行", "录用前选拔", 1)
SECOND = ("杜若", "S2602", "13900002602", "河桥支行", "试用期", 2)
WRONG = (
    ("柳叶舟", "S2601", "1390000260", "城西支行", "录用前选拔", 1),
    ("杜若", "S2602", "13900002602", "河桥支行", "临时工", 2),
)


def open_class(camp: Camp, hr: Person) -> None:
    hr.go("/cohorts/new/")
    hr.look()
    hr.fill(name=CLASS, code=CODE, starts_on="2026-03-03", ends_on="2026-03-13", programme="")
    hr.press("建立培训班")
    camp.pages["class"] = hr.path
    hr.reads(CLASS)
    hr.look()


def name_staff(camp: Camp, hr: Person) -> None:
    for number, duty in (("teacher1", "class_teacher"), ("instructor1", "instructor")):
        hr.go(f"{camp.pages['class']}staff/?q={number}")
        hr.fill("main form:has(button[aria-label^='添加'])", duties=duty)
        hr.press("添加")
    hr.reads("孟班主任")
    hr.look()


def filled_in(template: Path, rows: Sequence[Sequence[object]], name: str) -> Path:
    """The downloaded template with ``rows`` under its own headings."""
    workbook = load_workbook(template)
    sheet = workbook.worksheets[0]
    places = {str(cell.value): cell.column for cell in sheet[1]}
    for number, row in enumerate(rows, start=2):
        for column, value in zip(COLUMNS, row, strict=True):
            sheet.cell(number, places[column], value)
    target = template.with_name(name)
    workbook.save(target)
    return target


def import_roster(camp: Camp, hr: Person) -> None:
    """Three mistakes: three messages, and nobody is in the class. Corrected: everybody is."""
    hr.go(f"{camp.pages['class']}roster/")
    hr.look()
    template = hr.download("下载模板", camp.folder)
    _check(hr, filled_in(template, WRONG, "wrong.xlsx"))
    hr.reads("有 3 处错误")
    shown = [[cell.inner_text() for cell in row.locator("td").all()] for row in hr.page.locator("main tbody tr").all()]
    assert [row[:4] for row in shown] == [
        ["花名册", "2", "手机号", "1390000260"],
        ["花名册", "2", "支行", "城西支行"],
        ["花名册", "3", "法律身份", "临时工"],
    ]
    assert all(row[4].strip() for row in shown)
    hr.look("roster-wrong")
    hr.go(camp.pages["class"])
    hr.reads("本班还没有学员")
    hr.go(f"{camp.pages['class']}roster/")
    _check(hr, filled_in(template, (FIRST, SECOND), "right.xlsx"))
    hr.reads("没有错误")
    hr.look()
    hr.press("导入 2 行")
    hr.reads("新建账号 2 人")
    hr.look()
    hr.go(camp.pages["class"])
    for row in (FIRST, SECOND):
        hr.reads(str(row[0]))
    hr.look("class")


def _check(hr: Person, file: Path) -> None:
    hr.fill(file=file)
    hr.press("预检文件")
    hr.page.locator("main [data-job-url]").wait_for(state="detached")  # the worker reads it; the page follows by itself


def build_timetable(camp: Camp, hr: Person) -> None:
    """Tuesday morning's course; the first room is taken by the other class, and the page says so."""
    hr.go(f"{camp.pages['class']}timetable/add/?day=2026-03-03")
    hr.fill(starts="09:00", ends="11:30", title=LESSON_IN_CLASS)
    for name, words in (("instructor", "乔讲师"), ("room", "培训中心 301")):
        _choose(hr, name, words)
    with hr.trouble():
        hr.press("保存")
    hr.reads("该教室", within="main [role=alert]")
    hr.look("timetable-clash")
    _choose(hr, "room", "培训中心 302")
    hr.press("保存")
    hr.reads(LESSON_IN_CLASS)
    hr.look("timetable")
    camp.pages["timetable"] = hr.path
    hr.follow(LESSON_IN_CLASS)
    camp.pages["slot"] = hr.path
    hr.look()


def _choose(hr: Person, name: str, words: str) -> None:
    """The choice whose words begin so; people stand there with their numbers."""
    options = hr.page.locator(f"main [name='{name}'] option").all_inner_texts()
    hr.fill(**{name: next(text for text in options if text.strip().startswith(words))})


def give_courses(camp: Camp, hr: Person) -> None:
    hr.go("/courses/classes/")
    hr.look()
    hr.page.locator("main tr", has_text=CLASS).get_by_role("link", name="课程").click()
    hr.page.wait_for_url("**/courses/")
    for code in ("C04", "C06"):
        hr.fill(opened_by="date")
        _choose(hr, "course", code)
        hr.press("添加")
        hr.reads(code, within="main tbody")
    hr.look("class-courses")


def print_codes(camp: Camp, hr: Person) -> dict[str, str]:
    """Name → the code on the slip."""
    hr.go(f"{camp.pages['class']}sign-in-codes/")
    hr.look()
    sheet = load_workbook(hr.download("生成登录码（Excel）", camp.folder, press=True)).worksheets[0]
    rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    return {row[1]: row[3] for row in rows if row[1] in {FIRST[0], SECOND[0]}}
