"""The whole way of a ranking: rule, lock, receipt, ranking, meeting, publishing, window, signatures, file."""

import io
import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command

from lms.decisions.actions import DecisionProblem, sign_decision
from lms.decisions.domain.recompute import recompute_text
from tests.cast import Cast
from tests.factories.decisions import DAY, RANKED_AT, make_class, make_draft, publish
from tests.house.tree import ROOT


def exported(*arguments: str) -> str:
    out = io.StringIO()
    call_command("export_decision", *arguments, stdout=out)
    return out.getvalue()


def test_from_rule_to_final(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 8)
    decision = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    assert recompute_text(exported(decision.public_id)).same
    decision = publish(decision, cast.hr, [cast.leader])
    assert (decision.state, decision.window_ends_on.isoformat()) == ("published", "2026-05-27")
    after = RANKED_AT + 12 * DAY
    with pytest.raises(DecisionProblem) as refused:
        sign_decision(decision=decision, signer=cast.leader, digest=decision.content_digest, now=RANKED_AT + 3 * DAY)
    assert refused.value.code == "open"
    decision = sign_decision(decision=decision, signer=cast.leader, digest=decision.content_digest, now=after)
    assert decision.state == "published"
    decision = sign_decision(decision=decision, signer=cast.board, digest=decision.content_digest, now=after + timedelta(hours=1))
    assert decision.state == "final"
    text = exported("--latest", "ranking")
    assert recompute_text(text).same
    document = json.loads(text)
    assert [one["role"] for one in document["signatures"]] == ["leader", "project_board"]
    assert {one["digest"] for one in document["signatures"]} == {decision.content_digest}
    assert len(document["outcomes"]) == 8


def recompute(text: bytes) -> subprocess.CompletedProcess[bytes]:
    """A process of its own, with no database to reach."""
    environment = {
        "DATABASE_URL": "postgres://nobody:nothing@127.0.0.1:1/none",
        "PATH": "/usr/bin:/bin",
        "DJANGO_SETTINGS_MODULE": "lms.settings.dev",
    }
    return subprocess.run(
        [sys.executable, "manage.py", "recompute"], input=text, cwd=ROOT, env=environment, capture_output=True, check=False
    )


def test_recompute_as_a_command(cast: Cast) -> None:
    cohort, enrolments = make_class(cast.bank, 4)
    decision = make_draft(cohort, enrolments, hr=cast.hr, signers=[cast.leader, cast.board])
    text = exported(decision.public_id)
    same = recompute(text.encode())
    assert (same.returncode, same.stdout.decode()) == (0, "same\n")
    changed = recompute(text.replace('"value": "92"', '"value": "93"', 1).encode())
    assert changed.returncode == 1
    assert changed.stdout.decode().splitlines()[0].startswith("$.inputs.people[0].scores[0].ratings[0].value: altered")
    assert recompute(b"\xff").returncode == 2


@pytest.mark.parametrize("bad", ["", "{}", "[1]", '{"kind": "decision"'])
def test_what_is_no_document_is_refused(bad: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(bad.encode()), encoding="utf-8"))
    with pytest.raises(SystemExit) as left:
        call_command("recompute")
    assert left.value.code == 2
