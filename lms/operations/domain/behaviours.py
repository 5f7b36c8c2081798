"""What can be seen of a person's work at each node: a mentor picks two and says how well each was done."""

from dataclasses import dataclass

PICKED = 2
"""How many behaviours a card names."""
MARKS: tuple[int, ...] = (1, 2, 3)
"""1 not yet, 2 mostly, 3 reliably."""


@dataclass(frozen=True)
class Behaviour:
    """One observable behaviour; ``code`` is unique over all nodes and goes into evidence."""

    code: str
    name: str
    name_en: str


def _of(node: str, *pairs: tuple[str, str, str]) -> tuple[Behaviour, ...]:
    return tuple(Behaviour(f"{node}.{code}", name, name_en) for code, name, name_en in pairs)


BEHAVIOURS: dict[str, tuple[Behaviour, ...]] = {
    "marketing": _of(
        "marketing",
        ("plan", "出门前想清楚：网格、对象、开场白", "Plans the round: area, targets, opening words"),
        ("opening", "先说明身份和来意，不承诺利率、额度", "Says who they are and why; promises no rate or amount"),
        ("listen", "多问少说，问到经营和用款的真实需要", "Asks more than talks; gets to the real business and need"),
        ("sort", "当场判断意向等级，不合适的礼貌收住", "Judges interest on the spot; ends politely where it doesn't fit"),
        ("objection", "遇到拒绝不争辩，能给出有根据的回应", "Meets objections calmly and with facts"),
        ("follow_up", "约定下次时间，当天记入台账", "Agrees on the next step; ledger the same day"),
    ),
    "acceptance": _of(
        "acceptance",
        ("disclose", "讲清条件、费用、流程和客户的权利", "Explains terms, costs, steps and the customer's rights"),
        ("consent", "先取得书面授权，再查征信", "Has written consent before any credit query"),
        ("check_list", "按清单收件，当面核对原件", "Collects by the list; compares originals in person"),
        ("identity", "核实本人、配偶与共同经营人", "Verifies applicant, spouse and partners"),
        ("purpose", "把用途问到具体：买什么、向谁买、何时付", "Asks for the exact purpose: what, from whom, when"),
        ("first_view", "给出初步判断并说明理由", "Gives a first view with reasons"),
        ("complete", "缺件一次性告知，不让客户来回跑", "Names everything missing at once"),
    ),
    "admission": _of(
        "admission",
        ("rules", "逐条对照准入标准，不凭印象", "Goes through the admission rules one by one"),
        ("exclude", "识别禁入行业、名单与不良记录", "Finds excluded trades, lists and bad records"),
        ("stage_of_life", "判断经营年限、家庭与住所是否稳定", "Judges years in business, family, home"),
        ("debt", "初算总负债与或有负债", "Works out first figures of debt and guarantees given"),
        ("related", "查出关联人、关联贷款与互保", "Finds related people, loans and mutual guarantees"),
        ("say_no", "该拒的敢拒，理由写得清楚", "Refuses where due, with clear reasons"),
    ),
    "investigation": _of(
        "investigation",
        ("prepare", "上门前列出假设、要看的和要问的", "Comes with assumptions and a list of what to see and ask"),
        ("two_people", "双人到场，分工清楚，各记各的", "Two on site, clear roles, own notes"),
        ("look_first", "先看货、看人、看账，再下结论", "Looks at goods, people and books before concluding"),
        ("source", "每个数字都有来源，能说出可靠程度", "Every figure has a source and a grade"),
        ("cross_check", "用独立来源交叉检验收入、毛利与权益", "Cross-checks turnover, margin and equity by independent sources"),
        ("soft", "问到家庭、口碑、习惯等软信息", "Learns about family, reputation, habits"),
        ("contradiction", "发现矛盾当场追问，不替客户圆话", "Follows up on contradictions; doesn't explain them away"),
        ("respect", "态度平和，不吃请、不收礼", "Calm manner; takes no meals or gifts"),
    ),
    "report": _of(
        "report",
        ("facts_first", "事实与判断分开写", "Keeps facts and judgement apart"),
        ("statements", "三表勾稽平衡，口径一致", "The three statements tie up"),
        ("cross_shown", "写明交叉检验的过程和偏差", "Shows cross-checks and deviations"),
        ("risk", "写出主要风险和应对，不回避", "Names the main risks and what to do about them"),
        ("proposal", "额度、期限、还款方式由现金流推出", "Derives amount, term and repayment from cash flow"),
        ("plain", "语言简洁，外行也读得懂", "Short and plain"),
        ("on_time", "按时交稿，退改后不重复出错", "On time; the same mistake isn't made twice"),
    ),
    "approval": _of(
        "approval",
        ("present", "八分钟讲清客户、需求、还款来源、风险", "Presents customer, need, repayment and risk in eight minutes"),
        ("own_view", "有自己的结论，不看领导脸色", "Has a view of their own"),
        ("numbers", "数据熟，答得出、说得出来源", "Knows the figures and where they come from"),
        ("unknown", "不知道就说不知道，承诺补查", "Says what they don't know and promises to find out"),
        ("accept", "听得进质询，能据此修正方案", "Takes questions; mends the proposal"),
        ("conditions", "把审批条件记全，并说明如何落实", "Notes every condition and how it will be met"),
    ),
    "disbursement": _of(
        "disbursement",
        ("conditions", "放款前逐条落实审批条件", "Meets every condition before disbursement"),
        ("face_to_face", "双人面签，核验身份并留影像", "Signs face to face, two people, identity checked and recorded"),
        ("elements", "核对合同要素：金额、利率、期限、用途、账号", "Checks amount, rate, term, purpose, account in the contract"),
        ("explain", "向客户和保证人讲清义务与后果", "Explains duties and consequences to customer and guarantor"),
        ("collateral", "抵质押登记办妥，权证入库", "Collateral registered, papers in custody"),
        ("payment", "按用途受托或自主支付，留存凭证", "Pays according to purpose; keeps proof"),
        ("file", "当日归档，不缺页、不代签", "Files the same day; nothing missing, nobody signs for another"),
    ),
    "post_loan": _of(
        "post_loan",
        ("first_check", "十五日内首检，核对资金用途", "First check within fifteen days, purpose verified"),
        ("on_site", "到现场看，不靠电话代替", "Goes there; a call is no visit"),
        ("three_columns", "用途、经营、家庭三方面都看到", "Sees purpose, business and family"),
        ("signal", "抓住预警信号并及时上报", "Catches warning signs and reports them in time"),
        ("record", "检查记录有事实、有照片、有结论", "Records facts, photos, conclusion"),
        ("relation", "维护客户关系，摸清续贷意愿", "Keeps the relation; knows about renewal"),
        ("due", "到期前提醒，还款来源心中有数", "Reminds before due dates; knows where repayment comes from"),
    ),
    "collection": _of(
        "collection",
        ("day_one", "逾期首日联系，问清原因", "Contacts on day one and learns why"),
        ("timeline", "按时间轴推进，不拖不跳步", "Follows the timeline; no delay, no skipping"),
        ("lawful", "依法合规催收，不骚扰、不威胁、不泄露", "Lawful: no harassment, no threats, nothing disclosed"),
        ("facts", "掌握还款能力、资产与担保现状", "Knows ability to pay, assets and guarantees"),
        ("plan", "谈成可执行的还款方案并书面固定", "Reaches a workable plan, in writing"),
        ("escalate", "该移交、该起诉时及时提出", "Proposes hand-over or court in time"),
        ("record", "每次联系都有记录，保住诉讼时效", "Records every contact; keeps the limitation period alive"),
    ),
}
CODES: dict[str, Behaviour] = {one.code: one for group in BEHAVIOURS.values() for one in group}


def behaviours_of(node: str) -> tuple[Behaviour, ...]:
    """The rubric of a node; empty for an unknown one."""
    return BEHAVIOURS.get(node, ())


def picked_wrongly(node: str, picked: dict[str, int]) -> str:
    """The code of what is wrong with the behaviours of a card (``two_behaviours``, ``behaviour``, ``mark``), or an empty text."""
    if len(picked) != PICKED:
        return "two_behaviours"
    known = {one.code for one in behaviours_of(node)}
    if not set(picked) <= known:
        return "behaviour"
    return "" if all(type(mark) is int and mark in MARKS for mark in picked.values()) else "mark"
