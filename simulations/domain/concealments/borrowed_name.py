"""The person who signs is not the person who runs the business: takings flow into somebody else's accounts."""

from ..story.scene import Scene
from .concealment import Concealment, Hidden

BOSSES = ("姐夫", "前任店主", "堂兄", "老乡")


def hide(scene: Scene) -> Hidden:
    boss = scene.dice.pick(BOSSES)
    scene.figures.own_share = scene.size((60, 150), (220, 380))
    scene.facts["controller"] = boss
    scene.facts["credit_blank"] = "yes"
    scene.answers["margin"] = "这个……得问一下，平时进货价我记不太清。"
    scene.answers["purchases"] = "进货的事一般不是我管，单子都在柜子里。"
    scene.say("neighbour", "owner", f"天天拿主意的是他{boss}，挂名的那个在外头上班，偶尔过来。")
    scene.say("staff", "owner", f"发工资的是{boss}，我们都叫{boss}老板。")
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
