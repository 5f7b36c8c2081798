"""Certificates: the register, one's own, and verifying, which is open to everybody."""

from .lines import EVERYBODY, HR, LEADERS, Table, act, page

READS = "hr leader board auditor"
READS_SOMEWHERE = f"{HR} {LEADERS} board auditor"

TABLE: Table = {
    "certificate-list": page(READS_SOMEWHERE),
    "certificates-zip": act(READS_SOMEWHERE),
    "my-certificates": page(EVERYBODY),
    "certificate-detail": page(f"{READS} trainee", "certificate"),
    "certificate-paper": page(f"{READS} trainee", "certificate"),
    "certificate-draw": act("hr", "certificate", seen=READS),
    "certificate-suspend": act("hr leader board", "certificate", seen=READS),
    "certificate-replace": act("hr", "certificate", seen=READS),
    "verify": page(EVERYBODY, open=True),
    "verify-keys": page(EVERYBODY, open=True),
    # A number that nobody has issued; what an issued one tells is in tests/decisions/test_verify_pages.py.
    "verify-number": page(EVERYBODY, "=DEMO-2026-000001-AAAA-11", open=True, gives=404),
}
