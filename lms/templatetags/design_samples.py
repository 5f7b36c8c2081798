"""Invented data for the style guide, so that every component can be looked at without a database."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import pgettext_lazy

SPRITE = Path(__file__).parents[1] / "static/lms/img/icons.svg"

# Invented text stays Chinese in both languages: it is what a page of a Chinese bank looks like.
WORDS: dict[str, Any] = {
    "before": "贷前调查由主办与协办",
    "stressed": "双人",
    "after": "完成。A 角记录每个数字的来源，B 角独立复核；42 万元的流水要在 3 份单据上对得上。",
    "quote": "先看人，再看账。",
    "course": "财务三表分析",
    "lesson": "第 3 课 / 共 8 课",
    "waiting": "1 份决定待签署",
    "cohort": "第 2 期 · 综合评估",
    "info": "明天的课改在三楼。",
    "good": "已存。",
    "warn": "已存 37/40，3 题待上传，不要关闭。",
    "bad": "第 12 行“手机号”应为 11 位数字，现为“1380013”。",
    "decide": "2 人落在及格带内，须先补评。",
    "people": "人",
    "absent": "今天缺勤 1 人",
    "things": "项",
    "points": "分",
    "yuan": "元",
    "tabs": ("学员", "课表", "考勤"),
    "job": "正在核对第 3,120 行",
    "timeline": ("入班", "集中培训第 4 周", "综合评估"),
    "questions": "题",
    "topics": "各主题题量",
    "composite": "综合得分与把握",
    "attendance": "考勤",
    "levels": "能力",
    "trend": "近七次得分",
    "letter": (
        "综合评估结果",
        "王晓楠：",
        "你在本期的综合得分是 86.5 分，把握区间 82 到 90，高于标准。下一步进入跟岗实践。对结果有疑问，可在 11 月 30 日前提出。",
        "评估人",
        "项目组",
        "已签",
    ),
}

SAYS = {
    "enrolled": pgettext_lazy("sample", "Enrolled"),
    "empty_text": pgettext_lazy("sample", "Download the template and import them with Excel."),
    "name": pgettext_lazy("sample", "Name"),
    "to_decide": pgettext_lazy("sample", "To decide"),
    "empty_title": pgettext_lazy("sample", "No questions yet"),
    "empty_label": pgettext_lazy("sample", "Import questions"),
    "lessons": pgettext_lazy("sample", "Lessons finished"),
    "average": pgettext_lazy("sample", "Average"),
    "score": pgettext_lazy("sample", "Score"),
    "demo": pgettext_lazy("sample", "Demo mode only"),
    "today": pgettext_lazy("sample", "Today"),
    "sign_text": pgettext_lazy("sample", "After signing nothing can be changed."),
    "guide": pgettext_lazy("sample", "Style guide"),
    "sign_title": pgettext_lazy("sample", "Sign this decision?"),
    "sign": pgettext_lazy("sample", "Sign"),
}


class SampleForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("sample", "Name"), max_length=40)
    amount = forms.DecimalField(
        label=pgettext_lazy("sample", "Amount"), help_text=pgettext_lazy("sample", "In yuan, two decimals at most.")
    )
    branch = forms.ChoiceField(label=pgettext_lazy("sample", "Branch"), choices=[("a", "城关支行"), ("b", "河口支行")], required=False)
    kind = forms.ChoiceField(
        label=pgettext_lazy("sample", "Kind of leave"),
        choices=[("s", pgettext_lazy("sample", "Sick leave")), ("p", pgettext_lazy("sample", "Personal leave"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=pgettext_lazy("sample", "Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=pgettext_lazy("sample", "File"), required=False, help_text=pgettext_lazy("sample", "Excel, at most 5 MB."))
    agree = forms.BooleanField(label=pgettext_lazy("sample", "I have read the rule"))


class Samples:
    """One set of everything; read by ``components/styleguide_pieces.html``."""

    first = datetime(2026, 11, 2, 6, 5, tzinfo=UTC)
    when = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
    amount = Decimal("1234567")
    ratio = Decimal("0.853")
    score = Decimal("87.495")
    icons = re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8"))
    tones = ("neutral", "info", "good", "warn", "bad", "decide", "live")
    states = ("draft", "published", "final", "superseded", "waiting", "running", "present", "late", "absent", "leave", "passed", "not_met")
    steps = [
        ("draft", pgettext_lazy("sample", "Draft")),
        ("published", pgettext_lazy("sample", "Published")),
        ("final", pgettext_lazy("sample", "Final")),
    ]
    people = [
        {"name": "王晓楠", "number": "20260101", "branch": "城关支行", "score": Decimal("86.5"), "low": 82, "high": 90, "state": "met"},
        {"name": "李青禾", "number": "20260102", "branch": "河口支行", "score": Decimal("78.25"), "low": 73, "high": 83, "state": "met"},
        {"name": "赵一鸣", "number": "20260103", "branch": "城关支行", "score": Decimal("72"), "low": 67, "high": 77, "state": "waiting"},
        {"name": "陈雨", "number": "20260104", "branch": "河口支行", "score": Decimal("64.75"), "low": 59, "high": 70, "state": "not_met"},
    ]
    topics = [("资产负债表", 18), ("利润表", 24), ("现金流量表", 9, "decide"), ("交叉检验", 31)]
    intervals = [(row["name"], row["low"], row["score"], row["high"], row["state"] == "waiting") for row in people]
    days = [str(n) for n in range(1, 11)]
    attendance = [
        ("王晓楠", [("good", "✓")] * 10),
        ("李青禾", [("good", "✓")] * 4 + [("warn", "迟"), ("good", "✓"), ("info", "假"), ("good", "✓"), ("good", "✓"), ("none", "")]),
        ("陈雨", [("good", "✓"), ("bad", "缺"), ("bad", "缺"), ("bad", "缺")] + [("good", "✓")] * 5 + [("none", "")]),
    ]
    levels = [
        ("调查", [("4", "92"), ("3", "81"), ("2", "64"), ("1", "40"), ("0", "—")]),
        ("报告", [("3", "80"), ("2", "61"), ("2", "66"), ("4", "95"), ("1", "35")]),
    ]
    plan = [("集中培训", 1, 4), ("综合评估", 5, 5, "decide", "排名与决定会"), ("跟岗实践", 6, 11), ("独做认证", 12, 12, "neutral")]
    trend = [62, 66, 61, 70, 74, 73, 81]
    answers = [
        ("answered", 1),
        ("answered flagged", 2),
        ("answered pending", 3),
        ("", 4),
        ("flagged", 5),
        ("", 6),
        ("answered", 7),
        ("", 8),
    ]
    seats = [
        ("present", "王晓楠", "✓ 到课"),
        ("late", "李青禾", "◔ 迟到"),
        ("absent", "陈雨", "✕ 缺勤"),
        ("leave", "赵一鸣", "假"),
        ("empty", "5", "空位"),
        ("", "周岚", "未记"),
    ]
    words = WORDS
    says = SAYS

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.plan_title = f"三个月安排（{prefix}）"
        self.form = SampleForm(auto_id=f"{prefix}-%s")
        self.wrong_form = SampleForm({"amount": "12,3x", "kind": "p"}, auto_id=f"{prefix}-wrong-%s")

    @property
    def page(self) -> Page[Any]:
        return Paginator(range(230), 20).page(3)

    @property
    def filters(self) -> list[tuple[str, Any, list[tuple[str, str]], str]]:
        return [("branch", pgettext_lazy("sample", "All branches"), [("a", "城关支行"), ("b", "河口支行")], "b")]
