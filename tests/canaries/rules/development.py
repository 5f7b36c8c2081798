"""Stage evaluations, development plans, and what the posts ask."""

from tests.matrix.lines import OFFICE

from ..groups import READS_DECISIONS

ABOUT = f"{READS_DECISIONS} mentor @user"
OF_PLAN = f"{READS_DECISIONS} mentor @plan__user"

RULES = {
    "people.Authority.suspended_reason": f"{OFFICE} mentor @user",
    "people.Authority.ended_reason": f"{OFFICE} mentor @user",
    "decisions.StageEvaluation.summary": ABOUT,
    "decisions.DevelopmentPlan.person_words": ABOUT,
    "decisions.DevelopmentPlan.closed_reason": ABOUT,
    **{f"decisions.PlanGoal.{name}": OF_PLAN for name in ("aim", "learn", "rehearse", "proof")},
    **{f"decisions.PlanCheck.{name}": OF_PLAN for name in ("note", "person_words")},
    "decisions.PostStandard.reason": f"{READS_DECISIONS} branch_hr branch_leader",
}
