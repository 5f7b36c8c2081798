"""How the interface says no: one shape for every refusal, with a code for programs and words for people."""

import re
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from pydantic import BaseModel

from ..actions import ExchangeProblem, count_refusal, log_call
from ..enums import Operation
from ..queries import Caller

NAME = re.compile(r"[A-Za-z0-9_.-]{1,60}")
# What pydantic calls a mistake → what we say of the field; the rest is "not valid".
WORDS: dict[str, str | Promise] = {
    "missing": gettext_lazy("is missing"),
    "extra_forbidden": gettext_lazy("is not known here"),
    "string_too_short": gettext_lazy("is too short"),
    "string_too_long": gettext_lazy("is too long"),
    "string_type": gettext_lazy("should be a text"),
    "string_pattern_mismatch": gettext_lazy("has characters that do not belong there"),
    "int_parsing": gettext_lazy("should be a whole number"),
    "int_type": gettext_lazy("should be a whole number"),
    "bool_parsing": gettext_lazy("should be true or false"),
    "decimal_parsing": gettext_lazy("should be a number"),
    "decimal_type": gettext_lazy("should be a number"),
    "decimal_max_digits": gettext_lazy("has too many digits"),
    "decimal_whole_digits": gettext_lazy("has too many digits"),
    "decimal_max_places": gettext_lazy("has more than two decimal places"),
    "finite_number": gettext_lazy("should be a number"),
    "greater_than": gettext_lazy("is too small"),
    "greater_than_equal": gettext_lazy("is too small"),
    "less_than_equal": gettext_lazy("is too large"),
    "literal_error": gettext_lazy("is none of the known values"),
    "enum": gettext_lazy("is none of the known values"),
    "too_long": gettext_lazy("has too many entries"),
    "too_short": gettext_lazy("has too few entries"),
    "list_type": gettext_lazy("should be a list"),
    "timezone_aware": gettext_lazy("should say its time zone"),
    "date_from_datetime_parsing": gettext_lazy("should be a day like 2026-11-23"),
    "date_parsing": gettext_lazy("should be a day like 2026-11-23"),
    "date_type": gettext_lazy("should be a day like 2026-11-23"),
    "datetime_parsing": gettext_lazy("should be a moment like 2026-11-23T09:00:00+08:00"),
    "datetime_from_date_parsing": gettext_lazy("should be a moment like 2026-11-23T09:00:00+08:00"),
    "datetime_type": gettext_lazy("should be a moment like 2026-11-23T09:00:00+08:00"),
}


class Refused(Exception):
    """A call that is not answered; ``fields`` are pairs of a field's name and what is wrong with it."""

    def __init__(
        self, status: int, code: str, sentence: str | Promise = "", *, fields: Iterable[tuple[str, str]] = (), wait: int = 0
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.sentence, self.fields, self.wait = status, code, str(sentence), list(fields), wait


def unauthorised() -> Refused:
    """The same for no token, an unknown, an expired and a revoked one."""
    return Refused(401, "unauthorised", _("No valid token."))


def _answer(refused: Refused) -> HttpResponse:
    fields = [{"field": name, "reason": reason} for name, reason in refused.fields]
    answer = JsonResponse(
        {"error": {"code": refused.code, "message": refused.sentence, "fields": fields}},
        status=refused.status,
        json_dumps_params={"ensure_ascii": False},
    )
    if refused.wait:
        answer.headers["Retry-After"] = str(refused.wait)
    if refused.status == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _log(request: HttpRequest, refused: Refused) -> None:
    """Whoever has no token of ours stands in no bank's log."""
    caller: Caller | None = getattr(request, "caller", None)
    if caller is None:
        return
    now, operation = timezone.now(), getattr(request.resolver_match, "url_name", None) or ""
    # A strange name may be anything; the log holds no texts of others.
    fields = [name if NAME.fullmatch(name) else "?" for name, _reason in refused.fields][:20]
    asks = request.method == "GET" or operation == Operation.AUTHORITY_MANY
    # A program that repeats what was refused a thousand times a minute would otherwise fill a log that nothing can be deleted from.
    if asks or refused.status in (401, 403, 429):
        count_refusal(caller, operation=operation, status=refused.status, code=refused.code, fields=fields, now=now)
        return
    log_call(
        system=caller.system,
        operation=operation,
        status=refused.status,
        token=caller.token_hint,
        key=request.headers.get("Idempotency-Key", ""),
        details={"code": refused.code, "fields": fields},
        now=now,
    )


def refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    _log(request, refused)
    return _answer(refused)


def _field_of(place: Iterable[Any]) -> str:
    """``body.payload.cases.0.number`` without what only the framework knows of."""
    names = [str(one) for one in place]
    return ".".join(names[2:] or names[1:] or names)


def invalid(fields: Iterable[tuple[str, str]]) -> Refused:
    return Refused(422, "invalid", _("Something in the message is not right; nothing was changed."), fields=fields)


def only(request: HttpRequest, known: type[BaseModel]) -> None:
    """A misspelt name in an address is refused as one in a body is: without its amount a question would mean something else."""
    strange = sorted(set(request.GET) - set(known.model_fields))
    if strange:
        raise invalid([(name[:100], str(WORDS["extra_forbidden"])) for name in strange[:50]])


def unknown(field: str) -> tuple[str, str]:
    """A name that nothing of this bank goes by."""
    return field, _("is not known here")


def _validation(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, ValidationError)
    other = _("is not valid")
    return refuse(request, invalid([(_field_of(one["loc"])[:100], str(WORDS.get(one["type"], other))) for one in error.errors[:50]]))


def _http(request: HttpRequest, error: Exception) -> HttpResponse:
    """The framework's own: no token, or a body that is no JSON."""
    if isinstance(error, AuthenticationError):
        return refuse(request, unauthorised())
    assert isinstance(error, HttpError)
    return refuse(request, Refused(error.status_code, "malformed", _("The message could not be read as JSON.")))


def _problem(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, ExchangeProblem)
    return refuse(request, Refused(409, error.code, error.sentence))


def _refused(request: HttpRequest, error: Exception) -> HttpResponse:
    assert isinstance(error, Refused)
    return refuse(request, error)


def _too_big(request: HttpRequest, _error: Exception) -> HttpResponse:
    return refuse(request, Refused(413, "too_large", _("The message is too large; send it in parts.")))


HANDLERS: dict[type[Exception], Any] = {
    Refused: _refused,
    ExchangeProblem: _problem,
    ValidationError: _validation,
    HttpError: _http,
    RequestDataTooBig: _too_big,
}


def add_error_handlers(api: NinjaAPI) -> None:
    for kind, handler in HANDLERS.items():
        api.add_exception_handler(kind, handler)
