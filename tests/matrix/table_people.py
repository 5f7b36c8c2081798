"""Accounts, people and the organisation."""

from .lines import EVERYBODY, MANAGERS, OVERSIGHT, Table, act, form, page

# Who sees the trainee by office; who keeps the account; an administrator alone changes the tree.
SEES = "hr leader board auditor admin"
KEEPS = "hr admin"

TABLE: Table = {
    "sign-in": form(EVERYBODY, open=True, gives=302),
    "account_login": form(EVERYBODY, open=True, gives=302),
    "code-sign-in": form(EVERYBODY, open=True),
    "sign-out": act(EVERYBODY, open=True),
    "account_logout": act(EVERYBODY, open=True),
    # Whoever has no second factor has nothing to confirm and is sent on.
    "account_reauthenticate": form(EVERYBODY),
    "password-change": form(EVERYBODY),
    "set-language": act(EVERYBODY, open=True),
    "account": form(EVERYBODY),
    # Names one of the person's own sessions; none of that name is 404.
    "session-end": act(""),
    "confidentiality": form(EVERYBODY),
    # Everybody declares their own; HR ends a declaration.
    "kinship-list": form(EVERYBODY),
    "kinship-end": form("hr", "kinship", seen="trainee left leader board auditor"),
    "people-list": page(OVERSIGHT, seen=EVERYBODY),
    "person-add": form(MANAGERS, seen=EVERYBODY),
    "people-codes": act(MANAGERS, seen=EVERYBODY),
    "person-detail": page(SEES, "person"),
    "person-edit": form(KEEPS, "person", seen=SEES),
    "role-grant": form(KEEPS, "person", seen=SEES),
    "role-end": form(KEEPS, "person", seen=SEES, query="role"),
    "person-level": form(KEEPS, "person", seen=SEES),
    "person-code": act(KEEPS, "person", seen=SEES),
    "person-password": act(KEEPS, "person", seen=SEES),
    "person-second-factor": form(KEEPS, "person", seen=SEES),
    "person-state": form(KEEPS, "person", seen=SEES),
    "organisation-tree": page(OVERSIGHT, seen=EVERYBODY),
    "organisation-add": form("admin", seen=EVERYBODY),
    "organisation-brand": form("admin", seen=EVERYBODY),
    "organisation-edit": form("admin", "node", seen=EVERYBODY),
    "organisation-close": act("admin", "node", seen=EVERYBODY),
    "organisation-reopen": act("admin", "node", seen=EVERYBODY),
}
