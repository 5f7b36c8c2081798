"""Which pages each role's pictures show, and by which link somebody gets there."""

from dataclasses import replace

from .casework import CASEWORK, CASEWORK_OFFICE
from .certification import (
    CERTIFICATES,
    CERTIFICATION,
    DEVELOPMENT,
    DEVELOPMENT_WORK,
    MY_CERTIFICATE,
    MY_PATH,
    PROFILE_WORK,
    PROFILES,
    VERIFY,
)
from .exchange import SYSTEMS, SYSTEMS_WORK
from .ledgers import LEDGER_OFFICE, LEDGER_WORK, LEDGERS
from .page import Page, Role, own
from .panels import PANEL_OFFICE, PANELS
from .practice import IN_PRACTICE, MENTOR, WATCHES_MENTORS

TODAY = Page("today", "/")
CLASS = (
    Page("classes", "/cohorts/"),
    Page("class", on="classes", link="/cohorts/*/", text="第二期"),
    Page("class-finished", on="classes", link="/cohorts/*/", text="第一期"),
    Page("plan", on="class", link="/cohorts/*/plan/"),
    Page("timetable-week", on="class", link="/cohorts/*/timetable/"),
    Page("attendance", on="class", link="/cohorts/*/attendance/"),
)
CLASS_WORK = (
    Page("slot", on="timetable-week", link="/cohorts/slots/*/"),
    Page("slot-attendance", on="attendance", link="/cohorts/slots/*/attendance/"),
    Page("slot-edit", on="slot", link="/cohorts/slots/*/edit/"),
    Page("slot-settled", on="attendance", link="/cohorts/slots/*/attendance/", text="已结算"),
    Page("attendance-amend", on="slot-settled", link="/cohorts/slots/*/attendance/amend/"),
    Page("person-attendance", on="attendance", link="/cohorts/enrolments/*/attendance/"),
    Page("conduct", on="class", link="/cohorts/*/conduct/"),
    Page("conduct-new", on="conduct", link="/cohorts/*/conduct/new/"),
    Page("enrolment", on="class", link="/cohorts/enrolments/*/"),
    Page("slot-new", on="timetable-week", link="/cohorts/*/timetable/add/"),
    Page("plan-step", on="plan", link="/cohorts/*/plan/*/"),
)
RANKINGS = (
    Page("rankings", "/decisions/"),
    Page("ranking-draft", on="rankings", link="/decisions/*/", text="第二期"),
    Page("ranking-final", on="rankings", link="/decisions/*/", text="第一期"),
    Page("statistics", on="ranking-draft", link="/decisions/*/statistics/"),
    Page("standing", on="ranking-draft", link="/decisions/*/people/*/"),
    Page("rules", "/decisions/rules/"),
    Page("rule", on="rules", link="/decisions/rules/*/"),
)
REGULATIONS = (
    Page("regulations", "/policies/regulations/"),
    Page("regulation", on="regulations", link="/policies/regulations/*/"),
)
POLICIES = (Page("policies", "/policies/"), Page("policy", on="policies", link="/policies/values/*/"))
LOG = (Page("log", "/evidence/acts/"), Page("chain", "/evidence/chain/"))

COMMITTEES = (Page("committees", "/simulations/committees/"),)
# A trainee rehearses alone: the sitting that the button calls is then on the list.
REHEARSAL = (
    Page("committee-alone", "/simulations/committees/alone/"),
    Page("committee-room", on="committee-alone", press="main form .form-actions .btn-primary"),
    *COMMITTEES,
    Page("committee-sitting", on="committees", link="/simulations/committees/*/"),
    Page("committee-calibration", "/simulations/committees/calibration/"),
    Page("rehearsals", "/simulations/"),
    Page("investigation-new", "/simulations/investigations/new/"),
    Page("investigation", on="investigation-new", press="main form .form-actions .btn-primary"),
    Page("investigations", "/simulations/investigations/"),
)
EXERCISES = (
    Page("exercises", "/simulations/exercises/"),
    Page("exercise-new", "/simulations/exercises/new/"),
    Page("exercise", on="exercises", link="/simulations/exercises/*/"),
    Page("cases", "/simulations/cases/"),
)

TRAINEE = (
    TODAY,
    Page("courses", "/courses/"),
    Page("course", on="courses", link="/courses/*/", text="财务三表分析"),
    Page("course-outline", on="courses", link="/courses/*/", text="营销策略"),
    Page("lesson", on="course", link="/courses/lessons/*/"),
    Page("course-search", "/courses/search/?q=权益"),
    Page("exams", "/assessments/exams/"),
    Page("exam", on="exams", link="/assessments/exams/*/"),
    Page("sitting", on="exam", press=".form-actions .btn-primary", claim="form[action$='/take-over/'] button:visible"),
    Page("exam-result", on="exams", link="/assessments/sittings/*/result/"),
    Page("timetable", "/cohorts/timetable/"),
    Page("calendar", on="timetable", link="/cohorts/calendar/"),
    Page("slot", on="timetable", link="/cohorts/slots/*/"),
    Page("check-in", "/cohorts/check-in/"),
    *REHEARSAL,
    Page("my-results", "/decisions/mine/"),
    Page("rule-read", on="my-results", link="/decisions/rules/*/read/"),
    Page("attendance", "/cohorts/my-attendance/"),
    Page("leave", "/cohorts/leave/"),
    Page("leave-new", "/cohorts/leave/new/"),
    Page("class", on="slot", link="/cohorts/*/"),
    Page("plan", on="class", link="/cohorts/*/plan/"),
    Page("competencies", "/evidence/competencies/"),
    Page("second-factor", "/2fa/"),
    Page("password", "/password/"),
    Page("competency", on="evidence", link="/evidence/*/"),
    Page("search", "/search/?q=财务"),
)
INSTRUCTOR = (
    TODAY,
    *CLASS[:2],
    *CLASS[4:],
    Page("exams", "/assessments/exams/"),
    Page("exam-new", "/assessments/exams/new/"),
    Page("exam", on="exams", link="/assessments/exams/*/", text="理论考试"),
    Page("exam-results", on="exam", link="/assessments/exams/*/results/"),
    Page("exam-analysis", on="exam-results", link="/assessments/exams/*/analysis/"),
    Page("exam-regrade", on="exam-analysis", link="/assessments/exams/*/regrade/*/"),
    Page("marking", "/assessments/marking/"),
    Page("marking-sheet", on="marking", link="/assessments/marking/*/*/"),
    Page("bank", "/assessments/bank/"),
    Page("bank-import", "/assessments/bank/import/"),
    Page("bank-review", "/assessments/bank/review/"),
    Page("question", on="bank", link="/assessments/bank/*/", text="C"),
    Page("question-edit", on="question", link="/assessments/bank/*/edit/"),
    Page("question-new", "/assessments/bank/new/"),
    Page("papers", "/assessments/papers/"),
    Page("paper", on="papers", link="/assessments/papers/*/", text="2026"),
    Page("paper-preview", on="paper", link="/assessments/papers/*/preview/"),
    Page("paper-keys", on="paper", link="/assessments/papers/*/keys/"),
    Page("paper-new", "/assessments/papers/new/"),
    Page("ratings", "/assessments/ratings/"),
    Page("raters", on="ratings", link="/assessments/ratings/*/raters/"),
    Page("rating-new", on="ratings", link="/assessments/ratings/classes/*/new/"),
    Page("rubrics", "/assessments/rubrics/"),
    Page("rubric-new", "/assessments/rubrics/new/"),
    Page("rubric", on="rubrics", link="/assessments/rubrics/*/", text="面谈"),
    Page("rubric-edit", on="rubric", link="/assessments/rubrics/*/edit/"),
    Page("media", "/media/"),
    Page("media-file", on="media", link="/media/*/", text="四十五分钟"),
    Page("media-add", "/media/add/"),
    Page("courses", "/courses/"),
    Page("course", on="courses", link="/courses/*/", text="财务三表分析"),
    Page("lesson", on="course", link="/courses/lessons/*/"),
    Page("course-classes", "/courses/classes/"),
    Page("course-class", on="course-classes", link="/courses/classes/*/", text="第二期"),
    Page("class-courses", on="course-class", link="/courses/classes/*/courses/"),
    Page("offering", on="class-courses", link="/courses/offerings/*/"),
    Page("lesson-questions", "/courses/questions/"),
    *COMMITTEES,
    *EXERCISES,
    Page("committee-new", "/simulations/committees/new/"),
    Page("committee-calibration", "/simulations/committees/calibration/"),
)
STUDIO = (
    Page("studio", "/studio/", ours=False),
    Page("studio-pages", on="studio", link="/studio/pages/*/", ours=False),
    Page("studio-lesson", on="studio-pages", link="/studio/pages/*/edit/", ours=False),
)
HR = (
    TODAY,
    *CLASS,
    *CLASS_WORK,
    Page("class-new", "/cohorts/new/"),
    Page("class-edit", on="class", link="/cohorts/*/edit/"),
    Page("roster", on="class", link="/cohorts/*/roster/"),
    Page("sign-in-codes", on="roster", link="/cohorts/*/sign-in-codes/"),
    Page("staff", on="class", link="/cohorts/*/staff/"),
    Page("enrol", on="class", link="/cohorts/*/enrol/"),
    Page("rooms", "/cohorts/rooms/"),
    Page("room-edit", on="rooms", link="/cohorts/rooms/*/"),
    *RANKINGS,
    Page("meeting", on="ranking-draft", link="/decisions/*/meeting/"),
    Page("rule-new", "/decisions/rules/new/"),
    Page("people", "/people/"),
    Page("person", on="people", link="/people/*/", text="方晨"),
    Page("person-add", "/people/add/"),
    Page("mentoring", "/cohorts/mentoring/"),
    Page("mentoring-add", "/cohorts/mentoring/new/"),
    Page("role-add", on="person", link="/people/*/roles/add/"),
    Page("person-level", on="person", link="/people/*/level/"),
    Page("person-evidence", on="person", link="/evidence/people/*/"),
    Page("exams", "/assessments/exams/"),
    Page("exam", on="exams", link="/assessments/exams/*/", text="理论考试"),
    Page("exam-results", on="exam", link="/assessments/exams/*/results/"),
    Page("ratings", "/assessments/ratings/"),
    Page("programmes", "/cohorts/programmes/"),
    Page("programme", on="programmes", link="/cohorts/programmes/*/"),
    *REGULATIONS,
    Page("regulation-add", "/policies/regulations/add/"),
    Page("regulation-version-add", on="regulation", link="/policies/regulations/*/versions/add/"),
    Page("calendar", "/policies/calendar/"),
    *POLICIES,
    *CASEWORK_OFFICE,
    *WATCHES_MENTORS,
    *LEDGER_OFFICE,
    *CERTIFICATION,
    *PROFILES,
    *PROFILE_WORK,
    *CERTIFICATES,
    *PANELS,
    *PANEL_OFFICE,
    *DEVELOPMENT_WORK,
    *own("notices", "account", "jobs", "about"),
    Page("search", "/search/?q=fang"),
)
TEACHER = (
    TODAY,
    *CLASS,
    *CLASS_WORK,
    Page("leave", "/cohorts/leave/"),
    Page("leave-request", on="leave", link="/cohorts/leave/*/"),
    Page("my-timetable", "/cohorts/timetable/"),
    Page("courses", "/courses/"),
    Page("course-classes", "/courses/classes/"),
    *own("notices", "account"),
)
RATER = (
    TODAY,
    Page("ratings", "/assessments/ratings/"),
    Page("rating-sheet", on="ratings", link="/assessments/ratings/*/", text="待您处理"),
    *COMMITTEES,
    Page("courses", "/courses/"),
    *REGULATIONS,
    *own("notices", "account"),
)
PRACTICE = (*LEDGERS, *CERTIFICATION, *PROFILES, *CERTIFICATES, *PANELS, *DEVELOPMENT)
OVERSIGHT = (TODAY, *CLASS, *RANKINGS, *REGULATIONS, *POLICIES, *PRACTICE, *own("notices"))
ADMINISTRATOR = (
    TODAY,
    Page("people", "/people/"),
    Page("person", on="people", link="/people/*/", text="沈人力"),
    Page("person-edit", on="person", link="/people/*/edit/"),
    Page("person-add", "/people/add/"),
    Page("organisation", "/organisation/"),
    Page("organisation-brand", "/organisation/brand/"),
    Page("organisation-add", "/organisation/add/"),
    Page("organisation-edit", on="organisation", link="/organisation/*/"),
    *REGULATIONS,
    *POLICIES,
    *LOG,
    *SYSTEMS_WORK,
    *own("account", "jobs"),
)
UNDERTAKING = Page("confidentiality", "/")
NOBODY = (
    Page("sign-in", "/login/"),
    Page("code-sign-in", "/login/code/"),
    *VERIFY,
    Page("not-found", "/nowhere/", status=404),
    Page("style-guide", "/styleguide/"),
)

ROLES: tuple[Role, ...] = (
    Role("hr", "hr1", HR),
    Role("instructor", "instructor1", (*INSTRUCTOR, *STUDIO)),
    Role("trainee", "trainee27", (*TRAINEE[:-2], *own("notices", "account", "evidence"), *TRAINEE[-2:])),
    Role("class-teacher", "teacher1", TEACHER),
    Role("board", "board1", OVERSIGHT),
    Role("leader", "leader1", (*OVERSIGHT, LOG[0], Page("operations-mode", "/operations/mode/"))),
    Role("auditor", "auditor1", (*OVERSIGHT, *LOG, *SYSTEMS[:2])),
    Role("administrator", "admin1", ADMINISTRATOR),
    Role("trainee-near-the-line", "trainee16", (TODAY, Page("my-results", "/decisions/mine/"), *own("evidence"))),
    Role(
        "trainee-finished",
        "trainee05",
        (
            TODAY,
            Page("my-results", "/decisions/mine/"),
            Page("letter", on="my-results", link="/decisions/mine/*/"),
            Page("timetable", "/cohorts/timetable/"),
            *MY_CERTIFICATE,
            *own("notices", "evidence"),
        ),
    ),
    Role("trainee-in-practice", "trainee01", (*IN_PRACTICE, *LEDGER_WORK, *MY_PATH)),
    Role("committee", "committee1", (*RATER, *PANELS[:5])),
    Role("mentor", "mentor1", (*RATER, *MENTOR, *CASEWORK, *CERTIFICATION)),
    Role("consultant", "consultant1", (UNDERTAKING, Page("today", on="confidentiality", press="main form:has(.btn-decide) button"))),
    Role("anonymous", "", NOBODY),
)


def chosen(only: tuple[str, ...]) -> list[Role]:
    """Roles with the pages named by ``only`` (a role, a page, or role/page) and those on the way to them; all where none is named."""
    return [role for role in (narrowed(role, only) for role in ROLES) if role.pages]


def narrowed(role: Role, only: tuple[str, ...]) -> Role:
    if not only:
        return role
    named = {page.name for page in role.pages if {role.name, page.name, f"{role.name}/{page.name}"} & set(only)}
    for page in reversed(role.pages):  # a page stands after the one that leads to it
        if page.name in named and page.on:
            named.add(page.on)
    return replace(role, pages=tuple(page for page in role.pages if page.name in named))
