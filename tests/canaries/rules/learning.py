"""Courses, lessons, what is asked under them, and the media library."""

from tests.matrix.lines import AUTHORS, HR, SEATED, TEACHERS

OPENS = f"{SEATED} {AUTHORS}"
OUTLINES = f"{OPENS} {HR} {TEACHERS}"
# Whoever follows how far a class has come.
FOLLOWS = f"{OUTLINES} leader board auditor"
PAGE = ("title", "draft_title", "seo_title", "search_description")
TEACHING = (*PAGE, "title_en", "summary", "goals")

RULES = {
    **{f"courses.LibraryIndexPage.{name}": OUTLINES for name in PAGE},
    **{f"courses.ModuleGroupPage.{name}": OUTLINES for name in PAGE},
    **{f"courses.CoursePage.{name}": OUTLINES for name in (*TEACHING, "outline", "common_mistakes", "assessment")},
    **{f"courses.LessonPage.{name}": OUTLINES for name in TEACHING},
    "courses.CoursePage.code": FOLLOWS,
    "courses.CoursePage.title": FOLLOWS,
    "courses.LessonPage.title": FOLLOWS,
    "courses.LessonPage.body": OPENS,
    "courses.LessonQuestion.text": OPENS,
    "courses.LessonQuestion.hidden_reason": OPENS,
    "courses.LessonAnswer.text": OPENS,
    "courses.LessonAnswer.hidden_reason": OPENS,
    "courses.LessonNote.text": "@user",
    "media.MediaItem.title": OPENS,
    "media.MediaItem.file": OPENS,
    "media.MediaItem.filename": OPENS,
    "media.MediaItem.captions": OPENS,
    "media.MediaItem.transcript": OPENS,
}
