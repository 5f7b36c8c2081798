"""Courses: read, discussed, given to classes, followed."""

from tests.factories.courses import section

from .lines import AUTHORS, EVERYBODY, HR, INSTRUCTORS, LEADERS, SEATED, TEACHERS, Table, act, form, page

# Sections of the lesson, which are called the same in every bank.
QUIZ, RECORDING = f"={section(1)}", f"={section(2)}"
OPENS = f"{SEATED} {AUTHORS}"
OUTLINES = f"{AUTHORS} {HR} {TEACHERS}"
ORGANISES = "hr instructor class_teacher"
FOLLOWS = "hr leader board auditor instructor class_teacher"
FOLLOWS_SOMEWHERE = f"{AUTHORS} {HR} {TEACHERS} {LEADERS} board auditor"

LESSONS: Table = {
    "lesson": page(OPENS, "lesson"),
    "lesson-progress": act(SEATED, "lesson"),
    "lesson-complete": act(SEATED, "lesson"),
    "lesson-note": act(SEATED, "lesson"),
    "lesson-quiz": page(OPENS, f"lesson {QUIZ}"),
    "lesson-try": act(OPENS, f"lesson {QUIZ} quiz_question"),
    "lesson-recording": page(OPENS, f"lesson {RECORDING}"),
    # Authors read along; only who takes the lesson asks.
    "lesson-questions": form(SEATED, "lesson", readers=OPENS),
    "lesson-questions-waiting": page(INSTRUCTORS),
    "lesson-question-answer": act(OPENS, "lesson_question"),
    "lesson-answer-settle": act(f"trainee {INSTRUCTORS}", "lesson_answer"),
    "lesson-question-hide": act(INSTRUCTORS, "lesson_question"),
    "lesson-answer-hide": act(INSTRUCTORS, "lesson_answer"),
}

CLASSES: Table = {
    "course-list": page(EVERYBODY),
    "course-search": page(EVERYBODY),
    "course-detail": page(f"{SEATED} {OUTLINES}", "course"),
    # Only courses of the shared library are adopted; this one is the bank's own.
    "course-adopt": act("", "course"),
    "course-class-list": page(FOLLOWS_SOMEWHERE),
    "course-class": page(FOLLOWS, "cohort"),
    "course-class-export": act(FOLLOWS, "cohort"),
    "cohort-courses": form(ORGANISES, "cohort"),
    "offering-edit": form(ORGANISES, "offering"),
    "offering-withdraw": act(ORGANISES, "offering"),
    "offering-up": act(ORGANISES, "offering"),
    "offering-down": act(ORGANISES, "offering"),
}

TABLE: Table = {**LESSONS, **CLASSES}
