"""The interface for a bank's own systems, put together from the rooms that answer it."""

from ninja import NinjaAPI

from lms.exchange.api import StrictParser, add_error_handlers
from lms.exchange.api import router as exchange

api = NinjaAPI(
    title="Duzuo",
    version="1",
    description="Authority, people, loan cases, observations, decisions. Unknown or unreachable means no.",
    urls_namespace="api",
    docs_url=None,  # its pages would load scripts from outside
    parser=StrictParser(),
)
add_error_handlers(api)
api.add_router("", exchange)
