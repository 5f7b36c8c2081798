"""No order of acts before a panel shows a vote early or lets anybody count who may not."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lms.decisions.domain.certification import panel
from lms.decisions.domain.certification.panel import Item, Refused, Vote
from lms.decisions.domain.certification.panel_view import visible

from .test_panel import CONDITIONS, LATER, MEMBERS, NO, YES, item, seated

KEYS = [*(member.key for member in MEMBERS), "trainee", "stranger"]
ACTS = st.one_of(
    st.tuples(st.sampled_from(["arrive", "leave"]), st.sampled_from(KEYS)),
    st.tuples(st.just("recuse"), st.sampled_from(KEYS), st.just("conflict")),
    st.tuples(st.just("appoint"), st.sampled_from(KEYS), st.sampled_from(["chair", "primary"])),
    st.tuples(st.sampled_from(["begin", "open_discussion", "call_vote", "adjourn"])),
    st.tuples(st.sampled_from(["write_opinion", "cast", "cast", "cast"]), st.sampled_from(KEYS)),
)
BALLOT = {0: YES, 1: NO, 2: LATER, 3: CONDITIONS}
# Most random sequences never get anywhere: some runs start with everybody seated, some with the vote called.


def started(where: int) -> Item:
    if where == 0:
        return item()
    state = seated()
    if where == 2:
        for who in state.voters():
            state = panel.write_opinion(state, who, NO)
        state = panel.call_vote(panel.open_discussion(state))
    return state


def perform(state: Item, act: tuple[Any, ...], vote: Vote) -> tuple[Item, str]:
    name, *rest = act
    if name in ("write_opinion", "cast"):
        rest.append(vote)
    try:
        return getattr(panel, name)(state, *rest), ""
    except Refused as refused:
        return state, refused.code


@settings(max_examples=400, deadline=None)
@given(
    where=st.integers(0, 2),
    acts=st.lists(st.tuples(ACTS, st.integers(0, 3), st.integers(0, 3)), max_size=25),
    viewer=st.sampled_from(KEYS),
)
def test_no_order_of_acts_reveals_a_vote_early(where: int, acts: list[Any], viewer: str) -> None:
    """Two panels on which all but the viewer vote differently look the same to the viewer until the votes are open."""
    one = other = started(where)
    for act, left, right in acts:
        own = act[0] in ("write_opinion", "cast") and act[1] == viewer
        one, refused = perform(one, act, BALLOT[left])
        other, refused_too = perform(other, act, BALLOT[left if own else right])
        assert refused == refused_too
        assert one.phase == other.phase
        if not one.open_to_all():
            seen, seen_too = visible(one, viewer), visible(other, viewer)
            if one.phase in ("gathering", "opinions"):
                assert seen == seen_too
            assert (seen.votes, seen.cast_by, seen.status, seen.in_favour) == (seen_too.votes, seen_too.cast_by, "", None)
            assert seen.votes.keys() <= {viewer}


@settings(max_examples=300, deadline=None)
@given(where=st.integers(0, 2), acts=st.lists(st.tuples(ACTS, st.integers(0, 3)), max_size=25))
def test_own_mentor_candidate_and_strangers_never_count(where: int, acts: list[Any]) -> None:
    state = started(where)
    for act, ballot in acts:
        state, _refused = perform(state, act, BALLOT[ballot])
        assert not {"mentor", "trainee", "stranger"} & {*state.voters(), *state.votes, *state.opinions}
        if state.open_to_all():
            assert set(state.votes) == set(state.voters())
            assert len(state.votes) >= state.rule.quorum
