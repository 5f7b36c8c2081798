"""The ledger, the log and the chain."""

from .lines import ADMINS, EVERYBODY, LEADERS, Table, act, page

# Whoever sees the trainee as a person: by office, as their mentor, as themselves.
SEES = "hr leader board auditor admin mentor trainee"
READS_LOG = f"{LEADERS} {ADMINS} auditor"
KEEPS_CHAIN = "auditor admin"

TABLE: Table = {
    "evidence-list": page(EVERYBODY),
    "evidence-list key": page(SEES, "person"),
    "evidence-detail": page(SEES, "fact"),
    "competency-tree": page(EVERYBODY),
    "act-list": page(READS_LOG, seen=EVERYBODY),
    "act-export": act(READS_LOG, seen=EVERYBODY),
    "chain-status": page(KEEPS_CHAIN, seen=EVERYBODY),
    "chain-verify": act(KEEPS_CHAIN, seen=EVERYBODY),
    "chain-head": act(KEEPS_CHAIN, seen=EVERYBODY),
}
