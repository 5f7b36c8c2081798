"""Loan cases, folders, customers and signals."""

from .page import Page

CASEWORK = (
    Page("loan-cases", "/operations/cases/"),
    Page("loan-case", on="loan-cases", link="/operations/cases/*/", text="DK-2605"),
    Page("loan-case-folder", "/operations/cases/?q=DK-2610"),
    Page("loan-case-of-folder", on="loan-case-folder", link="/operations/cases/*/", text="DK-2610"),
    Page("folder", on="loan-case-of-folder", link="/operations/cases/*/folder/"),
    Page("folder-step", on="folder", link="/operations/cases/*/steps/investigation/"),
    Page("folder-admission", on="folder", link="/operations/cases/*/steps/admission/"),
    Page("folder-figures", on="folder", link="/operations/cases/*/figures/"),
    Page("folder-check", on="folder-figures", link="/operations/cases/*/figures/sales_stock/"),
    Page("node-control", "/operations/control/"),
)
CASEWORK_OFFICE = (
    *CASEWORK,
    Page("loan-case-new", "/operations/cases/new/"),
    Page("loan-case-import", "/operations/cases/import/"),
    Page("customers", "/operations/customers/"),
    Page("customer", on="customers", link="/operations/customers/*/", text="KH-0001"),
    Page("customer-new", "/operations/customers/new/"),
    Page("signals", "/operations/signals/"),
    Page("signal-close", on="signals", link="/operations/signals/*/"),
    Page("operations-mode", "/operations/mode/"),
)
