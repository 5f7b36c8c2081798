"""What a profile and the bank's values say differently about mentors."""

from dataclasses import replace

from lms.decisions.domain.certification.policy_match import Mentoring, mismatches
from lms.decisions.domain.certification.profiles import shipped
from lms.policies.domain.catalogue import CATALOGUE

SAME = Mentoring(level="5", limit=3, firm=False)


def test_the_shipped_first_profile_says_what_the_catalogue_says() -> None:
    keys = ("observation.mentor_level", "mentorship.limit", "mentorship.limit_is_firm")
    level, limit, firm = (CATALOGUE[key].default for key in keys)
    assert mismatches(shipped("first"), Mentoring(str(level), int(limit), bool(firm))) == []


def test_each_difference_names_both() -> None:
    first = shipped("first")
    assert mismatches(first, SAME._replace(level="4")) == [("mentor_level", "5", "4")]
    assert mismatches(replace(first, mentor_limit=5), SAME) == [("mentor_limit", "5", "3")]
    assert mismatches(shipped("mature"), SAME) == [("limits", "hard", "warn")]
    assert mismatches(shipped("mature"), SAME._replace(firm=True)) == []
