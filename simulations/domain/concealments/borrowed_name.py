"""The person who signs is not the person who runs the business: takings flow into somebody else's accounts."""

from ..story.scene import Scene
from .concealment import Concealment, Hidden

BOSSES = ("姐夫", "表哥", "堂兄", "同乡")

NEIGHBOUR = ("天天拿主意的是{he}{boss}，挂名的那个在外头上班，偶尔过来。", "管事的是{he}{boss}，执照上那个人我们一个月见不着两回。")
STAFF = ("发工资的是老板的{boss}，干什么也听那人的。", "活是{boss}派的，工资也是那人转的，执照上的老板不管事。")


def hide(scene: Scene) -> Hidden:
    boss = scene.dice.pick(BOSSES)
    scene.figures.own_share = scene.size((60, 150), (220, 380))
    scene.facts["controller"] = boss
    scene.facts["credit_blank"] = "yes"
    scene.answers["margin"] = "这个……得问一下，成本价钱我记不太清。"
    scene.answers["purchases"] = "这些事一般不是我管，单子都在柜子里。"
    scene.say("neighbour", "owner", scene.words("borrowed/neighbour", NEIGHBOUR, boss=boss))
    scene.say("staff", "owner", scene.words("borrowed/staff", STAFF, boss=boss))
    scene.say("supplier", "owner", "来对账的不是执照上这个名字，我们只认人。")
    staff = ("staff_owner",) if scene.has_staff else ()
    return Hidden(scene.claims.amount, ("receipt_codes", "neighbour_owner", *staff, "credit_report"), {})


CONCEALMENT = Concealment(
    code="borrowed_name",
    name="借名贷款",
    deceit="fraud",
    noticed_by=("flow_own_accounts",),
    sources=3,
    hide=hide,
    excludes=("invented_years",),
)
