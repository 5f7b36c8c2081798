"""What one can ask about, and the words by which a question in one's own words is understood."""

from collections.abc import Mapping
from types import MappingProxyType

TOPICS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "sales": ("销售", "卖多少", "营业额", "生意怎么样", "一天卖", "一个月卖", "一年卖", "收入"),
        "season": ("旺季", "淡季", "哪几个月", "季节"),
        "margin": ("毛利", "利润率", "赚几个点", "进价", "售价", "加价"),
        "profit": ("净利", "净赚", "一年能落", "赚多少", "剩多少"),
        "purchases": ("进货", "采购", "跟谁拿货", "供应商", "供货"),
        "stock": ("库存", "存货", "压多少货", "货值", "盘点", "寄售", "代销"),
        "receivables": ("应收", "谁欠您", "赊账", "外面欠", "欠您最多", "收不回"),
        "payables": ("应付", "欠供应商", "货款结清", "结账", "欠货款"),
        "loans": ("贷款", "借款", "借钱", "欠银行", "信用卡", "网贷", "亲戚朋友", "负债", "民间"),
        "household": ("家用", "家里花", "开支", "孩子", "上学", "几口人", "生活费"),
        "other_income": ("其他收入", "工资", "爱人上班", "房租收入"),
        "costs": ("费用", "房租", "工钱", "水电", "成本", "关门一个月"),
        "staff": ("员工", "几个人", "雇", "工人", "帮工"),
        "years": ("几年", "什么时候开", "经营年限", "接手", "转让", "盘"),
        "purpose": ("用途", "借来干什么", "钱用在", "做什么用", "为什么贷"),
        "repayment": ("怎么还", "还款", "分期", "每月能还"),
        "events": ("大事", "买过", "买房", "买车", "生病", "亏过", "婚", "随礼"),
        "history": ("本钱", "初始", "开店的钱", "投入", "前几年", "往年"),
        "cash": ("现金", "抽屉", "账上", "余额", "存款"),
        "bank": ("流水", "银行卡", "收款码", "微信", "支付宝", "转账"),
        "owner": ("谁做主", "老板是谁", "实际经营", "谁说了算"),
    }
)


def topics_in(question: str) -> list[str]:
    """Topics that a question touches, the one with the longest matching word first; empty when none is understood."""
    best: dict[str, int] = {}
    for topic, words in TOPICS.items():
        longest = max((len(word) for word in words if word in question), default=0)
        if longest:
            best[topic] = longest
    return sorted(best, key=lambda topic: (-best[topic], list(TOPICS).index(topic)))
