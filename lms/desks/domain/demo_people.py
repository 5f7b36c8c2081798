"""The fictional banks and people of the demonstration. Nobody here exists."""

from dataclasses import dataclass

PASSWORD = "duzuo-demo"


@dataclass(frozen=True)
class Part:
    """One demo account: its employee number, invented name and role, and the node it belongs to."""

    number: str
    name: str
    role: str
    node: str = "bank"


@dataclass(frozen=True)
class DemoBank:
    """One demo bank with its nodes (key → name) and staff."""

    code: str
    name: str
    short_name: str
    brand_name: str
    accent: str
    nodes: tuple[tuple[str, str, str], ...]
    staff: tuple[Part, ...]


GREENFIELD = DemoBank(
    code="demo",
    name="青禾农村商业银行（演示）",
    short_name="青禾农商行",
    brand_name="青禾农商行",
    accent="pine",
    nodes=(
        ("microloans", "department", "小微贷事业部"),
        ("chengguan", "branch", "城关支行"),
        ("heqiao", "branch", "河桥支行"),
    ),
    staff=(
        Part("admin1", "顾管理", "administrator"),
        Part("hr1", "沈人力", "hr"),
        Part("hr2", "许人力", "hr"),
        Part("leader1", "严行长", "leader"),
        Part("board1", "梁项目", "project_board"),
        Part("board2", "程项目", "project_board"),
        Part("auditor1", "章审计", "auditor"),
        Part("teacher1", "孟班主任", "class_teacher", "microloans"),
        Part("instructor1", "乔讲师", "instructor", "microloans"),
        Part("instructor2", "柏讲师", "instructor", "microloans"),
        Part("mentor1", "岳师傅", "mentor", "chengguan"),
        Part("mentor2", "纪师傅", "mentor", "heqiao"),
        Part("consultant1", "白顾问", "consultant", "microloans"),
        Part("committee1", "委员一", "committee_member", "microloans"),
        Part("committee2", "委员二", "committee_member", "microloans"),
        Part("committee3", "委员三", "committee_member", "microloans"),
        Part("committee4", "委员四", "committee_member", "chengguan"),
        Part("committee5", "委员五", "committee_member", "heqiao"),
    ),
)

FARHILLS = DemoBank(
    code="other",
    name="远山农村商业银行（演示）",
    short_name="远山农商行",
    brand_name="远山农商行",
    accent="lake",
    nodes=(("main", "branch", "营业部"),),
    staff=(
        Part("hr1", "远山人力", "hr"),
        Part("instructor1", "远山讲师", "instructor"),
    ),
)

UNION_CODE = "union"
UNION_PART = Part("union1", "俞省联", "auditor", "union")

# number, invented name, branch, legal footing; the first fifteen are the finished class, the others the running one.
FINISHED = (
    ("trainee01", "林晓禾", "chengguan", "pre_hire"),
    ("trainee02", "周㛃", "chengguan", "pre_hire"),
    ("trainee03", "郑一帆", "heqiao", "pre_hire"),
    ("trainee04", "何嘉树", "heqiao", "probation"),
    ("trainee05", "苏沐阳", "chengguan", "pre_hire"),
    ("trainee06", "唐䶮", "heqiao", "transfer"),
    ("trainee07", "罗知夏", "chengguan", "pre_hire"),
    ("trainee08", "谢子安", "chengguan", "probation"),
    ("trainee09", "韩月明", "heqiao", "pre_hire"),
    ("trainee10", "曹书言", "chengguan", "transfer"),
    ("trainee11", "邓若溪", "heqiao", "pre_hire"),
    ("trainee12", "冯川", "heqiao", "pre_hire"),
    ("trainee13", "彭小满", "chengguan", "probation"),
    ("trainee14", "魏然", "heqiao", "pre_hire"),
    ("trainee15", "陆青山", "chengguan", "agency"),
)
RUNNING = (
    ("trainee16", "方晨", "chengguan", "pre_hire"),
    ("trainee17", "石榴", "heqiao", "pre_hire"),
    ("trainee18", "姚远", "chengguan", "pre_hire"),
    ("trainee19", "江予安", "heqiao", "probation"),
    ("trainee20", "田甜", "chengguan", "pre_hire"),
    ("trainee21", "范舟", "heqiao", "pre_hire"),
    ("trainee22", "丁一", "chengguan", "transfer"),
    ("trainee23", "余秋白", "heqiao", "pre_hire"),
    ("trainee24", "夏至", "chengguan", "pre_hire"),
    ("trainee25", "秦岭", "heqiao", "probation"),
    ("trainee26", "白露", "chengguan", "pre_hire"),
    ("trainee27", "高原", "heqiao", "pre_hire"),
)
STRANGERS = (("trainee01", "远山学员", "main", "pre_hire"),)
