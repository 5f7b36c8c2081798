"""The rule: written on the regulation, signed by two, acknowledged by the class before its first score."""

from .camp import Camp
from .opening import CLASS
from .person import Person

RULE = "第三期综合评估办法"
NOT_IN_THIS_CLASS = ("模拟演练", "综合面谈")
WEIGHTS = {"理论考试": "70", "考勤": "20", "纪律与团队": "10"}


def write_rule(camp: Camp, hr: Person) -> None:
    """Three of the suggested parts, with weights of their own, nobody under a line."""
    hr.go("/decisions/rules/new/")
    hr.look()
    hr.fill(title=RULE)
    options = hr.page.locator("main [name='cohort'] option").all_inner_texts()
    hr.fill(cohort=next(text for text in options if CLASS in text))
    hr.press("以建议规则开始")
    for part in hr.page.locator("main details", has=hr.page.locator("[name$='-weight']")).all():
        name = part.locator("[name$='-name']").input_value()
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        if name in NOT_IN_THIS_CLASS:
            part.locator("[name$='-DELETE']").check()
        elif name in WEIGHTS:
            part.locator("[name$='-weight']").fill(WEIGHTS[name])
    hr.look()
    hr.press("保存")
    camp.pages["rule"] = hr.path
    for name in WEIGHTS:
        hr.reads(name)
    for name in NOT_IN_THIS_CLASS:
        assert name not in hr.text("main section >> nth=0")
    hr.look("rule-draft")
    hr.press("提交签署")
    hr.reads("还没有人签署")


def sign_rule(camp: Camp) -> None:
    """Not by its author; two others lock it."""
    for number in ("hr2", "board1"):
        signer = camp.at_work(number)
        signer.look()
        signer.go(camp.pages["rule"])
        signer.look()
        signer.fill(password=signer.password)
        signer.press("签署规则", within="#sign")
    signer.reads("已锁定")
    signer.reads("还有 2 人未签收规则")
    signer.look("rule-locked")


def acknowledge_rule(camp: Camp, trainee: Person) -> None:
    """From the notice on the trainee's own desk."""
    trainee.go("/notices/")
    trainee.look()
    trainee.go(f"{camp.pages['rule']}read/")
    trainee.reads("理论考试")
    trainee.look(f"rule-read-{trainee.number}")
    trainee.fill(password=trainee.password)
    trainee.press("我已收到并阅读本规则")
    trainee.reads("你已于")
