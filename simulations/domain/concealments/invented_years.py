"""An old shop's years are claimed by somebody who took it over lately."""

from dataclasses import replace

from ..dice import Dice
from ..story.scene import Scene
from ..truth.wishes import Wishes
from .concealment import Concealment, Hidden


def wish(wishes: Wishes, _level: int, dice: Dice) -> Wishes:
    return replace(wishes, months_open=dice.between(20, 30))


def hide(scene: Scene) -> Hidden:
    claims = scene.claims
    years = 5 - scene.level + scene.dice.below(2)
    claims.months_open += 12 * years
    claims.past_profit += years * claims.net_profit * 7 // 10
    claims.past_household += years * claims.household * 8 // 10
    claims.past_other_income += years * claims.other_income
    scene.facts["took_over"] = "yes"
    scene.say("landlord", "years", scene.words("took over", (scene.trade.voices.took_over,)))
    return Hidden(0, ("licence", "lease", "landlord_years"), {"months_open": 12 * years})


CONCEALMENT = Concealment(
    code="invented_years",
    name="虚报经营年限",
    deceit="exaggeration",
    noticed_by=("years", "equity"),
    sources=2,
    hide=hide,
    wish=wish,
    excludes=("borrowed_name",),
)
