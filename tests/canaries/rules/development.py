"""Stage evaluations, development plans, and what the posts ask."""

from ..groups import READS_DECISIONS

ABOUT = f"{READS_DECISIONS} mentor @user"
OF_PLAN = f"{READS_DECISIONS} mentor @plan__user"

RULES = {
    "decisions.StageEvaluation.content": ABOUT,
    "decisions.StageEvaluation.summary": ABOUT,
    "decisions.DevelopmentPlan.person_words": ABOUT,
    "decisions.DevelopmentPlan.closed_reason": ABOUT,
    **{f"decisions.PlanGoal.{name}": OF_PLAN for name in ("aim", "learn", "rehearse", "proof")},
    **{f"decisions.PlanCheck.{name}": OF_PLAN for name in ("note", "person_words")},
    "decisions.PostStandard.matrix": f"{READS_DECISIONS} branch_hr branch_leader",
    "decisions.PostStandard.reason": f"{READS_DECISIONS} branch_hr branch_leader",
}
