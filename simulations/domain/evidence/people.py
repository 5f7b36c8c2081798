"""What others say: spouse, neighbours, suppliers, landlord, staff. Each is a source of its own."""

from collections.abc import Iterator

from ..money import text
from ..story.scene import Remark, Scene
from .piece import Channel, Piece

WHO: dict[str, tuple[str, int]] = {
    "spouse": ("配偶（单独谈）", 15),
    "neighbour": ("隔壁邻居", 8),
    "supplier": ("供应商电话", 10),
    "landlord": ("房东电话", 8),
    "staff": ("帮工（趁老板不在）", 6),
}


def _small_talk(scene: Scene) -> list[Remark]:
    """What each says when nothing is amiss, so that silence gives nothing away."""
    profile = scene.truth.profile
    wage = "我自己有份工资，" if scene.truth.fixed.other_income else "我也搭手，"
    return [
        Remark("spouse", "household", f"{wage}家里{profile.people}口人，开支我大致有数。"),
        Remark("spouse", "loans", "贷款的事他跟我商量过，征信上的那些我都知道。"),
        Remark("spouse", "purpose", f"贷款就是为了{scene.claims.purpose}，我同意签字。"),
        Remark("neighbour", "sales", "他家生意看着正常，没见停过。"),
        Remark("neighbour", "owner", f"{profile.owner.name[0]}老板自己在干，人实在。"),
        Remark("supplier", "stock", "账期照常走，货都是他买断的，没有寄售。"),
        Remark("spouse", "bank", "钱进钱出都是生意上的，卡在我们自己手里。"),
        Remark("neighbour", "receivables", "没听说谁欠他家大钱。"),
        Remark("neighbour", "season", "一年里忙几个月闲几个月，这行都这样。"),
        Remark("supplier", "owner", "都是老板本人来对账。"),
        Remark("landlord", "years", f"他租了{scene.figures.months_open // 12}年多，租金没拖过。"),
        Remark("staff", "owner", "老板天天在，工资按月发。"),
        Remark("staff", "loans", "没听说老板外头欠钱，催账的没见过。"),
    ]


def people(scene: Scene) -> Iterator[Piece]:
    """Remarks laid by concealments take the place of small talk on the same topic."""
    said = {(remark.channel, remark.topic): remark for remark in [*_small_talk(scene), *scene.remarks]}
    if not scene.has_staff:
        said = {key: remark for key, remark in said.items() if key[0] != "staff"}
    for (channel, topic), remark in sorted(said.items()):
        source, minutes = WHO[channel]
        yield Piece(
            id=f"{channel}_{topic}",
            channel=_channel(channel),
            topic=topic,
            title=source,
            source=source,
            origin=channel,
            grade="D" if channel in {"spouse", "staff"} else "C",
            minutes=minutes,
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
