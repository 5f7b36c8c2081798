"""Who stands where on the way to working solo: people by nodes, one person, one node, and one's own way."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lms.people.models import Organisation, User
from lms.people.queries import search_people
from lms.records.actions import log_act
from lms.records.enums import Verb
from lms.toolkit.downloads import JSON, XLSX, file_response

from ..documents.capacity_words import growth_sentence
from ..documents.certification_excel import certification_workbook
from ..documents.certification_lines import next_of, node_line
from ..documents.certification_words import IGNORED
from ..documents.profile_words import node_word, target_word
from ..documents.verdict_words import check_figures, check_label, qualification_words, role_word
from ..domain.certification.decision_file import certification_document
from ..domain.certification.growth import growth
from ..domain.certification.profile import NODE_CODES
from ..domain.certification.scale import TARGETS
from ..domain.document import write_text
from ..permissions import reads_certification
from ..queries.certification_facts import record_of
from ..queries.certification_pages import PersonState, Used, card_lines, mentor_names, node_state, sound_at, state_of, states_of, used_by
from ..queries.certification_scope import learners_listed_for, learners_visible_to
from ..queries.loan_watch import watch_of

STATES = ("ready", "soon", "trouble")
PER_PAGE = 30


def bank_of(request: HttpRequest) -> Organisation:
    """Nobody without a bank has a way through its nodes."""
    if request.user.bank is None:
        raise Http404
    bank: Organisation = request.user.bank
    return bank


def _wanted(states: list[PersonState], state: str, node: str) -> list[PersonState]:
    """Those with something of that kind, at that node if one is named."""
    pick = {"ready": "ready", "soon": "soon", "trouble": "troubled"}.get(state)
    if pick is None:
        return states
    return [one for one in states if any(not node or found.node == node for found in getattr(one, pick))]


def _asked(request: HttpRequest) -> tuple[str, str, str]:
    state, node = request.GET.get("state", ""), request.GET.get("node", "")
    q = request.GET.get("q", "").strip()[:60]
    return q, state if state in STATES else "", node if node in NODE_CODES else ""


@login_required
def certification_home(request: HttpRequest) -> HttpResponse:
    """People by nodes. Without a filter by state only those on the page are judged; the queries are the same either way."""
    if not reads_certification(request.user):
        raise Http404
    bank, now = bank_of(request), timezone.now()
    used = used_by(bank, timezone.localdate(now))
    q, state, node = _asked(request)
    people = search_people(learners_listed_for(request.user), q)
    listed: Any = _wanted(states_of(bank, people, used, now), state, node) if state else people
    page = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
    rows = list(page.object_list) if state else states_of(bank, page.object_list, used, now)
    context = {
        "page": page,
        "rows": [(one, [node_line(place, {}, steps=False) for place in one.nodes]) for one in rows],
        "nodes": [node_word(code) for code in NODE_CODES],
        "used": used,
        "q": q,
        "narrowed": bool(q or state),
        "filters": [
            ("state", _("Any state"), _state_choices(), state),
            ("node", _("Any node"), [(code, node_word(code)) for code in NODE_CODES], node),
        ],
    }
    return render(request, "decisions/certification_home.html", context)


def _state_choices() -> list[tuple[str, str]]:
    return [("ready", _("ready for the panel")), ("soon", _("lapses soon")), ("trouble", _("suspended, lapsed or under review"))]


@login_required
def certification_excel(request: HttpRequest) -> HttpResponse:
    """The same people as the page shows with the same filter, all of them."""
    if not reads_certification(request.user):
        raise Http404
    bank, now = bank_of(request), timezone.now()
    used = used_by(bank, timezone.localdate(now))
    q, state, node = _asked(request)
    states = _wanted(states_of(bank, search_people(learners_listed_for(request.user), q), used, now), state, node)
    content = certification_workbook(bank=bank.name, states=states, used=used, printed_by=request.user.name, now=now)
    _log(request, Verb.EXPORTED, "certification_list", bank.public_id)
    return file_response(content, name=f"certification-{timezone.localdate(now).isoformat()}.xlsx", content_type=XLSX)


def _log(request: HttpRequest, verb: str, object_kind: str, object_id: str, person: str = "") -> None:
    log_act(
        organisation_key=request.user.bank.public_id,
        actor_key=request.user.key,
        verb=verb,
        object_kind=object_kind,
        object_id=object_id,
        details={"person": person} if person else {},
    )


def person_or_404(request: HttpRequest, key: str) -> User:
    """Looking at somebody else's way leaves a trace."""
    person = get_object_or_404(learners_visible_to(request.user), key=key)
    if person.pk != request.user.pk:
        _log(request, Verb.VIEWED, "certification_record", person.key, person.key)
    return person


@login_required
def certification_person(request: HttpRequest, key: str) -> HttpResponse:
    bank_of(request)
    person = person_or_404(request, key)
    return render(request, "decisions/certification_person.html", _person(request, person))


@login_required
def my_path(request: HttpRequest) -> HttpResponse:
    """我的成长: the nine nodes as a path, and what comes next."""
    bank_of(request)
    return render(request, "decisions/my_path.html", _person(request, request.user))


def _person(request: HttpRequest, person: User) -> dict[str, Any]:
    now = timezone.now()
    used = used_by(bank_of(request), timezone.localdate(now))
    state = state_of(person, used, now)
    names = mentor_names(request.user, [state.record])
    lacking = state.qualification.lacking
    lines = [node_line(one, names) for one in state.nodes]
    return {
        "person": person,
        "loans": watch_of(person),
        "used": used,
        "state": state,
        "lines": lines,
        "ready": [line for line in lines if line.tone == "decide"],
        "next": next_of(state, names),
        "qualified": state.qualification.granted,
        "qualification_missing": "" if state.qualification.granted else qualification_words(lacking),
        "excused": [node_word(code) for code in state.qualification.excused],
        "done": sum(1 for one in state.nodes if one.node not in lacking and one.node not in state.qualification.excused),
        "countable": len(state.nodes) - len(state.qualification.excused),
        "others": reads_certification(request.user) and person.pk != request.user.pk,
    }


@login_required
def certification_node(request: HttpRequest, key: str, node: str) -> HttpResponse:
    """One node: every requirement with what there is, every card with whether it counts, the curve."""
    bank_of(request)
    if node not in NODE_CODES:
        raise Http404
    person = person_or_404(request, key)
    return render(request, "decisions/certification_node.html", _node(request, person, node))


def _node(request: HttpRequest, person: User, node: str) -> dict[str, Any]:
    now = timezone.now()
    used: Used = used_by(bank_of(request), timezone.localdate(now))
    whole = state_of(person, used, now)
    names = mentor_names(request.user, [whole.record])
    one = next(place for place in whole.nodes if place.node == node)
    target = request.GET.get("target", "")
    if target in TARGETS:
        one = node_state(whole.record, used.profile, node, target, timezone.localdate(now))
    verdict, curve = one.verdict, growth(sound_at(whole.record, used.profile, node, timezone.localdate(now)))
    return {
        "person": person,
        "used": used,
        "line": node_line(one, names),
        "node": node,
        "verdict": verdict,
        "checks": [(check_label(check), *check_figures(check), check.met, check in verdict.warnings) for check in verdict.checks],
        "cards": [
            (line, role_word(line.card.role), str(IGNORED.get(line.reason, line.reason))) for line in card_lines(one, whole.record, names)
        ],
        "counted": len(verdict.counted),
        "growth": curve if curve.points else None,
        "growth_words": growth_sentence(curve),
        "targets": [(code, target_word(code)) for code in TARGETS],
        "mine": person.pk == request.user.pk,
        "others": reads_certification(request.user) and person.pk != request.user.pk,
    }


@login_required
def certification_file(request: HttpRequest, key: str, node: str) -> HttpResponse:
    """Profile, cards and verdict of one node as a file that anybody can compute again."""
    bank, now = bank_of(request), timezone.now()
    target = next((one for one in TARGETS if one == request.GET.get("target", TARGETS[0])), None)
    if node not in NODE_CODES or target is None:
        raise Http404
    person = person_or_404(request, key)
    used, record = used_by(bank, timezone.localdate(now)), record_of(person, now)
    document = certification_document(
        profile=used.profile,
        node=node,
        target=target,
        observations=[each for each in record.observations if each.node == node],
        facts=record.facts,
        today=timezone.localdate(now),
        about={"bank": bank.name, "profile": used.row.public_id if used.row else "", "computed_at": now},
    )
    _log(request, Verb.EXPORTED, "certification_record", person.key, person.key)
    return file_response(write_text(document).encode(), name=f"certification-{node}-{target}.json", content_type=JSON)
