"""Loan operations: cases, their folders, customers, signals, the mode."""

from .lines import ADMINS, EVERYBODY, HR, LEADERS, Table, act, form, page

KEEPS = f"{HR} {LEADERS}"
# A branch keeps the cases of the branch; the world's belong to none.
OWN = "hr leader"
READS = f"{OWN} board auditor mentor trainee"
WORKS = f"{OWN} mentor trainee"
SIGNALS = f"{OWN} auditor"

CASES: Table = {
    "case-list": page(EVERYBODY),
    "case-new": form(KEEPS, seen=EVERYBODY),
    "case-detail": page(READS, "loan_case"),
    "case-edit": form(OWN, "loan_case", seen=READS),
    "case-assign": act(OWN, "loan_case", seen=READS),
    "case-move": act(OWN, "loan_case", seen=READS),
    "case-close": act(OWN, "loan_case", seen=READS),
    "case-import": form(KEEPS, seen=EVERYBODY),
    "case-import-template": page(KEEPS, seen=EVERYBODY),
    # A job is its owner's alone.
    "case-import-report": page("hr", "case_check"),
    "case-import-confirm": act("hr", "case_check"),
    "case-import-done": page("hr", "case_import"),
    "operations-mode": form(f"{LEADERS} {ADMINS}", readers=f"{KEEPS} {ADMINS} board auditor", seen=EVERYBODY),
    "node-control": page(EVERYBODY),
}

FOLDERS: Table = {
    # A case without a folder can be given one; one that has a folder shows it.
    "case-folder": (form(OWN, "loan_case", seen=READS), form("", "folder_case", readers=READS, seen=READS)),
    "case-tie": act(WORKS, "folder_case", seen=READS),
    "case-tie-show": form(WORKS, "folder_case case_tie", seen=READS),
    "case-overdue": act(WORKS, "folder_case", seen=READS),
    "case-paid-up": act(WORKS, "folder_case", seen=READS),
    "case-repaid": act(WORKS, "folder_case", seen=READS),
    "case-repaid-undo": act(WORKS, "folder_case", seen=READS),
    "case-step": page(READS, "folder_case =acceptance"),
    "step-save": act(WORKS, "folder_case =admission", seen=READS),
    "step-finish": act(WORKS, "folder_case =acceptance", seen=READS),
    "step-return": act(WORKS, "folder_case =admission", seen=READS),
    "step-skip": act(WORKS, "folder_case =warning", seen=READS),
    "step-file": act(WORKS, "folder_case =acceptance", seen=READS),
    "reviewer-name": act(OWN, "folder_case", seen=READS),
    "case-renew": form(WORKS, "folder_case", seen=READS),
    "resolution-take": act(WORKS, "folder_case", seen=READS),
    "case-figures": form(WORKS, "folder_case", readers=READS, seen=READS),
    "case-check": form(WORKS, "folder_case =equity", readers=READS, seen=READS),
    "condition-meet": form(WORKS, "folder_case =1", seen=READS),
    "check-record": form(WORKS, "after_check", seen=READS),
    "overdue-step": form(WORKS, "overdue_step", seen=READS),
    "case-file": page(READS, "case_paper"),
    "case-teaching": form(OWN, "folder_case", seen=READS),
}

WATCH: Table = {
    "customer-list": page(OWN, seen=EVERYBODY),
    "customer-new": form(OWN, seen=EVERYBODY),
    "customer-detail": page(WORKS, "customer"),
    "customer-show": act(WORKS, "customer"),
    "customer-edit": form(WORKS, "customer"),
    "signal-list": page(SIGNALS, seen=EVERYBODY),
    "signal-look": act(OWN, seen=EVERYBODY),
    "signal-close": form(OWN, "case_signal", seen="auditor"),
}

TABLE: Table = {**CASES, **FOLDERS, **WATCH}
