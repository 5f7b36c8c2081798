"""Marketing ledger, customer ledger, days and reports."""

from .page import Page

LEDGERS = (
    Page("visits", "/operations/ledgers/visits/"),
    Page("visit", on="visits", link="/operations/ledgers/visits/*/", text="交谈"),
    Page("map", "/operations/ledgers/map/"),
    Page("funnel", "/operations/ledgers/funnel/"),
    Page("contracts", "/operations/ledgers/contracts/"),
    Page("contract", on="contracts", link="/operations/ledgers/contracts/*/", text="逾期"),
    Page("days", "/operations/ledgers/days/"),
    Page("reports", "/operations/ledgers/reports/"),
)
LEDGER_WORK = (
    Page("visit-new", "/operations/ledgers/visits/new/"),
    *LEDGERS[:1],
    *LEDGERS[2:5],
    *LEDGERS[6:],
    Page("day", on="days", link="/operations/ledgers/days/*/*/"),
)
LEDGER_OFFICE = (
    *LEDGERS,
    Page("day", on="days", link="/operations/ledgers/days/*/*/"),
    Page("area-new", "/operations/ledgers/areas/new/"),
    Page("area", on="map", link="/operations/ledgers/areas/*/"),
    Page("contract-import", "/operations/ledgers/contracts/import/"),
)
