"""What one page showed at one width in one light, and what was wrong with it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Look:
    role: str
    page: str
    width: int
    light: str
    address: str = ""
    wrong: list[str] = field(default_factory=list)
    violations: list[dict[str, Any]] = field(default_factory=list)

    @property
    def picture(self) -> str:
        return f"{self.role}/{self.page}.{self.width}.{self.light}.png"

    @property
    def clean(self) -> bool:
        return not self.wrong and not self.violations


def summary(looks: list[Look]) -> str:
    """The faults of every page in words, and the count that matters."""
    lines = [f"{len(looks)} pictures, {sum(not look.clean for look in looks)} with something wrong", ""]
    for look in looks:
        if look.clean:
            continue
        lines.append(f"{look.picture}  {look.address}")
        lines += [f"    {text}" for text in look.wrong]
        for one in look.violations:
            lines.append(f"    axe {one['id']} ({one['impact']}): {one['help']}")
            lines += [f"        {place}" for place in one["where"]]
    return "\n".join(lines) + "\n"
