"""Which change of an enrolment is possible."""

LEFT = frozenset({"withdrawn", "did_not_continue", "transferred"})

# From each state the states a person may move to; coming back is possible, because an appeal can be upheld.
TRANSITIONS: dict[str, frozenset[str]] = {
    "enrolled": frozenset({"active", *LEFT}),
    "active": frozenset({"completed", *LEFT}),
    "completed": frozenset({"active", *LEFT}),
    "withdrawn": frozenset({"active"}),
    "did_not_continue": frozenset({"active"}),
    "transferred": frozenset({"active"}),
}


def may_change(from_state: str, to_state: str) -> bool:
    return to_state in TRANSITIONS.get(from_state, frozenset())


def choices_from(state: str) -> frozenset[str]:
    return TRANSITIONS.get(state, frozenset())
