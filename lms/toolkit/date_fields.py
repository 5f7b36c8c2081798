"""Days, moments and times of day in forms: the browser's own fields take ISO text and nothing else, in any language."""

from typing import Any

from django import forms

DAY = "%Y-%m-%d"
MOMENT = "%Y-%m-%dT%H:%M"
TIME_OF_DAY = "%H:%M"


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=DAY)


class MomentInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=MOMENT)


class TimeOfDayInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format=TIME_OF_DAY)


class DayField(forms.DateField):
    """A day, picked or typed; reads what people write by hand, too."""

    widget = DayInput


class MomentField(forms.DateTimeField):
    """A day and a time in the current time zone."""

    widget = MomentInput


class TimeOfDayField(forms.TimeField):
    widget = TimeOfDayInput
