"""More is asked for than the business needs; the rest is meant for something else."""

from ..money import WAN, YUAN, permille, round_to
from ..story.scene import Scene
from .concealment import Concealment, Hidden

USES = ("给小舅子买车跑网约车", "凑儿子婚房的首付", "替表哥还一笔到期的贷款", "跟朋友合伙放工程款")


def hide(scene: Scene) -> Hidden:
    truth, claims = scene.truth, scene.claims
    more = max(WAN, round_to(permille(truth.need, scene.size((800, 1200), (300, 450))), 1000 * YUAN))
    claims.amount = truth.need + more
    claims.need = claims.amount
    use = scene.dice.pick(USES)
    scene.facts["true_use"] = use
    scene.say("spouse", "purpose", f"生意上用不了这么多，剩下的听说要{use}。")
    return Hidden(more, ("purpose_papers", "spouse_purpose"), {"amount": more})


CONCEALMENT = Concealment(
    code="wrong_purpose",
    name="用途不实",
    deceit="exaggeration",
    noticed_by=("purpose",),
    sources=2,
    hide=hide,
)
