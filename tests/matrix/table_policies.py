"""The bank's values and regulations."""

from .lines import EVERYBODY, OVERSIGHT, Table, act, but, form, page

# Values and regulations are the bank's: it takes an office at the bank itself.
SETS = "hr admin"

TABLE: Table = {
    "policy-list": page(OVERSIGHT, seen=EVERYBODY),
    "policy-calendar": form(SETS, readers=OVERSIGHT, seen=EVERYBODY),
    # Names days; where none are entered it is 404.
    "policy-calendar-remove": act("", seen=but(EVERYBODY, SETS)),
    "policy-set": form(SETS, "=decision.signers", readers=OVERSIGHT, seen=EVERYBODY),
    "regulation-list": page(EVERYBODY),
    "regulation-add": form(SETS, seen=EVERYBODY),
    "regulation-detail": (page(EVERYBODY, "regulation"), page(OVERSIGHT, "regulation_draft")),
    "regulation-version-add": form(SETS, "regulation", seen=EVERYBODY),
    "regulation-file": page(EVERYBODY, "version"),
    "regulation-draft-edit": form(SETS, "version_draft", seen=OVERSIGHT),
    "regulation-consult": act(SETS, "version_draft", seen=OVERSIGHT),
    "regulation-record": act(SETS, "version_draft", seen=OVERSIGHT),
    "regulation-in-force": act(SETS, "version_draft", seen=OVERSIGHT),
    "regulation-acknowledge": act(EVERYBODY, "version"),
    # Names somebody; nobody of that name is 404.
    "regulation-refusal": act("", "version", seen=but(EVERYBODY, SETS)),
    "regulation-acknowledgements": page(OVERSIGHT, "version", seen=EVERYBODY),
}
