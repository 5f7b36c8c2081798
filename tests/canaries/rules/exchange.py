"""Connected systems: who connects them and the auditor; keys and answers are nobody's to read."""

from ..groups import Rule

READS_CLIENTS = "admin branch_admin auditor"

RULES: dict[str, Rule] = {
    "exchange.ClientSystem.name": READS_CLIENTS,
    "exchange.ClientSystem.webhook_url": READS_CLIENTS,
    "exchange.ClientSystem.webhook_secret": "",
    "exchange.ClientCall.key": READS_CLIENTS,
    "exchange.ClientNonce.key": "",
    "exchange.ClientNonce.answer": "",
}
