"""Invented data for the style guide, so that every component can be looked at without a database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=40)
    amount = forms.DecimalField(label=_("Amount"), help_text=_("In yuan, two decimals at most."))
    branch = forms.ChoiceField(label=_("Branch"), choices=[("a", "城关支行"), ("b", "河口支行")], required=False)
    kind = forms.ChoiceField(label=_("Kind of leave"), choices=[("s", _("Sick leave")), ("p", _("Personal leave"))], widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(label=_("File"), required=False, help_text=_("Excel, at most 5 MB."))
    agree = forms.BooleanField(label=_("I have read the rule"))


class Samples:
    """One set of everything; read by ``components/styleguide_pieces.html``."""

    when = datetime(2026, 11, 23, 6, 5, tzinfo=UTC)
    amount = Decimal("1234567")
    ratio = Decimal("0.853")
    score = Decimal("87.495")
    icons = (
        "home today book exam play practice people mentor calendar chart scale ledger bell search check cross dot warning info help clock "
        "download upload print edit trash lock unlock sign file folder flag arrow-right arrow-left arrow-up arrow-down chevron-down "
        "chevron-right menu sun moon globe user qr seat star link chat plus minus filter sort more refresh logout copy eye settings shield "
        "bank shop video audio table calculator phone pin offline"
    ).split()
    tones = ("neutral", "info", "good", "warn", "bad", "decide", "live")
    states = ("draft", "published", "final", "superseded", "waiting", "running", "present", "late", "absent", "leave", "passed", "not_met")
    steps = [("draft", _("Draft")), ("published", _("Published")), ("final", _("Final"))]
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
    levels = [("调查", [("4", "92"), ("3", "81"), ("2", "64"), ("1", "40"), ("0", "—")]), ("报告", [("3", "80"), ("2", "61"), ("2", "66"), ("4", "95"), ("1", "35")])]
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
    seats = [("present", "王晓楠"), ("late", "李青禾"), ("absent", "陈雨"), ("leave", "赵一鸣"), ("empty", "5"), ("", "周岚")]

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
        return [("branch", _("All branches"), [("a", "城关支行"), ("b", "河口支行")], "b")]
