"""No deceit: hardly anybody knows what a family spends in a year."""

from ..money import YUAN, permille, round_to
from ..story.scene import Scene
from .concealment import Concealment, Hidden

SPOUSE = ("{he}哪知道家里花多少，孩子的补课、人情往来都是我出的。", "{he}说的那点哪够，光随礼和补课一年就不少。")


def hide(scene: Scene) -> Hidden:
    claims = scene.claims
    less = round_to(permille(scene.truth.annual("household"), scene.dice.between(190, 260)), 100 * YUAN)
    claims.household -= less
    scene.say("spouse", "household", scene.words("thrifty", SPOUSE))
    return Hidden(less, ("household_visit", "spouse_household"), {"household": -less})


CONCEALMENT = Concealment(
    code="thrifty_household",
    name="家庭开支说少了",
    deceit="harmless",
    noticed_by=("household", "equity"),
    sources=1,
    hide=hide,
)
