"""Authority, people and what happened: the part of the interface that needs nothing from the rooms above."""

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from lms.people.documents.authority_words import reason_words
from lms.people.domain.authority import Answer
from lms.toolkit.settled import settled_before

from ..actions import count_questions
from ..enums import TOLD_KINDS, Scope
from ..queries import Question, answer_to, events_after, held_by_many, known_person, page_of_people
from .errors import invalid, only, unknown
from .schemas import AnswerOut, AnswersOut, EventOut, EventsOut, PageIn, PeopleOut, QuestionIn, QuestionsIn, answers
from .tokens import ByToken, ByTokenWithGrant, CallRequest

router = Router()


def _told(found: Answer) -> dict[str, object]:
    return {
        "allowed": found.allowed,
        "reason": found.reason,
        "reason_text": _("this bank has no such person") if found.reason == "unknown_person" else reason_words(found),
        "stage": str(found.stage),
        "until": found.until,
        "certificate": found.certificate,
    }


@router.get(
    "/authority", auth=ByTokenWithGrant(), response=answers(AnswerOut), url_name="authority", summary="May this person do this now?"
)
def authority(request: CallRequest, question: Query[QuestionIn]) -> dict[str, object]:
    """Unknown means no. A caller that gets no answer takes it for a no, too."""
    only(request, QuestionIn)
    now = timezone.now()
    found = answer_to(Question(**question.model_dump()), request.held, now=now)
    count_questions(request.auth, asked=1, refused=int(not found.allowed), now=now)
    return _told(found)


@router.post(
    "/authority/questions",
    auth=ByToken(Scope.AUTHORITY),
    response=answers(AnswersOut),
    url_name="authority-many",
    summary="Up to 100 questions at once",
)
def authority_many(request: CallRequest, payload: QuestionsIn) -> dict[str, object]:
    """The answers stand in the order of the questions."""
    now, caller = timezone.now(), request.auth
    questions = [Question(**one.model_dump()) for one in payload.questions]
    held = held_by_many(caller.bank_id, questions)
    found = [answer_to(one, of, now=now) for one, of in zip(questions, held, strict=True)]
    refused = sum(not one.allowed for one in found)
    count_questions(caller, asked=len(found), refused=refused, now=now)
    return {"answers": [_told(one) for one in found]}


@router.get(
    "/people", auth=ByToken(Scope.PEOPLE), response=answers(PeopleOut), url_name="people", summary="People of the bank, page by page"
)
def people(request: CallRequest, page: Query[PageIn]) -> dict[str, object]:
    """``level`` is what was granted, ``holds`` what counts today."""
    only(request, PageIn)
    if page.after and not known_person(request.auth.bank_id, page.after):
        raise invalid([unknown("after")])
    listed, following = page_of_people(request.auth.bank_id, after=page.after, size=page.limit, now=timezone.now())
    return {"people": listed, "next": following, "more": bool(following)}


@router.get(
    "/events", auth=ByToken(), response=answers(EventsOut), url_name="events", summary="What happened since the last event you know"
)
def events(request: CallRequest, page: Query[PageIn]) -> dict[str, object]:
    """For a system whose webhook was down. Of each kind only what its scopes would let it ask; ``next`` passes over the rest, too.

    Ask on at once while ``more`` is true, otherwise later with the same ``next``.
    """
    only(request, PageIn)
    caller = request.auth
    found = events_after(caller.bank_id, after=page.after, size=page.limit + 1, before=settled_before(timezone.now()))
    if found is None:
        raise invalid([unknown("after")])
    found, more = found[: page.limit], len(found) > page.limit
    shown = [one for one in found if one.kind in TOLD_KINDS and caller.system.may_know(one.kind)]
    listed = [EventOut(id=one.public_id, kind=one.kind, happened_at=one.happened_at, data=one.payload) for one in shown]
    return {"events": listed, "next": found[-1].public_id if found else page.after, "more": more}
