"""Tables of courses: pages, offerings, progress, discussion."""

from .discussion import LessonAnswer, LessonQuestion
from .learning import CourseCompletion, CourseOffering, LessonNote, LessonProgress
from .page_form import items_in, question_codes_in
from .pages import COURSE_PATH_LENGTH, CoursePage, CoursePrerequisite, LessonPage, LibraryIndexPage, ModuleGroupPage
from .review import SecondAuthorTask

__all__ = [
    "COURSE_PATH_LENGTH",
    "CourseCompletion",
    "CourseOffering",
    "CoursePage",
    "CoursePrerequisite",
    "LessonAnswer",
    "LessonNote",
    "LessonPage",
    "LessonProgress",
    "LessonQuestion",
    "LibraryIndexPage",
    "ModuleGroupPage",
    "SecondAuthorTask",
    "items_in",
    "question_codes_in",
]
