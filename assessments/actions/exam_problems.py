"""What a person is told when a step of an exam or a rating can't be taken."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, str | Promise] = {
    "not_a_draft": _("The exam is already scheduled."),
    "not_editable": _("The exam has begun; only its closing can still be moved, by granting more time."),
    "window_over": _("The closing of the exam is already past. Choose a later one."),
    "not_scheduled": _("The exam is not scheduled."),
    "already_over": _("The exam is over."),
    "already_released": _("The results have been released."),
    "has_sittings": _("Somebody has already sat this exam, so it can't be cancelled."),
    "reason_missing": _("Say why."),
    "paper_not_published": _("The paper is not published."),
    "paper_empty": _("The paper holds no questions."),
    "not_enrolled": _("You are not enrolled in this class."),
    "not_open": _("The exam is not open now."),
    "cancelled": _("The exam was cancelled."),
    "no_attempts_left": _("You have used all your attempts."),
    "not_in_class": _("This person is not in the class."),
    "nothing_granted": _("Grant at least one minute, one per cent or one attempt."),
    "shorter": _("An accommodation can only be raised, never lowered."),
    "taken_over": _("The exam has been continued on another device or in another window."),
    "changed_elsewhere": _("Answers were saved from another window. Look at your answers again, then hand in."),
    "over": _("The time is over. What was saved until then counts."),
    "still_sitting": _("Somebody is still sitting the exam."),
    "still_open": _("The exam is still open; results can be released once it has closed."),
    "waits_for_marks": _("Essays still wait to be marked."),
    "nobody_sat": _("Nobody has sat the exam."),
    "not_an_essay": _("This question is not marked by hand."),
    "nothing_to_mark": _("This answer needs no further mark."),
    "own_answer": _("Nobody marks their own answer."),
    "already_marked": _("You have already marked this answer; the second marker must be somebody else."),
    "points_range": _("Points must be between 0 and %(maximum)s."),
    "marks_final": _("The results are out; a mark changes only through a regrade with its reason."),
    "no_such_question": _("The paper has no such question."),
    "key_unreadable": _("This is not a key that fits the question."),
    "rubric_in_force": _("This version is in force and never changes. Make a new version."),
    "rubric_not_draft": _("The rubric is not a draft."),
    "rubric_faulty": _("The rubric can't be used yet: %(fault)s"),
    "no_subjects": _("Choose at least one trainee."),
    "no_raters": _("Choose at least one rater."),
    "task_closed": _("This rating is closed."),
    "not_a_rater": _("You are not a rater here."),
    "own_rating": _("Nobody rates themselves."),
    "incomplete": _("Judge every criterion first: %(criteria)s"),
    "sheet_unreadable": _("The sheet holds a judgement that the rubric doesn't know."),
    "already_submitted": _("You have already submitted this sheet. Amend it with a reason."),
    "not_submitted": _("There is no submitted sheet to amend."),
    "nobody_rated": _("Nobody has submitted a sheet yet."),
    "sheets_missing": _("Some raters have not submitted yet: %(count)s."),
}


class ExamProblem(ValueError):
    """A step that can't be taken; ``code`` for programs, ``str()`` for the person."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code, self.params = code, params

    def __str__(self) -> str:
        text = str(TEXTS[self.code])
        return text % self.params if self.params else text
