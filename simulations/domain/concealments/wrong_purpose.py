"""More is asked for than the business needs; the rest is meant for something else."""

from ..money import WAN, YUAN, permille, round_to
from ..story.scene import Scene
from .concealment import Concealment, Hidden

USES = ("给{brother}买车跑网约车", "替表哥还一笔到期的贷款", "跟朋友合伙放工程款", "凑一套学区房的首付")
SPOUSE = ("生意上用不了这么多，剩下的听说要{use}。", "哪用得了这么多，{he}是想拿一部分{use}。")


def hide(scene: Scene) -> Hidden:
    truth, claims = scene.truth, scene.claims
    more = max(WAN, round_to(permille(truth.need, scene.size((800, 1200), (300, 450))), 1000 * YUAN))
    claims.amount = truth.need + more
    claims.need = claims.amount
    use, of_wife = scene.dice.pick(USES), truth.profile.owner_is_man
    scene.facts["true_use"] = use.format(brother="小舅子" if of_wife else "弟弟")
    told = use.format(brother="我弟" if of_wife else "她弟弟")
    scene.say("spouse", "purpose", scene.words("purpose", SPOUSE, use=told))
    return Hidden(more, ("purpose_papers", "spouse_purpose"), {"amount": more})


CONCEALMENT = Concealment(
    code="wrong_purpose",
    name="用途不实",
    deceit="exaggeration",
    noticed_by=("purpose",),
    sources=2,
    hide=hide,
)
