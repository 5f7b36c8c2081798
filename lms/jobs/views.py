"""A person's jobs: progress, result, file."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, render

from .enums import JobState
from .queries import jobs_of


@login_required
def job_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(jobs_of(request.user), 30).get_page(request.GET.get("page"))
    return render(request, "jobs/job_list.html", {"page": page})


@login_required
def job_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    return render(request, "jobs/job_detail.html", {"job": get_object_or_404(jobs_of(request.user), public_id=public_id)})


@login_required
def job_state(request: HttpRequest, public_id: str) -> JsonResponse:
    """What the progress component polls."""
    job = get_object_or_404(jobs_of(request.user), public_id=public_id)
    percent = 100 if job.state == JobState.DONE else (100 * job.progress // job.total if job.total else 0)
    return JsonResponse({"state": job.state, "progress": percent, "message": job.message, "url": job.url, "error": job.error})


@login_required
def job_file(request: HttpRequest, public_id: str) -> HttpResponseBase:
    job = get_object_or_404(jobs_of(request.user), public_id=public_id)
    if not job.file:
        raise Http404
    response = FileResponse(job.file.open("rb"), as_attachment=True, filename=job.file.name.rsplit("/", 1)[-1])
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
