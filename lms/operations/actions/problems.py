"""The error an action of this room raises when a rule forbids what was asked."""

from django.core.exceptions import ValidationError


class CaseProblem(ValidationError):
    """A refusal with a sentence for the person who asked; ``code`` is for programs."""

    @property
    def sentence(self) -> str:
        return " ".join(self.messages)
