"""Pages of the courses room."""

from django.urls import path

from .views import classes, discussion, learner, lesson_parts, library, offerings

lesson_urls = [
    path("lessons/<slug:public_id>/", learner.lesson, name="lesson"),
    path("lessons/<slug:public_id>/progress/", lesson_parts.lesson_progress, name="lesson-progress"),
    path("lessons/<slug:public_id>/complete/", lesson_parts.lesson_complete, name="lesson-complete"),
    path("lessons/<slug:public_id>/note/", lesson_parts.lesson_note, name="lesson-note"),
    path("lessons/<slug:public_id>/quiz/<slug:section>/", lesson_parts.lesson_quiz, name="lesson-quiz"),
    path("lessons/<slug:public_id>/quiz/<slug:section>/<str:code>/", lesson_parts.lesson_try, name="lesson-try"),
    path("lessons/<slug:public_id>/recording/<slug:section>/", lesson_parts.lesson_recording, name="lesson-recording"),
    path("lessons/<slug:public_id>/questions/", discussion.lesson_questions, name="lesson-questions"),
]

discussion_urls = [
    path("questions/", discussion.questions_waiting, name="lesson-questions-waiting"),
    path("questions/<slug:public_id>/answer/", discussion.question_answer, name="lesson-question-answer"),
    path("answers/<slug:public_id>/settle/", discussion.answer_settle, name="lesson-answer-settle"),
    path("questions/<slug:public_id>/hide/", discussion.contribution_hide, {"kind": "question"}, name="lesson-question-hide"),
    path("answers/<slug:public_id>/hide/", discussion.contribution_hide, {"kind": "answer"}, name="lesson-answer-hide"),
]

class_urls = [
    path("classes/", classes.class_list, name="course-class-list"),
    path("classes/<slug:public_id>/", classes.class_detail, name="course-class"),
    path("classes/<slug:public_id>/export/", classes.class_export, name="course-class-export"),
    path("classes/<slug:public_id>/courses/", offerings.cohort_courses, name="cohort-courses"),
    path("offerings/<slug:public_id>/", offerings.offering_edit, name="offering-edit"),
    path("offerings/<slug:public_id>/withdraw/", offerings.offering_withdraw, name="offering-withdraw"),
    path("offerings/<slug:public_id>/up/", offerings.offering_move, {"direction": "up"}, name="offering-up"),
    path("offerings/<slug:public_id>/down/", offerings.offering_move, {"direction": "down"}, name="offering-down"),
]

urlpatterns = [
    path("", learner.course_list, name="course-list"),
    path("search/", library.course_search, name="course-search"),
    *lesson_urls,
    *discussion_urls,
    *class_urls,
    path("<slug:public_id>/", learner.course_detail, name="course-detail"),
    path("<slug:public_id>/adopt/", library.course_adopt, name="course-adopt"),
]
