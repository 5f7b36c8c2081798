import datetime
import json

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, ensure_csrf_cookie

from .models import Answer, Attempt, Lesson

# One statement checks owner, state and deadline, refuses stale writes, and saves.
_SQL = """INSERT INTO app_answer(attempt_id,q,value,seq,saved_at)
SELECT a.id,%s,{v},%s,{now} FROM app_attempt a WHERE a.id=%s AND a.user_id=%s AND a.state='open' AND a.deadline>{now}
ON CONFLICT(attempt_id,q) DO UPDATE SET value=excluded.value,seq=excluded.seq,saved_at=excluded.saved_at
WHERE app_answer.seq<excluded.seq"""
UPSERT = {"postgresql": _SQL.format(v="%s::jsonb", now="now()"), "sqlite": _SQL.format(v="%s", now="datetime('now')")}


@ensure_csrf_cookie
def login_(r):
    if r.method == "POST":
        u = authenticate(r, username=r.POST["username"], password=r.POST["password"])
        if not u:
            return HttpResponse("no", status=403)
        login(r, u)
    return HttpResponse("ok")


@login_required
def start(r):
    a = Attempt.objects.create(user=r.user, deadline=timezone.now() + datetime.timedelta(hours=2))
    return JsonResponse(
        {
            "attempt": a.id,
            "token": signing.dumps([a.id, r.user.id]),
            "questions": [{"id": i, "text": f"Q{i}", "options": ["a", "b", "c", "d"]} for i in range(20)],
        }
    )


def _upsert(d, attempt, user):
    with connection.cursor() as c:
        c.execute(UPSERT[connection.vendor], [d["q"], json.dumps(d["value"]), d["seq"], attempt, user])
        return JsonResponse({"ok": c.rowcount})


@login_required
def save(r):
    d = json.loads(r.body)
    return _upsert(d, d["attempt"], r.user.id)


@csrf_exempt
def fast(r):
    """Signed attempt ticket in place of session and user lookups; the same single upsert."""
    d = json.loads(r.body)
    return _upsert(d, *signing.loads(d["token"], max_age=7200))


@login_required
def save_orm(r):
    d = json.loads(r.body)
    a = get_object_or_404(Attempt, pk=d["attempt"], user=r.user, state="open")
    with transaction.atomic():
        Answer.objects.update_or_create(attempt=a, q=d["q"], defaults={"value": d["value"], "seq": d["seq"]})
        a.save()
    return JsonResponse({"ok": 1})


@login_required
def submit(r):
    d = json.loads(r.body)
    with transaction.atomic():
        n = Attempt.objects.filter(pk=d["attempt"], user_id=r.user.id, state="open").update(state="done")
        ans = dict(Answer.objects.filter(attempt_id=d["attempt"]).values_list("q", "value"))
        Attempt.objects.filter(pk=d["attempt"]).update(score=sum(1 for v in ans.values() if v == "a"))
    return JsonResponse({"ok": n})


@login_required
def lesson(r, pk):
    return render(
        r, "lesson.html", {"l": Lesson.objects.get(pk=pk), "nav": range(20), "done": Attempt.objects.filter(user_id=r.user.id).count()}
    )


@login_required
def lesson_cached(r, pk):
    done = Attempt.objects.filter(user_id=r.user.id).count()
    b = cache.get(f"lesson:{pk}")
    if b is None:
        b = render_to_string("lesson.html", {"l": Lesson.objects.get(pk=pk), "nav": range(20), "done": "@@D@@"}).encode()
        cache.set(f"lesson:{pk}", b, 300)
    return HttpResponse(b.replace(b"@@D@@", str(done).encode()))


def null(r):
    return HttpResponse("ok")
