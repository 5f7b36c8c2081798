"""How people in a trade talk, and what they call things. ``{he}`` is the owner, ``{surname}`` the owner's, ``{years}`` how long.

Where several sentences are given, a case's own dice pick one of them, so that a class doesn't read one sentence twenty times.
"""

from dataclasses import dataclass

Lines = tuple[str, ...]


@dataclass(frozen=True)
class Voices:
    """Words only: no figure is derived from them."""

    neighbour: str  # who is asked next door
    helper: str  # who is hired
    peers: str  # whom the output a head is compared with
    landlord: str  # who lets the premises or the land, as a source
    slack: Lines  # why one month was poor, as everybody around knows
    supplier_calm: Lines  # a supplier who has nothing to tell
    sales_calm: Lines  # a neighbour on how the business goes
    season_calm: Lines
    took_over: str  # the landlord on somebody who took the business over lately
    small_supplier: str  # the one that is easily forgotten
    lessor: str = "房东"
    rent: str = "房租"
    lease: str = "租赁合同"
    expenses: str = "水电"  # what a month costs beside rent and wages, in a word
    till: str = "柜台抽屉"  # where the cash book lies
    daybook: str = "收银日结"  # what a day's takings are read from
    takings: str = "货款"  # what a payment of a customer is called in a flow
    margin_sample: tuple[str, str] = ("抽十个主力品的进价与售价", "进货单与价签")
    purchases: Lines = ("主要从{goods}拿货，都是老关系。", "货从{goods}这几家进，打交道好些年了。")
    stock: Lines = ("按进价算，手头的货值{amount}。", "货都在这儿，按进价合{amount}。")
    margin: Lines = ("卖一百块，毛利大概{yuan}。", "一百块的货，刨去进价能剩{yuan}。")
    receivables: Lines = ("外头欠我{amount}，都是熟人。", "账上还有{amount}没收回来，都是老主顾。")
    payables: Lines = ("欠供应商{amount}，按月结。", "货款还差人家{amount}，月底对账。")
    defaulter: tuple[str, str] = ("包工头老吕", "前两年有个包工头跑了，欠了这一片好几家的钱。")
    owner_calm: Lines = (
        "{surname}老板自己在干，人实在。",
        "天天见{he}在，里里外外都是{he}张罗。",
        "{he}这人话不多，干活是自己干的，没听说有别人掺和。",
    )
    landlord_calm: Lines = ("{he}租了{years}，租金没拖过。", "合同签了{years}，每回到日子就转过来。", "{years}了，租金从来没让我催过。")
    staff_calm: Lines = ("老板天天在，工资按月发。", "活是老板派，工钱每月都到账。", "在这儿干了一阵子了，都是老板自己管。")
