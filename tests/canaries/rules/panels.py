"""The certification panel, first recognitions and suspensions."""

from collections.abc import Mapping
from typing import Any

from ..groups import READS_DECISIONS, Rule

# Who sits on the panel, or stands before it.
SEATED = "committee consultant mentor"
SEES = f"{READS_DECISIONS} {SEATED}"
HEARD = "trainee classmate"


def of_vote(row: Any, parts: Mapping[Any, str]) -> str:
    """A sealed vote is its voter's alone."""
    sealed = row.item.state in ("opinions", "voting") and not (row.round == "opinion" and row.item.state == "voting")
    return "@user" if sealed else SEES


RULES: dict[str, Rule] = {
    "decisions.PanelSitting.title": f"{SEES} {HEARD}",
    "decisions.PanelSitting.place": SEES,
    "decisions.PanelItem.exception_reason": SEES,
    "decisions.PanelItem.recommendation": SEES,
    "decisions.PanelItem.reasons": f"{SEES} @user",
    "decisions.PanelItem.withdrawn_reason": f"{SEES} @user",
    "decisions.PanelCondition.text": f"{SEES} @item__user @owner",
    "decisions.PanelCondition.note": f"{SEES} @item__user @owner",
    "decisions.PanelVote.reason": of_vote,
    "decisions.PanelVote.conditions": of_vote,
    "decisions.PanelRecusal.reason": SEES,
    "decisions.PanelStatement.text": f"{SEES} @user",
    "decisions.PanelAppeal.text": f"{READS_DECISIONS} @item__user",
    "decisions.PanelAppeal.answer": f"{READS_DECISIONS} @item__user",
    "decisions.Recognition.resolution": f"{READS_DECISIONS} @user",
    "decisions.Recognition.evidence": f"{READS_DECISIONS} @user",
    "decisions.Recognition.withdrawn_reason": f"{READS_DECISIONS} @user",
    "decisions.RecognitionFile.name": f"{READS_DECISIONS} @recognition__user",
    "decisions.RecognitionFile.file": f"{READS_DECISIONS} @recognition__user",
    "decisions.Suspension.reason": f"{READS_DECISIONS} @user @suspended_by mentor",
}

NO_CANARY = {
    "decisions.PanelSitting.rule": "figures and choices, no words: asserted below",
    "decisions.PanelItem.node": "a word of ours",
    "decisions.PanelItem.products": "codes, no words: asserted below",
    "decisions.PanelItem.packet": "codes, figures and keys, no words: asserted below",
    "decisions.PanelItem.packet_digest": "computed",
    "decisions.PanelItem.outcome_digest": "computed",
    "decisions.PanelItem.present": "names people, no words: asserted below",
    "decisions.PanelItem.certificate_number": "made by chance",
    "decisions.Recognition.nodes": "codes, no words: asserted below",
    "decisions.Recognition.products": "codes, no words: asserted below",
    "decisions.Recognition.certificate_number": "made by chance",
    "decisions.Suspension.nodes": "codes, no words: asserted below",
}
