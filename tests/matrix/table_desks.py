"""The front door: today's page and its parts, search, and what is open to everybody."""

from .lines import EVERYBODY, HR, LEADERS, Table, act, form, page

TABLE: Table = {
    "today": page(EVERYBODY),
    "today-standing": page(EVERYBODY),
    "today-alarms": page(EVERYBODY),
    "today-waiting": page(EVERYBODY),
    "today-marking": page(EVERYBODY),
    "today-weak-topics": page(EVERYBODY),
    "today-practice": page(EVERYBODY),
    "desk-switch": act(EVERYBODY),
    "brand-logo": page(EVERYBODY),
    # For the union alone, about its own banks; here it has none.
    "bank-open": form("", "bank"),
    "bank-leave": act(""),
    "search": page(EVERYBODY),
    "about": page(EVERYBODY, open=True),
    "about-licence": page(EVERYBODY, "=duzuo", open=True),
    "talent-board": page(f"{HR} {LEADERS} board auditor"),
    "talent-excel": page(f"{HR} {LEADERS} board auditor"),
    "favicon": page(EVERYBODY, open=True, gives=302),
    # A bank's deployment has no style guide.
    "style-guide": page("", open=True),
    "healthz": page(EVERYBODY, open=True),
    "robots": page(EVERYBODY, open=True),
}
