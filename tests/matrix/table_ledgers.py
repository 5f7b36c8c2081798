"""Ledgers of loan operations: visits and their map, contracts, days, reports."""

from .lines import EVERYBODY, HR, LEADERS, MENTORS, TRAINEES, Table, act, but, form, page

KEEPERS = f"{TRAINEES} {MENTORS}"
OFFICE = f"{HR} {LEADERS}"
READERS = f"{KEEPERS} {OFFICE} board auditor"
# Whose ledger it is, their mentor, the offices over the bank.
SEES = "trainee mentor hr leader board auditor"

VISITS: Table = {
    "visit-list": page(READERS, seen=EVERYBODY),
    "visit-export": page(READERS, seen=EVERYBODY),
    "visit-add": page(KEEPERS, seen=EVERYBODY),
    "visit-send": act(KEEPERS, seen=EVERYBODY),
    "visit-detail": page(SEES, "visit"),
    "visit-outcome": act("trainee", "visit", seen=but(SEES, "trainee")),
    "visit-case": form("trainee", "visit", seen=but(SEES, "trainee")),
    "visit-withdraw": act("trainee", "visit", seen=but(SEES, "trainee")),
    "visit-contact": act("trainee hr leader", "visit", seen="mentor board auditor"),
    "visit-photo": page(SEES, "visit"),
    "coverage-map": page(READERS, seen=EVERYBODY),
    "visit-funnel": page(READERS, seen=EVERYBODY),
    "area-add": form(OFFICE, seen=EVERYBODY),
    "area-edit": form(OFFICE, "area", seen=but(READERS, OFFICE)),
    "area-give": act(OFFICE, "area", seen=but(READERS, OFFICE)),
    "area-retire": act(OFFICE, "area", seen=but(READERS, OFFICE)),
}

LOANS: Table = {
    "contract-list": page(READERS, seen=EVERYBODY),
    "contract-export": page(READERS, seen=EVERYBODY),
    "contract-import": form(OFFICE, seen=EVERYBODY),
    "contract-template": page(OFFICE, seen=EVERYBODY),
    # A job is its owner's alone.
    "contract-report": page("hr", "contract_check"),
    "contract-confirm": act("hr", "contract_check"),
    "contract-done": page("hr", "contract_import"),
    "contract-detail": page(SEES, "contract"),
    "contract-care": act("trainee hr leader", "contract", seen="mentor board auditor"),
    "contract-customer": act("trainee hr leader", "contract", seen="mentor board auditor"),
}

DAYS: Table = {
    "day-list": page(READERS, seen=EVERYBODY),
    "day-board": page(READERS, seen=EVERYBODY),
    "day-month": page(SEES, "person"),
    "day-sheet": form("trainee", "person =2026-05-21", readers=SEES, seen=but(SEES, "trainee")),
    "day-comment": act("mentor hr leader", "person =2026-05-21", seen="trainee board auditor"),
    "report-list": form(READERS, seen=EVERYBODY),
    "report-pdf": page("hr leader board auditor", "ledger_report"),
    "report-sheet": page("hr leader board auditor", "ledger_report"),
}

TABLE: Table = {**VISITS, **LOANS, **DAYS}
