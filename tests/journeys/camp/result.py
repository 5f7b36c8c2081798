"""From the last session to the final signature: ranking, meeting, publication, the trainee's own letter, PDF and Excel."""

import subprocess
from pathlib import Path

from openpyxl import load_workbook

from .camp import Camp
from .opening import CLASS, FIRST, SECOND
from .person import PICTURES, Person
from .rule import RULE

REASON = "对照标准逐项讨论：各项均达到最低线，同意进入看学阶段。"


def settle_attendance(camp: Camp, teacher: Person) -> None:
    teacher.go(f"{camp.pages['slot']}attendance/")
    teacher.look()
    teacher.press("结算考勤")
    teacher.reads("已结算")
    teacher.look("attendance-settled")


def rank(camp: Camp, hr: Person) -> None:
    """The better paper comes first."""
    hr.go(camp.pages["rule"])
    hr.reads("自")
    hr.look("rule-in-force")
    hr.press("计算排名")
    hr.follow("查看结果")
    camp.pages["decision"] = hr.path
    names = [cell.inner_text() for cell in hr.page.locator("main tbody th[scope=row]").all()]
    assert names[:2] == [FIRST[0], SECOND[0]]
    hr.look("ranking-draft")


def hold_meeting(camp: Camp, hr: Person) -> None:
    """The record, then an outcome with its reasons for one person after the other."""
    hr.follow("评审会记录")
    hr.look()
    hr.page.locator("main label", has_text="许人力").locator("..").locator("input").check()
    hr.page.locator("main label", has_text="梁项目").locator("..").locator("input").check()
    hr.fill(place="总行三楼会议室", minutes="逐人审阅依据，先看是否达标，再看位次与把握。与会人员无回避事项。")
    hr.press("保存")
    hr.reads("人未确定处理结果")
    hr.follow(str(FIRST[0]))
    camp.pages["standing"] = hr.path
    for _person in (FIRST, SECOND):
        hr.look("outcome")
        choice = hr.page.locator("#outcome input[name=choice]")
        values = [one.get_attribute("value") for one in choice.all()]
        hr.fill(choice="pass" if "pass" in values else "further_training", reasons=REASON)
        hr.press("保存并转到下一人")
    assert hr.path == camp.pages["decision"]
    hr.look("ranking-decided")


def publish(hr: Person) -> None:
    hr.press("发布")
    hr.reads("决定已公布")
    hr.reads("答复与申诉期至")
    hr.look("ranking-published")


def read_letter(camp: Camp, trainee: Person, other: Person) -> None:
    """One's own numbers; nothing of anybody else."""
    trainee.go("/decisions/mine/")
    trainee.look()
    trainee.follow(RULE)
    camp.pages[f"letter-{trainee.number}"] = trainee.path
    trainee.reads(REASON)
    trainee.look(f"letter-{trainee.number}")
    names = {FIRST[1]: str(FIRST[0]), SECOND[1]: str(SECOND[0])}
    assert names[trainee.number] in trainee.text()
    assert names[other.number] not in trainee.text("body")
    for path in (camp.pages["decision"], f"{camp.pages['decision']}statistics/", camp.pages["standing"], camp.pages["rule"]):
        assert trainee.context.request.get(f"{trainee.site}{path}").status == 404, path


def too_early_to_sign(camp: Camp) -> None:
    """While replies are open nobody is offered a signature."""
    signer = camp.at_work("hr2")
    signer.go(camp.pages["decision"])
    signer.reads("答复与申诉期至")
    assert signer.page.locator("#sign").count() == 0


def sign_final(camp: Camp) -> None:
    """The author isn't asked; two others sign, one of them of the project board."""
    author = camp.at_work("hr1")
    author.go(camp.pages["decision"])
    assert author.page.locator("#sign").count() == 0
    for number in ("hr2", "board1"):
        signer = camp.at_work(number)
        signer.go(camp.pages["decision"])
        signer.look()
        signer.fill(password=signer.password)
        signer.press("签署决定", within="#sign")
    signer.reads("已生效")
    signer.look("ranking-final")


def _made(hr: Person, camp: Camp, button: str) -> Path:
    """A file that the worker makes, downloaded from the page of its work."""
    hr.go(camp.pages["decision"])
    hr.press(button)
    hr.page.get_by_role("link", name="下载文件").wait_for(timeout=60_000)
    hr.look()
    return hr.download("下载文件", camp.folder)


def open_files(camp: Camp, hr: Person) -> None:
    """The PDF has its pages and names, the Excel its rows in the order of the ranking."""
    pdf, excel = _made(hr, camp, "PDF"), _made(hr, camp, "Excel")
    PICTURES.mkdir(parents=True, exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "60", "-png", str(pdf), str(PICTURES / "ranking-pdf")], check=True)
    words = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    for text in (RULE, CLASS, str(FIRST[0]), str(SECOND[0]), "SHA-256"):
        assert text in words, text
    rows = [[str(cell) for cell in row if cell is not None] for row in load_workbook(excel).worksheets[0].iter_rows(values_only=True)]
    places = {name: next(place for place, row in enumerate(rows) if name in row) for name in (str(FIRST[0]), str(SECOND[0]))}
    assert places[str(FIRST[0])] < places[str(SECOND[0])]
