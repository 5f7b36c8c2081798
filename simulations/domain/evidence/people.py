"""What others say: spouse, neighbours, suppliers, landlord, staff. Each is a source of its own."""

from collections.abc import Iterator

from ..money import text
from ..story.scene import Remark, Scene
from ..truth.calendar import about_years
from .piece import Channel, Piece

MINUTES = {"spouse": 15, "neighbour": 8, "supplier": 10, "landlord": 8, "staff": 6}


def _who(scene: Scene, channel: str) -> str:
    voices = scene.trade.voices
    names = {
        "spouse": "配偶（单独谈）",
        "neighbour": voices.neighbour,
        "supplier": "供应商电话",
        "landlord": voices.landlord,
        "staff": f"{voices.helper}（老板不在场）",
    }
    return names[channel]


def _small_talk(scene: Scene) -> list[Remark]:
    """What each says when nothing is amiss, so that silence gives nothing away."""
    voices = scene.trade.voices

    def says(channel: str, topic: str, *choices: str, **values: str) -> Remark:
        return Remark(channel, topic, scene.words(f"{channel}/{topic}", choices, **values))

    return [
        *_spouse_talk(scene),
        says("neighbour", "sales", *voices.sales_calm),
        says("neighbour", "owner", *voices.owner_calm),
        says("neighbour", "receivables", "没听说谁欠{he}家大钱。", "欠账的事没听{he}念叨过。", "没见{he}为要账跟人红过脸。"),
        says("neighbour", "season", *voices.season_calm),
        says("supplier", "stock", *voices.supplier_calm),
        says("supplier", "owner", "都是老板本人来对账。", "打交道的一直是{surname}老板本人。", "要货结账都是{he}自己打电话。"),
        says("landlord", "years", *voices.landlord_calm, years=about_years(scene.figures.months_open)),
        says("staff", "owner", *voices.staff_calm),
        says("staff", "loans", "没听说老板外头欠钱，催账的没见过。", "没见过有人上门要账。", "钱的事我不清楚，反正没人来催过。"),
    ]


def _spouse_talk(scene: Scene) -> Iterator[Remark]:
    profile, claims = scene.truth.profile, scene.claims
    hand = "我平时搭手" if profile.spouse_helps else "我自己有份工资"
    household = ("{hand}，家里{people}口人，开支我大致有数。", "{hand}，买菜交学费都是我管，花多少心里有本账。")
    yield Remark("spouse", "household", scene.words("spouse/household", household, hand=hand, people=str(profile.people)))
    known = ("贷款的事{he}跟我商量过，征信上的那些我都知道。", "借钱都是两个人商量着来的，就征信上那些。")
    if "loan_relatives" in claims.liabilities:
        known = ("跟亲戚借的、征信上有的，我都知道。", "跟亲戚借的那笔我知道，别的就征信上那些。")
    elif not claims.debts:
        known = ("家里眼下不欠外头的钱，这次贷款跟我商量过。", "现在没有欠账，这次是两个人商量好的。")
    yield Remark("spouse", "loans", scene.words("spouse/loans", known))
    purpose = ("贷款就是为了{purpose}，我同意签字。", "钱是用在{purpose}上，我跟{he}一起还，字我签。")
    yield Remark("spouse", "purpose", scene.words("spouse/purpose", purpose, purpose=claims.purpose))
    bank = ("钱进钱出都是生意上的，卡在我们自己手里。", "卡和手机都在家里，进出的就是生意和家用。")
    yield Remark("spouse", "bank", scene.words("spouse/bank", bank))


def people(scene: Scene) -> Iterator[Piece]:
    """Remarks laid by concealments take the place of small talk on the same topic."""
    said = {(remark.channel, remark.topic): remark for remark in [*_small_talk(scene), *scene.remarks]}
    if not scene.has_staff:
        said = {key: remark for key, remark in said.items() if key[0] != "staff"}
    for (channel, topic), remark in sorted(said.items()):
        source = _who(scene, channel)
        yield Piece(
            id=f"{channel}_{topic}",
            channel=_channel(channel),
            topic=topic,
            title=source,
            source=source,
            origin=channel,
            grade="D" if channel in {"spouse", "staff"} else "C",
            minutes=MINUTES[channel],
            text=remark.text,
            discloses=_disclosed(scene, channel, topic),
        )


def _channel(name: str) -> Channel:
    channels: dict[str, Channel] = {
        "spouse": "spouse",
        "neighbour": "neighbour",
        "supplier": "supplier",
        "landlord": "landlord",
        "staff": "staff",
    }
    return channels[name]


def _disclosed(scene: Scene, channel: str, topic: str) -> dict[str, str]:
    if (channel, topic) == ("landlord", "years"):
        return {"months_open": str(scene.figures.months_open)}
    if (channel, topic) == ("spouse", "household"):
        return {"household": text(scene.truth.annual("household"))}
    return {}
