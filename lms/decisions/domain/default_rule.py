"""A rule to start from: the indicators of the camp's comprehensive evaluation, with floors before totals and nobody under a line."""

from .reading import Json


def part(code: str, name: str, name_en: str, weight: str, kind: str, **changes: object) -> Json:
    """A component with the usual values."""
    base: Json = {
        "code": code,
        "name": name,
        "name_en": name_en,
        "weight": weight,
        "maximum": "100",
        "floor": "60",
        "gate": True,
        "source": {"kind": kind, "competency": None, "activities": None, "aggregate": "mean"},
        "raters": {"minimum": 1, "trimmed": False},
        "missing": "required",
        "reliability": None,
        "fact": False,
    }
    return base | changes


def default_components(*, attendance_floor: str, raters: int) -> list[Json]:
    """Exam 40, rehearsals 25, daily conduct 15 (attendance 10, conduct 5), interview 20."""
    facts: Json = {"fact": True, "reliability": None}
    share: Json = {"kind": "attendance", "competency": None, "activities": None, "aggregate": "share"}
    latest: Json = {"kind": "conduct", "competency": None, "activities": None, "aggregate": "latest"}
    return [
        part("exam", "理论考试", "Theory exam", "40", "exam", reliability="0.80"),
        part("rehearsal", "模拟演练", "Rehearsals", "25", "simulation", reliability="0.70", raters={"minimum": 2, "trimmed": False}),
        part("attendance", "考勤", "Attendance", "10", "attendance", floor=attendance_floor, source=share, **facts),
        part("conduct", "纪律与团队", "Conduct", "5", "conduct", source=latest, gate=False, **facts),
        part("interview", "综合面谈", "Interview", "20", "interview", reliability="0.70", raters={"minimum": raters, "trimmed": False}),
    ]


def default_rule(*, code: str, version: int, title: str, regulation: Json, attendance_floor: str = "90", raters: int = 3) -> Json:
    """The whole rule; ties are broken by rehearsals, interview and exam, and what is still equal stays equal."""
    return {
        "kind": "ranking",
        "id": code,
        "version": version,
        "title": title,
        "regulation": regulation,
        "components": default_components(attendance_floor=attendance_floor, raters=raters),
        "gate_mode": "separate",
        "tie_rule": "1224",
        "tie_chain": ["rehearsal", "interview", "exam"],
        "standard": "60",
        "standardisation": "raw",
        "line": {"kind": "number", "value": "0", "gates_count": True},
    }
