"""The error an action about observation or mentoring raises, with the words for each code of a refusal."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..domain.behaviours import PICKED
from ..domain.observing import LONGEST_SENTENCE, MUTUAL_DAYS, SHORTEST_SENTENCE
from .problems import CaseProblem


class CardProblem(CaseProblem):
    """A refusal about a part, a card or a mentoring pair."""


WORDS: dict[str, str | Promise] = {
    # Whom and what.
    "own_case": _("Nobody observes themselves: the mentor must be another person."),
    "bank": _("Mentor, trainee and case must belong to the same bank."),
    "relative": _("%(mentor)s and %(trainee)s are declared relatives: somebody else must give this card."),
    "twice": _("%(mentor)s answers for %(trainee)s on case %(case)s at this node already: the same case with the same mentor counts once."),
    "mutual": _("%(trainee)s gave %(mentor)s a card within %(days)d days: two people don't sign for each other."),
    "unknown_case": _("There is no case “%(case)s” that can be chosen here. Check the number."),
    "closed": _("Case %(case)s is closed: nobody takes part in it any more."),
    "before_case": _("Case %(case)s was opened later than this day."),
    "too_old": _("A card is given within %(latest)d days of the work; %(day)s lies further back."),
    "future": _("The day lies in the future: a card is about work that was done."),
    "node": _("Choose a node of the credit process."),
    "role": _("Choose what the trainee takes part as."),
    "other_role": _("%(trainee)s takes part in this case as %(role)s: send that role, or have the part taken back first."),
    "not_trainee": _("Choose somebody who is in training at this bank."),
    "not_mentor": _("Choose somebody who holds the role of a mentor at this bank."),
    # The mentor at this node.
    "mentor_level": _("%(mentor)s is not certified at “%(node)s” to the level this bank asks of a mentor: the card can't be signed."),
    "mentor_not_yet": _(
        "On %(day)s %(mentor)s did not hold the level of a mentor at “%(node)s” yet: no card can be signed about that day."
    ),
    "mentor_lapsed": _("The authority of %(mentor)s at “%(node)s” has lapsed: the card can't be signed until it is renewed."),
    "mentor_suspended": _("The authority of %(mentor)s at “%(node)s” is suspended: the card can't be signed."),
    "mentor_inactive": _("The account of %(mentor)s is closed."),
    # The trainee at this node.
    "no_authority": _("%(trainee)s has not been admitted to “%(node)s” yet: nothing is on file."),
    "inactive": _("The account of %(trainee)s is closed."),
    "revoked": _("What %(trainee)s was entrusted with at “%(node)s” was revoked."),
    "not_yet": _("What %(trainee)s is entrusted with at “%(node)s” has not begun yet."),
    "lapsed": _("What %(trainee)s was entrusted with at “%(node)s” ended with its date."),
    "disused": _("What %(trainee)s was entrusted with at “%(node)s” has lapsed, because it was not used for too long."),
    "suspended": _("%(trainee)s is suspended at “%(node)s” and takes part with the mentor present only."),
    "level_of_trainee": _("%(trainee)s stands at “%(stage)s” at “%(node)s”: that is not enough to take part as %(role)s."),
    # The card.
    "state": _("This part is no longer open."),
    "not_yours": _("Only the mentor who answers for this part gives the card."),
    "given": _("The card for this part was given already; it can be corrected, not given twice."),
    "client_key": _("This card can't be told from another one. Open the page again."),
    "level": _("Say how much help you gave: one of the levels offered."),
    "level_ahead": _("Say how much help will be needed next time."),
    "two_behaviours": _("Choose exactly %(picked)d behaviours."),
    "behaviour": _("A behaviour chosen does not belong to this node."),
    "mark": _("Rate each behaviour from 1 to 3."),
    "red_line_kind": _("Say which red line was crossed."),
    "score": _("The score lies between 0 and 100."),
    "sentence": _("Write one sentence of at least %(shortest)d characters."),
    "sentence_long": _("Keep it to %(longest)d characters."),
    "after_card": _("This card came in on %(day)s: it can't be about a later day."),
    "sentence_private": _("The sentence holds a telephone or identity number. Take it out: a card is about the trainee, not the customer."),
    "correction_late": _("A card can be corrected for seven days; afterwards HR records what is to be added."),
    "superseded": _("This card was corrected already; correct the newer one."),
    "reason": _("Say why."),
    # Mentoring.
    "order": _("The last day must lie after the first."),
    "short": _("An agreement lasts at least three months."),
    "long": _("An agreement lasts at most six months."),
    "goals": _("Write down at least one goal."),
    "pair_ended": _("This pair has ended."),
    "overlap": _("This pair has an agreement for part of this time already."),
    "signed": _("You have signed this agreement already."),
    "signed_both": _("The agreement is signed by both and can't be changed any more."),
    "talk_twice": _("A talk of this day is on file already."),
    "talk_day": _("The day of the talk lies outside the time of the pair, or in the future."),
    "talk_minutes": _("A talk lasts 5 to 480 minutes."),
    "talk_own": _("The other one of the pair confirms a talk, not the one who entered it."),
    "talk_confirmed": _("This talk is confirmed already."),
}


def refused(code: str, **names: object) -> CardProblem:
    """The refusal of that code in words; ``names`` are the people, the case and the node it speaks of."""
    limits = {"picked": PICKED, "shortest": SHORTEST_SENTENCE, "longest": LONGEST_SENTENCE, "days": MUTUAL_DAYS}
    return CardProblem(str(WORDS[code]) % {**limits, **names}, code=code)
