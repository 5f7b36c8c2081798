"""The one error a refused upload raises, with a sentence for the person who uploaded it."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


class UploadProblem(ValueError):
    """``code`` for programs, ``message`` (lazy, with named placeholders) and ``params`` for people; ``str()`` is the sentence."""

    def __init__(self, code: str, message: Text, params: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.params = dict(params or {})

    def __str__(self) -> str:
        text = str(self.message)
        return text % self.params if self.params else text
