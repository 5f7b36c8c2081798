"""Questions, papers, exams, sittings, marking, ratings and scoring sheets."""

from .lines import AUTHORS, EVERYBODY, MANAGERS, OFFICE, SEATED, STAFF, Table, act, form, page

RUNS = f"hr admin {STAFF}"
OVERSEES = f"{OFFICE} {STAFF}"
RATES = "committee"
KEEPS_RUBRICS = f"{AUTHORS} {MANAGERS}"

QUESTIONS: Table = {
    "question-list": page(AUTHORS),
    "question-new": form(AUTHORS),
    "question-preview": act(AUTHORS, "=single"),
    "question-review": page(AUTHORS),
    "question-review-approve": act(AUTHORS),
    "question-template": page(AUTHORS),
    "question-import": form(AUTHORS),
    # A job is its owner's alone.
    "question-import-report": page("instructor", "question_check"),
    "question-import-confirm": act("instructor", "question_check"),
    "question-export": act(AUTHORS),
    "question-detail": page(AUTHORS, "question"),
    "question-edit": form(AUTHORS, "question"),
    # These name a version; none of that number is 404.
    "question-submit": act("", "question"),
    "question-withdraw": act("", "question"),
    "question-approve": act("", "question"),
    "question-return": act("", "question"),
    "question-retire": act(AUTHORS, "question"),
    "question-restore": act(AUTHORS, "question"),
}

PAPERS: Table = {
    "paper-list": page(AUTHORS),
    "paper-new": form(AUTHORS),
    "paper-detail": page(AUTHORS, "paper"),
    "paper-edit": form(AUTHORS, "paper"),
    "paper-feasibility": act(AUTHORS, "paper"),
    "paper-draw": act(AUTHORS, "paper"),
    "paper-replace": form(AUTHORS, "paper =1"),
    "paper-preview": page(AUTHORS, "paper"),
    "paper-keys": page(AUTHORS, "paper"),
    "paper-submit": act(AUTHORS, "paper"),
    "paper-return": act(AUTHORS, "paper"),
    "paper-publish": act(AUTHORS, "paper"),
    "paper-retire": act(AUTHORS, "paper"),
    "paper-copy": act(AUTHORS, "paper"),
    "paper-file": act(AUTHORS, "paper"),
    "paper-file-answers": act(AUTHORS, "paper"),
    "paper-file-key": act(AUTHORS, "paper"),
}

EXAMS: Table = {
    "exam-list": page(EVERYBODY),
    "exam-add": form(RUNS),
    "exam-detail": page(f"{OVERSEES} {SEATED}", "exam"),
    "exam-edit": form(RUNS, "exam", seen=OVERSEES),
    "exam-schedule": act(RUNS, "exam", seen=OVERSEES),
    "exam-cancel": act(RUNS, "exam", seen=OVERSEES),
    "exam-seats": page(OVERSEES, "exam"),
    "exam-extend": act(RUNS, "exam", seen=OVERSEES),
    "exam-accommodate": act(RUNS, "exam", seen=OVERSEES),
    "exam-start": act(SEATED, "exam"),
    # Before the release only who runs the exam sees how it went.
    "exam-results": (page(RUNS, "exam_to_mark", seen=OVERSEES), page(OVERSEES, "released_exam")),
    "exam-release": act(RUNS, "exam_to_mark", seen=OVERSEES),
    "exam-analysis": (page(RUNS, "exam_to_mark", seen=OVERSEES), page(OVERSEES, "released_exam")),
    "exam-export": act(RUNS, "released_exam", seen=OVERSEES),
    # Keys are for those who teach the class.
    "exam-regrade": form(STAFF, "released_exam =1", seen=OVERSEES),
}

SITTINGS: Table = {
    "sitting": (page("trainee", "sitting"), page("trainee", "released_sitting", gives=302)),
    # A signed ticket in the body says who it is; there is no session and so nothing for a token to protect.
    "answer-save": act(EVERYBODY, "sitting", open=True, csrf=False),
    "sitting-save": act("trainee", "sitting"),
    "sitting-state": page("trainee", "sitting"),
    "sitting-take-over": act("trainee", "sitting"),
    "sitting-review": page("trainee", "sitting"),
    "sitting-submit": act("trainee", "sitting"),
    "sitting-result": (page("trainee", "released_sitting"), page("trainee", "sitting", gives=302)),
    "marking-list": page(EVERYBODY),
    "marking-next": page(STAFF, "exam_to_mark =2", gives=302),
    "marking-sheet": form(STAFF, "exam_to_mark =2 script"),
}

RATINGS: Table = {
    "rating-list": page(EVERYBODY),
    "rating-new": form(RUNS, "cohort"),
    "rating-sheet": form(RATES, "rating"),
    "rating-close": act(RUNS, "rating"),
    "rating-detail": page(OVERSEES, "rating"),
    "rating-add-rater": act(RUNS, "rating"),
    "rubric-list": page(KEEPS_RUBRICS),
    "rubric-new": form(KEEPS_RUBRICS),
    "rubric-install": act(KEEPS_RUBRICS, "=INTERVIEW"),
    "rubric-detail": page(KEEPS_RUBRICS, "rubric"),
    "rubric-edit": form(KEEPS_RUBRICS, "rubric_draft"),
    "rubric-in-force": act(KEEPS_RUBRICS, "rubric_draft"),
}

TABLE: Table = {**QUESTIONS, **PAPERS, **EXAMS, **SITTINGS, **RATINGS}
