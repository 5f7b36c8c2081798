"""Question cards by topic (after domain.md 3.7) and the words scripted members use. Spoken Chinese, as in a real committee."""

from collections.abc import Mapping

from simulations.enums import Topic

CARDS: Mapping[Topic, tuple[str, ...]] = {
    Topic.TRUTH: (
        "销售额是用哪几种互不相干的来源核出来的？有没有哪一种对不上？",
        "流水里亲属和股东之间的往来占多少，剔除之后还剩多少？",
        "执照、租约和流水最早的日期对得上吗？",
    ),
    Topic.REPAYMENT: (
        "扣掉现有债务和家里开支，每个月还剩多少可以还款？",
        "如果旺季的生意少三成，第几个月开始还不上？",
        "定的还款日和他平时收钱的日子隔了几天？",
    ),
    Topic.WILLINGNESS: (
        "走访过程中他改过几次口，改的是哪件事？",
        "配偶知道这笔贷款吗，当面问过没有？",
        "为什么不愿意按月还本？",
    ),
    Topic.DEBTS: (
        "每月固定转出去的那笔钱是给谁的？",
        "权益检验的差额，最像是哪一件大事？",
        "亲戚朋友的借款什么时候要还，有没有写在纸上？",
    ),
    Topic.PURPOSE: (
        "能证实的资金需求是多少，和申请的差额去哪里？",
        "如果不放这笔贷款，他打算怎么办？",
    ),
    Topic.TRADE: (
        "同一条街上的同行毛利是多少，他为什么不一样？",
        "主要进货涨价一成，净利会变成多少？",
    ),
    Topic.GUARANTEE: (
        "保证人自己欠多少，知道要承担什么责任吗？",
        "如果没有担保，你还建议放吗？",
    ),
    Topic.FAMILY: (
        "一年之内家里有没有婚嫁、购房、升学的大开支？",
        "家用这个数是怎么核出来的？",
    ),
    Topic.COMPLIANCE: (
        "两位调查人是不是同时到场，照片的时间对得上吗？",
        "有没有人为这笔贷款打过招呼？",
    ),
}

MOODS: Mapping[str, str] = {
    "unknown": "这一点调查时没有核到，会后补核，三个工作日内书面答复。",
    "approve": "同意。数据之间对得上，还款来源清楚。",
    "conditional": "可以做，但要带条件。",
    "refuse": "不同意。",
    "investigate": "现在表态太早，建议补充调查。",
    "weighs": "最要紧的是：",
    "income": "每月可支配收入对还款的保障不够厚。",
    "waiting": "会上答应补的材料还没有见到。",
    "changed": "听了答疑和讨论，材料里原来放心不下的地方有了新的说法，分量变了。",
}

# What is checked, by whom, by when, and whether before disbursement.
CONDITIONS: Mapping[Topic, tuple[str, str, str, bool]] = {
    Topic.TRUTH: ("补一种独立来源的销售检验，偏差不超过 5%", "主调", "放款前", True),
    Topic.REPAYMENT: ("改为按月等额还本，额度压到月可支配收入能覆盖的范围", "主调", "放款前", True),
    Topic.WILLINGNESS: ("配偶当面签署借款知晓书", "协办", "放款前", True),
    Topic.DEBTS: ("取得债权人书面对账，新旧债务合计重算还款能力", "主调", "放款前", True),
    Topic.PURPOSE: ("凭购货合同受托支付，放款后十五日内核验用途", "主调", "放款后十五日", False),
    Topic.TRADE: ("每季度核一次毛利，低于约定水平时面谈", "主调", "放款后每季度", False),
    Topic.GUARANTEE: ("保证人资产负债当面核实并签保证合同", "协办", "放款前", True),
    Topic.FAMILY: ("核实家庭一年内大额开支并留存说明", "协办", "放款前", True),
    Topic.COMPLIANCE: ("双人重新到场核验并补齐影像", "主调与协办", "放款前", True),
}
