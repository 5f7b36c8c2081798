"""A change in the exchange room that can't be made."""

from django.utils.functional import Promise


class ExchangeProblem(ValueError):
    """``code`` for a program, ``sentence`` for a person."""

    def __init__(self, code: str, sentence: str | Promise) -> None:
        super().__init__(code)
        self.code, self.lazy = code, sentence

    @property
    def sentence(self) -> str:
        return str(self.lazy)
