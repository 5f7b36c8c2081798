"""Connected systems."""

from .page import Page

SYSTEMS = (
    Page("systems", "/systems/"),
    Page("system", on="systems", link="/systems/*/", text="信贷系统"),
    Page("system-calls", on="system", link="/systems/*/calls/"),
)
SYSTEMS_WORK = (
    *SYSTEMS[:2],
    Page("system-new", "/systems/new/"),
    Page("system-edit", on="system", link="/systems/*/edit/"),
    Page("system-token", on="system", link="/systems/*/tokens/new/"),
    SYSTEMS[2],
)
