"""What a person can put right themselves."""


class CourseProblem(ValueError):
    """Refused; the text is for the person, ``code`` for tests."""

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.message, self.code = message, code
