"""The interface for a bank's own systems, put together from the rooms that answer it."""

from ninja import NinjaAPI

from lms.cohorts.api import router as cohorts
from lms.decisions.api import router as decisions
from lms.exchange.api import StrictParser, add_error_handlers
from lms.exchange.api import router as exchange
from lms.operations.api import router as operations

api = NinjaAPI(
    title="Duzuo",
    version="1",
    description="Authority, people, loan cases, observations, decisions. Unknown or unreachable means no.",
    urls_namespace="api",
    docs_url=None,  # its pages would load scripts from outside
    parser=StrictParser(),
)
add_error_handlers(api)
for router in (exchange, cohorts, operations, decisions):
    api.add_router("", router)
