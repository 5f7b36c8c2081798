"""Every value that may differ from bank to bank, with its type, default and meaning."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

ValueKind = Literal["integer", "decimal", "boolean", "text"]


@dataclass(frozen=True)
class Setting:
    """One policy value: ``default`` holds until a bank decides otherwise; bounds are inclusive; ``help`` says what follows from it."""

    key: str
    kind: ValueKind
    default: int | str | bool
    label: str
    unit: str = ""
    minimum: int | None = None
    maximum: int | None = None
    help: str = ""

    @property
    def is_share(self) -> bool:
        """A part of one, which people read and type as a percentage."""
        return self.kind == "decimal" and (self.minimum, self.maximum) == (0, 1)

    @property
    def group(self) -> str:
        return self.key.partition(".")[0]


def _(text: str) -> str:
    """Marks a label for translation; the page translates it."""
    return text


CATALOGUE: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting("attendance.minimum_share", "decimal", "0.90", _("Share of sessions a trainee must attend"), minimum=0, maximum=1),
        Setting("attendance.code_seconds", "integer", 30, _("Seconds an attendance code is shown"), "s", 10, 300),
        Setting("attendance.late_after_minutes", "integer", 5, _("Minutes after the start that count as late"), "min", 0, 120),
        Setting("attendance.open_before_minutes", "integer", 20, _("Minutes before the start when check-in opens"), "min", 0, 240),
        Setting("attendance.absence_alarm_run", "integer", 2, _("Absences in a row that raise an alarm"), minimum=1, maximum=20),
        Setting("attendance.lates_per_absence", "integer", 3, _("Late arrivals that count as one absence"), minimum=1, maximum=20),
        Setting(
            "attendance.settle_after_hours", "integer", 2, _("Hours after a session until its attendance settles by itself"), "h", 0, 48
        ),
        Setting("leave.class_teacher_days", "integer", 1, _("Days of leave a class teacher may grant"), "d", 0, 30),
        Setting("conduct.start_points", "integer", 100, _("Conduct points at the start"), minimum=0, maximum=1000),
        Setting("exam.pass_mark_percent", "decimal", "60", _("Pass mark of an exam"), "%", 0, 100),
        Setting("exam.grace_seconds", "integer", 30, _("Seconds of grace after the deadline"), "s", 0, 600),
        Setting("exam.second_reviewer", "boolean", True, _("A final exam needs a second person's approval")),
        Setting("exam.final_markers", "integer", 2, _("Markers of an essay in a final exam"), minimum=1, maximum=2),
        Setting("lesson.video_share", "decimal", "0.90", _("Share of a video that must be watched"), minimum=0, maximum=1),
        Setting("course.second_reviewer", "boolean", True, _("A lesson is published by a second instructor")),
        Setting("rating.minimum_raters", "integer", 3, _("Raters needed where a score can cost a place"), minimum=1, maximum=15),
        Setting("decision.reply_working_days", "integer", 5, _("Working days for replies and appeals"), minimum=1, maximum=60),
        Setting("decision.signers", "integer", 2, _("Signers of a decision"), minimum=2, maximum=5),
        Setting("certification.quorum", "integer", 3, _("Votes a certification panel needs at least"), minimum=3, maximum=15),
        Setting("certification.two_thirds", "boolean", False, _("A certification needs two thirds of the votes instead of more than half")),
        Setting(
            "certification.leader_above", "integer", 300000, _("Amount above which the leader signs a certification"), "yuan", 0, 100000000
        ),
        Setting(
            "certification.own_mentor_share",
            "decimal",
            "0.50",
            _("Share of the counted cards above which whoever signed them counts as the own mentor"),
            minimum=0,
            maximum=1,
            help=_(
                "Before a panel the own mentor is heard, and doesn't vote, review or sign. In a small department two mentors give most "
                "of the cards, so whoever signed no more than this share may vote."
            ),
        ),
        Setting("loan_committee.unanimous", "boolean", False, _("A loan needs every vote of the committee instead of two thirds")),
        Setting("loan_committee.quorum", "integer", 3, _("Votes a loan committee needs at least"), minimum=3, maximum=9),
        Setting("loan_committee.chair_veto", "boolean", False, _("The chair of a loan committee may block an approval")),
        Setting("loan_committee.risk_officer", "boolean", False, _("A loan committee sits with a risk officer, who may block an approval")),
        Setting("mentorship.limit", "integer", 3, _("Mentees per mentor"), minimum=1, maximum=20),
        Setting("mentorship.limit_is_firm", "boolean", False, _("Beyond that limit no pair is made, whatever the reason")),
        Setting("observation.mentor_level", "integer", 5, _("Level of entrustment from which a mentor signs observation cards"), "", 4, 5),
        Setting(
            "observation.latest_days", "integer", 14, _("Days after the work until which an observation card can be given"), "d", 1, 90
        ),
        Setting("supervision.minutes_per_case", "integer", 90, _("Minutes of a mentor's time per observed case"), "min", 5, 960),
        Setting("supervision.hour_cost", "integer", 80, _("Cost of a mentor's hour"), "yuan", 0, 2000),
        Setting("session.idle_minutes", "integer", 60, _("Minutes without activity until sign-out"), "min", 5, 720),
        Setting("session.limit", "integer", 3, _("Devices signed in at once"), minimum=1, maximum=20),
        Setting("sign_in.second_factor", "boolean", False, _("Second factor for HR, signers and administrators")),
    )
}


class PolicyProblem(ValueError):
    """A policy value that can't be used; ``code`` says why."""

    def __init__(self, code: str, setting: Setting) -> None:
        super().__init__(code)
        self.code, self.setting = code, setting


def parse(key: str, raw: Any) -> int | Decimal | bool | str:
    """The value of ``key`` as the program uses it.

    Raises PolicyProblem (``type``, ``minimum`` or ``maximum``) and KeyError for an unknown key.
    """
    setting = CATALOGUE[key]
    if setting.kind == "boolean":
        if isinstance(raw, bool):
            return raw
        raise PolicyProblem("type", setting)
    if setting.kind == "text":
        return str(raw)
    try:
        value = Decimal(str(raw))
    except ArithmeticError as error:
        raise PolicyProblem("type", setting) from error
    if not value.is_finite() or (setting.kind == "integer" and value != value.to_integral_value()):
        raise PolicyProblem("type", setting)
    if setting.minimum is not None and value < setting.minimum:
        raise PolicyProblem("minimum", setting)
    if setting.maximum is not None and value > setting.maximum:
        raise PolicyProblem("maximum", setting)
    return int(value) if setting.kind == "integer" else value
