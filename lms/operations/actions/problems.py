"""The error an action of this room raises when a rule forbids what was asked."""

from typing import Any

from django.core.exceptions import ValidationError


class CaseProblem(ValidationError):
    """A refusal with a sentence for the person who asked; ``code`` is for programs, a dict of messages names the fields."""

    def __init__(self, message: Any, code: str) -> None:
        super().__init__(message, code=code)
        self.code = code

    @property
    def sentence(self) -> str:
        return " ".join(self.messages)
