"""Who calls: a token opens the doors its system was given, for its own bank alone."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja.security import HttpBearer

from ..actions import METER, note_use
from ..enums import Scope
from ..queries import Caller, Held, caller_of, caller_with_grant
from .errors import Refused, unauthorised

LONGEST = 128


class CallRequest(HttpRequest):
    """A request that has been let in: ``auth`` is its caller, ``held`` what the question's person holds."""

    auth: Caller
    held: Held


class ByToken(HttpBearer):
    """Refuses 401 without a token that opens, 403 without the scope, 429 beyond the calls of a minute."""

    def __init__(self, scope: str = "") -> None:
        super().__init__()
        self.scope = scope

    def find(self, request: HttpRequest, token: str) -> Caller | None:
        return caller_of(token)

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        caller = self.find(request, token) if len(token) <= LONGEST else None
        if caller is None:
            raise unauthorised()
        request.caller = caller  # type: ignore[attr-defined]  # what the log of refusals reads
        if not caller.open:
            raise unauthorised()
        now = timezone.now()
        note_use(caller, now=now)
        wait = METER.wait(caller.token_id, per_minute=caller.system.calls_per_minute, now=now)
        if wait:
            raise Refused(429, "too_many_calls", _("Too many calls within a minute."), wait=wait)
        if self.scope and not caller.may(self.scope):
            raise Refused(403, "forbidden", _("This system was not given that right."))
        return caller


class ByTokenWithGrant(ByToken):
    """The question that stands before every assignment: whose token it is and what the person holds are one read."""

    def __init__(self) -> None:
        super().__init__(Scope.AUTHORITY)

    def find(self, request: HttpRequest, token: str) -> Caller | None:
        person, node = request.GET.get("person", "")[:64], request.GET.get("node", "")[:20]
        found = caller_with_grant(token, person=person, node=node)
        if found is None:
            return None
        caller, request.held = found  # type: ignore[attr-defined]  # read by the view behind it
        return caller
