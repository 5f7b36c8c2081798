"""Reads of the courses room."""

from .activities import KINDS
from .body import Body, Section, body_of, render_body
from .discussion import answers_visible_to, open_questions, question_visible_to, questions_under
from .lessons import LearnerCourse, LearnerLesson, LessonLine, course_for_learner, latest_progress, lesson_for_learner
from .library import branch_of, courses_in_library, lessons_for_author, lessons_to_review, shared_courses
from .offerings import course_availability, offerings_of
from .progress import ClassCourse, MyCourse, WeakQuestion, class_progress, my_courses, weak_questions
from .quiz import Feedback, check_answer, known_codes, quiz_questions
from .reader import NotOpen, Reader, reader_of
from .search import Hit, search_lessons

__all__ = [
    "KINDS",
    "Body",
    "ClassCourse",
    "Feedback",
    "Hit",
    "LearnerCourse",
    "LearnerLesson",
    "LessonLine",
    "MyCourse",
    "NotOpen",
    "Reader",
    "Section",
    "WeakQuestion",
    "answers_visible_to",
    "body_of",
    "branch_of",
    "check_answer",
    "class_progress",
    "course_availability",
    "course_for_learner",
    "courses_in_library",
    "known_codes",
    "latest_progress",
    "lesson_for_learner",
    "lessons_for_author",
    "lessons_to_review",
    "my_courses",
    "offerings_of",
    "open_questions",
    "question_visible_to",
    "questions_under",
    "quiz_questions",
    "reader_of",
    "render_body",
    "search_lessons",
    "shared_courses",
    "weak_questions",
]
