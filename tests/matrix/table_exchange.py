"""Connected systems, and the interface they call: there a token opens, a person's session never."""

from .lines import ADMINS, EVERYBODY, Table, act, form, machine, page

KEEPS = "admin"
READS = f"{ADMINS} auditor"
SEEN = {"seen": "branch_admin auditor"}

TABLE: Table = {
    "client-list": page(READS),
    "client-new": form(KEEPS, **SEEN),
    "client-detail": page(READS, "client"),
    "client-edit": form(KEEPS, "client", **SEEN),
    "client-switch": act(KEEPS, "client", **SEEN),
    "client-token-new": form(KEEPS, "client", **SEEN),
    "client-token-revoke": act(KEEPS, "client client_token", **SEEN),
    "client-key": act(KEEPS, "client", **SEEN),
    "client-ping": act(KEEPS, "client", **SEEN),
    "client-messages": page(READS, "client"),
    "client-message": page(READS, "client client_event"),
    "client-message-retry": act(KEEPS, "client client_event", **SEEN),
    "client-calls": page(READS, "client"),
    "api:authority": machine("GET"),
    "api:authority-many": machine("POST"),
    "api:people": machine("GET"),
    "api:events": machine("GET"),
    "api:roster": machine("POST"),
    "api:cases": machine("POST"),
    "api:observations": machine("POST"),
    "api:observations-rubric": machine("GET"),
    "api:decisions": machine("GET"),
    "api:decision-told": machine("GET", "=nobody"),
    "api:certificate": machine("GET", "=DEMO-2026-000001-AAAA-11"),
    # What may be asked and how it is answered is no secret.
    "api:openapi-json": form(EVERYBODY, open=True),
    "api:api-root": page("", open=True),
}
