"""Every page that lists rows: who reads it, which template shows the rows, and what adds rows to it.

A new template with a table or a pager fails test_list_cost.py until it stands here, or in EXEMPT with the reason.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from . import (
    grow_casework,
    grow_certification,
    grow_classes,
    grow_exchange,
    grow_learning,
    grow_ledgers,
    grow_observation,
    grow_office,
    grow_people,
)
from .world import World


@dataclass(frozen=True)
class ListPage:
    """``grow`` adds as many rows as it is told; ``to`` is how many there are in the end, fewer where one row costs much to make."""

    route: str
    reader: str
    template: str
    grow: Callable[[World, int], Any]
    args: Callable[[World], list[str]] = lambda world: []
    to: int = 300


def cohort_id(world: World) -> list[str]:
    return [world.cohort.public_id]


PEOPLE = [
    ListPage("people-list", "hr", "people/people_list.html", grow_people.people),
    ListPage("organisation-tree", "admin", "people/organisation_tree.html", grow_people.organisations),
    ListPage("person-detail", "hr", "people/person_detail.html", grow_people.memberships, lambda world: [world.cast.trainee.key]),
    ListPage("notices", "trainee", "notices/notice_list.html", grow_people.notices),
    ListPage("job-list", "hr", "jobs/job_list.html", grow_people.jobs),
    ListPage("regulation-list", "hr", "policies/regulation_list.html", grow_people.regulations),
    ListPage("regulation-detail", "hr", "policies/regulation_detail.html", grow_people.regulation_versions, grow_people.regulation_id),
    ListPage("media-list", "instructor", "media/media_list.html", grow_people.media_items),
    ListPage("evidence-list", "trainee", "evidence/evidence_list.html", grow_people.facts),
    ListPage("act-list", "auditor", "evidence/act_list.html", grow_people.acts),
]

CLASSES = [
    ListPage("cohort-list", "hr", "cohorts/cohort_list.html", grow_classes.cohorts),
    ListPage("cohort-detail", "hr", "cohorts/cohort_detail.html", grow_classes.trainees, cohort_id),
    ListPage("cohort-plan", "hr", "cohorts/cohort_plan.html", grow_classes.steps, cohort_id),
    ListPage("programme-detail", "hr", "cohorts/programme_detail.html", grow_classes.programme_steps, grow_classes.programme_id),
    ListPage("room-list", "hr", "cohorts/room_list.html", grow_classes.rooms),
    ListPage("mentoring-list", "hr", "cohorts/mentoring_list.html", grow_classes.pairs),
    ListPage("leave-list", "class_teacher", "cohorts/leave_list.html", grow_classes.leaves),
    ListPage("conduct-list", "class_teacher", "cohorts/conduct_list.html", grow_classes.conduct, cohort_id),
    ListPage("cohort-attendance", "class_teacher", "cohorts/cohort_attendance.html", grow_classes.trainees_and_sessions, cohort_id),
    ListPage("my-attendance", "trainee", "cohorts/person_attendance.html", grow_classes.sessions),
    ListPage("my-timetable", "trainee", "cohorts/week_grid.html", grow_classes.sessions),
    ListPage("slot-attendance", "class_teacher", "cohorts/slot_attendance.html", grow_classes.seated, grow_classes.slot_id),
    ListPage("slot-sheet", "class_teacher", "cohorts/slot_sheet.html", grow_classes.seated, grow_classes.slot_id),
    ListPage("today", "instructor", "desks/parts/session_table.html", grow_classes.sessions),
]

LEARNING = [
    ListPage("question-list", "instructor", "assessments/question_list.html", grow_learning.questions),
    ListPage("question-review", "instructor", "assessments/question_review.html", grow_learning.reviews),
    ListPage("question-detail", "instructor", "assessments/question_detail.html", grow_learning.versions, grow_learning.question_id),
    ListPage("paper-list", "instructor", "assessments/paper_list.html", grow_learning.papers),
    ListPage("paper-detail", "instructor", "assessments/paper_detail.html", grow_learning.items, grow_learning.paper_id),
    ListPage("exam-list", "instructor", "assessments/exam_list.html", grow_learning.exams),
    ListPage("exam-list", "trainee", "assessments/exam_list.html", grow_learning.exams),
    ListPage("exam-detail", "instructor", "assessments/pieces/exam_seats.html", grow_learning.seats, grow_learning.exam_id),
    ListPage("exam-results", "instructor", "assessments/exam_results.html", grow_learning.marked, grow_learning.exam_id),
    ListPage("marking-list", "instructor", "assessments/marking_list.html", grow_learning.sittings),
    ListPage("rating-list", "hr", "assessments/rating_list.html", grow_learning.ratings),
    ListPage("rating-list", "mentor", "assessments/pieces/my_ratings.html", grow_learning.ratings),
    ListPage("rubric-list", "hr", "assessments/rubric_list.html", grow_learning.rubrics),
    ListPage("course-list", "instructor", "courses/library_table.html", grow_learning.courses, to=30),
    ListPage("course-list", "trainee", "courses/course_list.html", grow_learning.offerings, to=15),
    ListPage("cohort-courses", "hr", "courses/cohort_courses.html", grow_learning.offerings, cohort_id, to=15),
    ListPage("course-class-list", "hr", "courses/class_list.html", grow_classes.cohorts),
    ListPage("course-class", "instructor", "courses/class_detail.html", grow_learning.readers, cohort_id),
    ListPage("lesson-questions-waiting", "instructor", "courses/questions_waiting.html", grow_learning.asked),
]

OFFICE = [
    ListPage("rule-list", "hr", "decisions/rule_list.html", grow_office.rules),
    ListPage("rule-detail", "hr", "decisions/rule_detail.html", grow_office.receipts, lambda world: [world.rule.public_id]),
    ListPage("committee-list", "instructor", "simulations/committee_list.html", grow_office.committees),
    ListPage("committee-list", "committee", "simulations/committee_list.html", grow_office.committees),
    ListPage("investigation-list", "trainee", "simulations/investigation_list.html", grow_office.investigations),
    ListPage("exercise-list", "instructor", "simulations/exercise_list.html", grow_office.exercises),
    ListPage("exercise-detail", "instructor", "simulations/exercise_detail.html", grow_office.investigations, grow_office.exercise_id),
    ListPage("teaching-case-list", "instructor", "simulations/teaching_case_list.html", grow_office.teaching_cases),
    ListPage("policy-calendar", "hr", "policies/policy_calendar.html", grow_office.days_off),
    ListPage("decision-list", "hr", "decisions/decision_list.html", grow_office.decisions),
    ListPage("certificate-list", "hr", "decisions/certificate_list.html", grow_office.certificates),
    ListPage("decision-detail", "hr", "decisions/decision_detail.html", grow_office.ranked, grow_office.draft_id, to=60),
]

CASEWORK = [
    ListPage("case-list", "hr", "operations/case_list.html", grow_casework.cases),
    ListPage("case-list", "mentor", "operations/case_list.html", grow_casework.cases),
    ListPage("customer-list", "hr", "operations/customer_list.html", grow_casework.customers),
    ListPage("node-control", "hr", "operations/node_control.html", grow_casework.late),
    ListPage("signal-list", "hr", "operations/signal_list.html", grow_casework.signals),
]

LEDGERS = [
    ListPage("visit-list", "hr", "operations/visit_list.html", grow_ledgers.visits),
    ListPage("visit-funnel", "hr", "operations/funnel.html", grow_ledgers.visits),
    ListPage("coverage-map", "hr", "operations/coverage_map.html", grow_ledgers.areas, to=60),
    ListPage("contract-list", "hr", "operations/contract_list.html", grow_ledgers.contracts),
    ListPage("contract-detail", "hr", "operations/contract_detail.html", grow_ledgers.figures, grow_ledgers.contract_id, to=20),
    ListPage("day-board", "hr", "operations/day_board.html", grow_ledgers.days, to=60),
    ListPage("report-list", "hr", "operations/report_list.html", grow_ledgers.reports),
]

CERTIFICATION = [
    ListPage("certification-home", "hr", "decisions/certification_home.html", grow_certification.on_the_way, to=60),
    ListPage("certification-home", "mentor", "decisions/certification_home.html", grow_certification.on_the_way, to=60),
    ListPage(
        "certification-node", "hr", "decisions/certification_node.html", grow_certification.own_cards, grow_certification.trainee_at_node
    ),
    ListPage("certification-coverage", "hr", "decisions/certification_coverage.html", grow_certification.on_the_way, to=60),
    ListPage("certification-mentors", "hr", "decisions/certification_mentors.html", grow_certification.measured, to=60),
    ListPage("profile-list", "hr", "decisions/profile_list.html", grow_certification.profiles),
    ListPage("panel-list", "hr", "decisions/panel_list.html", grow_certification.sittings),
    ListPage("panel-list", "committee", "decisions/panel_list.html", grow_certification.sittings),
    ListPage("panel-detail", "hr", "decisions/panel_detail.html", grow_certification.agenda, grow_certification.sitting_id, to=60),
    ListPage("panel-detail", "committee", "decisions/panel_detail.html", grow_certification.agenda, grow_certification.sitting_id, to=60),
    ListPage("panel-detail", "leader", "decisions/panel_detail.html", grow_certification.agenda, grow_certification.sitting_id, to=60),
    ListPage("panel-conditions", "hr", "decisions/panel_conditions.html", grow_certification.conditions),
    ListPage("panel-nominate", "hr", "decisions/panel_nominate.html", grow_certification.on_the_way, grow_certification.sitting_id, to=60),
    ListPage("my-panels", "trainee", "decisions/my_panels.html", grow_certification.own_items, to=50),
    ListPage("today-waiting", "leader", "desks/parts/waiting.html", grow_certification.agenda, to=60),
    ListPage("today-waiting", "hr", "desks/parts/waiting.html", grow_certification.appeals, to=60),
    ListPage("recognition-list", "hr", "decisions/recognition_list.html", grow_certification.recognitions),
    ListPage("suspension-list", "hr", "decisions/suspension_list.html", grow_certification.suspensions),
    ListPage("ladder", "hr", "decisions/ladder.html", grow_certification.final_classes),
    ListPage("plan-list", "hr", "decisions/plan_list.html", grow_certification.plans),
    ListPage("post-matrix", "hr", "decisions/post_matrix.html", grow_certification.posted),
    ListPage("talent-board", "leader", "desks/talent.html", grow_certification.branches, to=30),
]

EXCHANGE = [
    ListPage("client-list", "admin", "exchange/client_list.html", grow_exchange.systems),
    ListPage("client-calls", "admin", "exchange/call_list.html", grow_exchange.calls, grow_exchange.system_id),
    ListPage("client-messages", "admin", "exchange/message_list.html", grow_exchange.messages, grow_exchange.system_id),
    ListPage("kinship-list", "hr", "people/kinship_list.html", grow_exchange.relatives),
]

OBSERVATION = [
    ListPage("card-list", "mentor", "operations/card_list.html", grow_observation.cards, to=60),
    ListPage("card-list", "hr", "operations/card_list.html", grow_observation.cards, to=60),
    ListPage("part-list", "trainee", "operations/part_list.html", grow_observation.parts),
    ListPage("part-list", "hr", "operations/part_list.html", grow_observation.parts),
    ListPage("card-answering", "hr", "operations/card_answering.html", grow_observation.answering, to=60),
    ListPage("mentor-pairs", "hr", "operations/mentor_pairs.html", grow_observation.pairs, to=60),
    ListPage("mentor-pair", "hr", "operations/mentor_pair.html", grow_observation.talks, grow_observation.pair_keys, to=40),
    ListPage("mentor-quality", "hr", "operations/mentor_quality.html", grow_observation.pairs, to=60),
]

PAGES = [*PEOPLE, *CLASSES, *LEARNING, *OFFICE, *CASEWORK, *LEDGERS, *CERTIFICATION, *EXCHANGE, *OBSERVATION]

# template → why its rows don't grow with use, or which page above it belongs to
EXEMPT: dict[str, str] = {
    "operations/contract_problems.html": "mistakes of one file, kept in the job's row",
    "operations/day_month.html": "the days of one month",
    "assessments/exam_analysis.html": "one row per question of one paper",
    "assessments/paper_replace.html": "at most a handful of alternatives is offered",
    "assessments/pieces/changes.html": "the changed parts of one question",
    "assessments/question_import_report.html": "mistakes of one file, kept in the job's row",
    "assessments/rating_detail.html": "one column per rater of one performance",
    "assessments/rubric_detail.html": "the criteria of one scoring sheet",
    "cohorts/roster_problems.html": "mistakes of one file, kept in the job's row",
    "cohorts/roster_report.html": "rows of one file, kept in the job's row",
    "courses/blocks/table.html": "a table that an author wrote into a lesson",
    "decisions/capacity_table.html": "the nodes there are",
    "decisions/panel_packet.html": "what one packet froze",
    "decisions/post_matrix_edit.html": "the posts by the nodes there are",
    "decisions/profile_detail.html": "the figures of one profile by the nodes there are",
    "decisions/profile_gates.html": "the figures of one stage by the nodes there are",
    "decisions/stage_table.html": "the nodes there are",
    "decisions/decision_statistics.html": "figures of the whole class",
    "decisions/my_letter.html": "the components of one person's result",
    "decisions/my_results.html": "one letter per decision about one's own class",
    "decisions/rule_parts.html": "the components of one rule",
    "decisions/standing_detail.html": "the components of one person's result",
    "desks/about.html": "the parts this product is made of",
    "desks/today_union.html": "the banks of one union, all in one query: tests/desks/test_union.py",
    "operations/case_import_report.html": "rows of one file, kept in the job's row",
    "exchange/call_table.html": "the rows of exchange/call_list.html; on a system's own page the last five",
    "exchange/client_detail.html": "the last tokens and days of one system",
    "exchange/message_detail.html": "the attempts at one message",
    "exchange/message_table.html": "the rows of exchange/message_list.html; on a system's own page the last five",
    "operations/check.html": "the cells of one cross-check",
    "operations/figures.html": "the cross-checks there are",
    "operations/folder.html": "the milestones there are",
    "evidence/chain_status.html": "findings of one check, kept in the job's row",
    "simulations/committee_calibration.html": "one row per member of the committees of one class",
    "simulations/committee_detail.html": "the seats of one sitting",
    "simulations/investigation_replay.html": "the acts of one investigation",
    "simulations/investigation_score.html": "the lines of one score",
    "simulations/pieces/visit_checks.html": "the cross-checks there are",
    "simulations/pieces/visit_doubts.html": "the topics there are",
    "simulations/pieces/visit_piece.html": "the rows of one paper of a case",
    "simulations/pieces/visit_report.html": "the instalments of one loan",
    "simulations/pieces/visit_statements.html": "the lines of the statements there are",
    "simulations/pieces/room_papers.html": "the papers of one case",
    "simulations/pieces/room_truth.html": "the findings of one case",
    "policies/policy_list.html": "the settings there are",
    "components/chart.html": "the figures of one chart, handed to it",
    "components/styleguide_pieces.html": "samples of the design system",
}
