"""A committee case made from a case file: what a careful investigation of it would have put on the table (Chinese content)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from simulations.domain.investigation.catalogue import Catalogue
from simulations.domain.investigation.flow import by_party, is_flow
from simulations.enums import Topic

from .case import FORMAT

Json = dict[str, Any]

SEVERITY = {"fraud": 3, "exaggeration": 2, "harmless": 1}
CONCERNS: Mapping[str, Topic] = {
    "inflated_sales": Topic.TRUTH,
    "relatives_transfers": Topic.TRUTH,
    "hidden_private_loan": Topic.DEBTS,
    "consigned_stock": Topic.TRUTH,
    "dead_receivables": Topic.TRUTH,
    "wrong_purpose": Topic.PURPOSE,
    "borrowed_name": Topic.WILLINGNESS,
    "invented_years": Topic.TRADE,
    "related_parties": Topic.TRUTH,
    "rose_tinted_season": Topic.REPAYMENT,
    "forgot_supplier": Topic.DEBTS,
    "thrifty_household": Topic.FAMILY,
}
NAMES: Mapping[str, str] = {
    "inflated_sales": "虚报销售和毛利",
    "relatives_transfers": "亲属对转充流水",
    "hidden_private_loan": "隐瞒民间借款",
    "consigned_stock": "寄售货充自有存货",
    "dead_receivables": "死账充应收",
    "wrong_purpose": "用途不实",
    "borrowed_name": "借名贷款",
    "invented_years": "虚报经营年限",
    "related_parties": "关联方虚构交易",
    "rose_tinted_season": "以旺季推全年",
    "forgot_supplier": "忘记一家小供应商",
    "thrifty_household": "家庭开支说少了",
}
METHODS: Mapping[str, str] = {
    "sales_stock": "进销存倒推",
    "sales_markup": "加价法",
    "sales_receipts": "收款流水法",
    "sales_season": "旺淡季抽样",
    "sales_staff": "人效法",
    "sales_documents": "单据法",
    "sales_material": "原料法",
    "sales_energy": "能耗法",
    "sales_capacity": "产能法",
    "margin_categories": "加权毛利率",
    "net_margin": "净利率",
    "equity": "权益检验",
    "inventory": "存货检验",
    "receivable": "应收检验",
    "payable": "应付检验",
    "debts": "借款核对",
    "debt_service": "还款核对",
    "flow_share": "流水占比",
    "purpose": "用途检验",
    "years": "经营年限",
    "household": "家庭支出",
}
PLANS: Mapping[str, str] = {
    "equal_payment": "等额本息",
    "equal_principal": "等额本金",
    "seasonal": "旺季多还",
    "by_batch": "按批次还本、按月付息",
    "interest_first": "按月付息、到期还本",
}
DECISIONS: Mapping[str, str] = {"approve": "approve", "reduce": "smaller", "refuse": "refuse"}
PARTIES = 8


def yuan(amount: object) -> str:
    """``46000`` → ``46,000 元``."""
    return f"{Decimal(str(amount)):,f} 元"


def committee_case(case: Mapping[str, Any]) -> Json:
    """``committee_case/1`` of a case file; raises KeyError for a file without request or customer."""
    shown, decision = case["shown"], case["decision"]
    plea, customer = shown["request"], shown["customer"]
    lends = Decimal(decision["amount"]) > 0
    coverage = (decision.get("stress") or {}).get("base")
    return {
        "format": FORMAT,
        "title": str(case["about"]["title"]),
        "customer": f"{customer['shop']}（虚构）",
        "trade": str(customer["trade"]),
        "application": {
            "amount": plea["amount"],
            "term_months": int(plea["term_months"]),
            "purpose": str(plea["purpose"]),
            "repayment": PLANS.get(plea.get("repayment", ""), "按月还款"),
            "proposed_amount": decision["amount"] if lends else plea["amount"],
            "coverage": coverage,
        },
        "report": _report(case),
        "second_report": _second_report(case),
        "second_agrees": lends,
        "papers": papers_of(case),
        "concerns": concerns_of(case),
        "answers": answers_of(case),
        "truth": truth_of(case),
    }


def truth_of(case: Mapping[str, Any]) -> Json:
    """What the loan really was: sealed until the reveal."""
    planted, decision = case["planted"], case["decision"]
    findings = [f"{NAMES.get(one['code'], one['code'])}：{yuan(one['amount'])}" for one in planted]
    words = {
        "approve": "客户如实相告，还款能力与用途都支持申请额。",
        "smaller": "可以贷，但额度要按可证实的用途和还款能力核减。",
        "refuse": "不应放款：真实情况与所述相差太大，或还款能力不足。",
    }
    verdict = DECISIONS[decision["result"]]
    hidden = "；".join(findings) if findings else "没有隐瞒"
    return {"decision": verdict, "limit": decision["amount"], "story": f"{words[verdict]}本案真相：{hidden}。", "findings": findings}


def concerns_of(case: Mapping[str, Any]) -> list[Json]:
    """What a careful reader stumbles over, each with the paper on which it shows."""
    return [
        {
            "topic": str(CONCERNS.get(one["code"], Topic.TRUTH)),
            "severity": SEVERITY.get(one.get("deceit", ""), 1 if one.get("harmless") else 2),
            "text": f"{NAMES.get(one['code'], one['code'])}，涉及 {yuan(one['amount'])}",
            "paper": "checks",
        }
        for one in case["planted"]
    ]


def papers_of(case: Mapping[str, Any]) -> list[Json]:
    """Statements as told, checks as computed, flow by counterparty, credit, needs; and what others said, for B alone."""
    catalogue, claims = Catalogue(case), case["shown"]["claims"]
    papers = [
        _paper("income", "损益（客户自述，十二个月）", _income(claims), ["repayment", "trade"]),
        _paper("balance", "资产负债（客户自述，调查日）", _balance(claims["balance"]), ["debts", "truth"]),
        _paper(
            "checks",
            "交叉检验表",
            _checks(case["checks"]),
            ["truth", "debts"],
            note="偏差＝（检验值－基准值）÷基准值；率与率之差用百分点。",
        ),
    ]
    flow = next((thing for thing in catalogue.things.values() if is_flow(thing)), None)
    if flow is not None:
        parties = by_party(flow.rows)[:PARTIES]
        rows = [["对手方", "转入", "转出", "笔数"]]
        rows += [[party.name, f"{party.came:,.2f}", f"{party.went:,.2f}", str(party.count)] for party in parties]
        papers.append(_paper("flow", f"{flow.title}：主要对手方", rows, ["debts", "truth"]))
    for code, title, topics in (("credit_report", "征信摘要", ["debts", "compliance"]), ("purpose_papers", "用途单据", ["purpose"])):
        if code in catalogue:
            papers.append(_paper(code, title, _sheet(catalogue, code), topics))
    said = [[thing.source, thing.text] for thing in catalogue.things.values() if thing.channel in OTHERS and thing.text]
    if said:
        papers.append(_paper("others", "旁证记录（协办单独核实）", said, ["willingness", "family"], roles=["second"]))
    return papers


OTHERS = ("spouse", "staff", "neighbour", "supplier", "landlord")


def _paper(code: str, title: str, rows: Sequence[Sequence[str]], topics: list[str], *, roles: Sequence[str] = (), note: str = "") -> Json:
    found: Json = {"code": code, "title": title, "rows": [list(row) for row in rows], "topics": topics}
    return found | ({"roles": list(roles)} if roles else {}) | ({"note": note} if note else {})


def _income(claims: Mapping[str, Any]) -> list[list[str]]:
    lines = (
        ("销售", "annual_sales"),
        ("经营费用", "opex"),
        ("利息", "interest"),
        ("净利", "net_profit"),
        ("其他收入", "other_household_income"),
        ("家庭支出", "household_expense"),
    )
    rows = [[name, yuan(claims[key])] for name, key in lines if claims.get(key)]
    return [*rows, ["毛利率", f"{claims['gross_margin']}%"]] if claims.get("gross_margin") else rows


LINES: Mapping[str, str] = {
    "cash": "现金与存款",
    "receivables": "应收账款",
    "prepaid_goods": "预付货款",
    "prepaid_rent": "预付房租",
    "inventory": "存货",
    "deposits": "押金",
    "transfer_fee": "转让费",
    "payables": "应付账款",
    "advances": "预收定金",
    "loan_bank": "银行贷款",
    "loan_online": "线上贷款",
    "loan_card": "信用卡",
    "loan_car": "车贷",
    "loan_relatives": "亲友借款",
    "loan_private": "民间借款",
}


def _balance(sheet: Mapping[str, Any]) -> list[list[str]]:
    rows = [[LINES.get(line, "固定资产"), yuan(amount)] for side in ("assets", "liabilities") for line, amount in sheet[side].items()]
    return [*rows, ["权益", yuan(sheet["equity"])]]


def _checks(checks: Sequence[Mapping[str, Any]]) -> list[list[str]]:
    """Held against what the customer says: that is where something shows."""
    rows = [["方法", "检验值", "基准值", "偏差"]]
    for row in checks:
        if row["against"] == "claim" and row["code"] in METHODS:
            unit = "%" if row["unit"] == "percent" else " 个百分点"
            rows.append([METHODS[row["code"]], _figure(row["result"]), _figure(row["benchmark"]), f"{Decimal(row['deviation']):+f}{unit}"])
    return rows


def _figure(text: str) -> str:
    return f"{Decimal(text):,f}"


def _sheet(catalogue: Catalogue, code: str) -> list[list[str]]:
    thing = catalogue[code]
    rows = [list(row) for row in thing.rows]
    return [*rows, ["说明", thing.text]] if thing.text else rows or [["无", ""]]


def _report(case: Mapping[str, Any]) -> str:
    shown = case["shown"]
    plea, customer, claims = shown["request"], shown["customer"], shown["claims"]
    told = "、".join(
        f"{name} {yuan(claims[key])}"
        for name, key in (("年销售", "annual_sales"), ("净利", "net_profit"), ("家庭支出", "household_expense"))
    )
    return (
        f"{customer['name']}，{customer['age']} 岁，在{customer['place']}经营{customer['trade']}。"
        f"申请 {yuan(plea['amount'])}、{plea['term_months']} 个月，用于{plea['purpose']}。\n"
        f"客户自述{told}。检验结果与流水主要对手方见所附各表。"
    )


def _second_report(case: Mapping[str, Any]) -> str:
    off = [METHODS[row["code"]] for row in case["checks"] if row["against"] == "claim" and not row["passed"] and row["code"] in METHODS]
    if not off:
        return "我单独核了存货、邻铺和供应商，与主调的数一致，没有发现对不上的地方。"
    return f"我单独核下来，{'、'.join(dict.fromkeys(off))}与客户所述对不上，旁证记录在我手里，请各位委员追问。"


def answers_of(case: Mapping[str, Any]) -> dict[str, Json]:
    """What a scripted lead investigator can say; a topic that is not here is promised for later."""
    decision, shown = case["decision"], case["shown"]
    found = {
        Topic.REPAYMENT: (f"按核实数，每月可支配约 {yuan(decision['monthly_disposable'])}，已扣旧债。", "income"),
        Topic.TRUTH: ("各检验方法的结果和偏差都在检验表上，没有通过的我没有拿到更多证据。", "checks"),
        Topic.PURPOSE: (f"用途是{shown['request']['purpose']}，单据金额见用途单据。", "purpose_papers"),
        Topic.DEBTS: ("征信上的都列了；流水里另有的往来见主要对手方表。", "credit_report"),
    }
    return {str(topic): {"text": text, "paper": paper} for topic, (text, paper) in found.items()}
