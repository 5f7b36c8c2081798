"""Cases written by hand that lie in ``simulations/cases/``, in the published format."""

from pathlib import Path

CASES = Path(__file__).resolve().parents[1] / "cases"


def authored_cases() -> list[str]:
    """Their names, in order."""
    return sorted(path.stem for path in CASES.glob("*.json"))


def authored_case_text(name: str) -> str:
    """The file as it stands; raises KeyError for a name that is not there."""
    if name not in authored_cases():
        raise KeyError(name)
    return (CASES / f"{name}.json").read_text(encoding="utf-8")
