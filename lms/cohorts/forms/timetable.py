"""A slot of the timetable, a week to copy, a room."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lms.people.enums import Role
from lms.people.models import User
from lms.people.queries import people_with_role
from lms.policies.queries import working_day_overrides
from lms.toolkit import activities, working_days
from lms.toolkit.date_fields import DayField, TimeOfDayField

from ..actions import SlotValues
from ..domain.plan import monday_of
from ..domain.timetable import kind_of_day
from ..models import Cohort, Room, Slot

TEACHING = (Role.INSTRUCTOR, Role.CONSULTANT, Role.CLASS_TEACHER)


class PersonField(forms.ModelChoiceField):
    """A person by name; the number tells namesakes apart."""

    def label_from_instance(self, obj: User) -> str:
        return f"{obj.name} {obj.employee_number}".strip()


class SlotForm(forms.Form):
    """One slot; ``accept`` is asked for only where something speaks against it that may be meant."""

    day = DayField(label=_("Day"))
    starts = TimeOfDayField(label=_("Starts"))
    ends = TimeOfDayField(label=_("Ends"))
    activity = forms.ChoiceField(label=_("Course, exam or exercise"), required=False)
    title = forms.CharField(
        label=_("What is taught"), max_length=150, required=False, help_text=_("Empty: the title of what you chose above")
    )
    instructor = PersonField(label=_("Instructor"), queryset=None, required=False, empty_label=_("none"))
    room = forms.ModelChoiceField(label=_("Room"), queryset=None, required=False, empty_label=_("none"))
    meeting_url = forms.URLField(
        label=_("Meeting link"), max_length=500, required=False, assume_scheme="https", help_text=_("Starts with https://")
    )
    note = forms.CharField(label=_("Note"), max_length=500, required=False)
    needs_attendance = forms.BooleanField(label=_("Attendance is taken"), required=False, initial=True)
    accept = forms.BooleanField(label=_("I have seen this; save all the same"), required=False)

    def __init__(self, user: User, cohort: Cohort, data: Any = None, *, slot: Slot | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.cohort, self.slot = cohort, slot
        self.fields["room"].queryset = Room.objects.filter(bank_id=cohort.bank_id)
        staff = Q(cohort_duties__cohort=cohort) | Q(pk=slot.instructor_id if slot else None)
        teaching = people_with_role(cohort.bank, *TEACHING).values("pk")
        people = User.objects.filter(Q(pk__in=teaching) | staff, bank_id=cohort.bank_id, is_active=True)
        self.fields["instructor"].queryset = people.exclude(enrolments__cohort=cohort).distinct().order_by("name_pinyin", "id")
        self.fields["activity"].choices = self._activities(user)
        if slot is not None:
            self.initial = self._initial(slot)

    def _activities(self, user: User) -> list[Any]:
        groups: list[Any] = [("", _("none of these: only a title"))]
        known = set()
        for kind in activities.kinds():
            options = [(f"{kind.code}:{one.id}", one.label) for one in kind.choices(user)]
            known |= {value for value, _label in options}
            if options:
                groups.append((str(kind.label), options))
        current = f"{self.slot.activity_kind}:{self.slot.activity_id}" if self.slot and self.slot.activity_kind else ""
        # What a slot teaches stays choosable for somebody who may not see it.
        if current and current not in known and self.slot is not None:
            groups.append((current, self.slot.title or _("as before")))
        return groups

    def _initial(self, slot: Slot) -> dict[str, Any]:
        start, end = timezone.localtime(slot.starts_at), timezone.localtime(slot.ends_at)
        activity = f"{slot.activity_kind}:{slot.activity_id}" if slot.activity_kind else ""
        values = {"day": start.date(), "starts": start.time(), "ends": end.time(), "activity": activity}
        names = ("title", "instructor", "room", "meeting_url", "note", "needs_attendance")
        return values | {name: getattr(slot, name) for name in names}

    def clean_meeting_url(self) -> str:
        url: str = self.cleaned_data["meeting_url"]
        if url and not url.lower().startswith("https://"):
            raise forms.ValidationError(_("A meeting link starts with https://"))
        return url

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("The end must be later than the start."))
        if not data.get("title") and not data.get("activity") and "title" not in self.errors:
            self.add_error("title", _("Say what is taught, or choose it."))
        return data

    def values(self) -> SlotValues:
        """The cleaned input as the action takes it."""
        data = self.cleaned_data
        kind, _colon, identifier = data["activity"].partition(":")
        return SlotValues(
            starts_at=timezone.make_aware(datetime.combine(data["day"], data["starts"])),
            ends_at=timezone.make_aware(datetime.combine(data["day"], data["ends"])),
            title=data["title"] or self._title_of(data["activity"]),
            room=data["room"],
            instructor=data["instructor"],
            meeting_url=data["meeting_url"],
            activity_kind=kind,
            activity_id=identifier,
            note=data["note"],
            needs_attendance=data["needs_attendance"],
        )

    def _title_of(self, chosen: str) -> str:
        for _group, options in self.fields["activity"].choices:
            if isinstance(options, list):
                for value, label in options:
                    if value == chosen:
                        return str(label)[:150]
        return self.slot.title if self.slot else ""

    def remarks(self) -> list[str]:
        """What speaks against the day or the room, in words; none of it forbids the slot."""
        data, found = self.cleaned_data, []
        day = data["day"]
        overrides = working_day_overrides(self.cohort.bank_id)
        works = working_days.is_working_day(day, overrides)
        if kind_of_day(day, working=works) == "holiday":
            found.append(gettext("This day is a public holiday."))
        elif not works:
            found.append(gettext("This day is a weekend without make-up work."))
        if not self.cohort.starts_on <= day <= self.cohort.ends_on:
            found.append(gettext("This day lies outside the dates of the cohort."))
        if not working_days.is_certain(day, overrides):
            found.append(gettext("The public holidays of this year are not published yet."))
        room, people = data["room"], self.cohort.enrolments.filter(left_on__isnull=True).count()
        if room is not None and room.capacity and room.capacity < people:
            found.append(
                gettext("The room has %(places)d places, the class %(people)d people.") % {"places": room.capacity, "people": people}
            )
        return found


class CopyWeekForm(forms.Form):
    """From one week into another; any day of a week stands for it."""

    from_week = DayField(widget=forms.HiddenInput)
    to_week = DayField(label=_("A day of the week to copy into"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in ("from_week", "to_week"):
            if data.get(name):
                data[name] = monday_of(data[name])
        first, last = data.get("from_week"), data.get("to_week")
        if first and last and abs(last - first) > timedelta(days=400):
            self.add_error("to_week", _("This week is too far away."))
        return data


class RoomForm(forms.Form):
    """A room's name and places."""

    name = forms.CharField(label=_("Name"), max_length=80)
    capacity = forms.IntegerField(label=_("Places"), min_value=0, max_value=2000, initial=0, help_text=_("0: not known"))

    def __init__(self, bank_id: int, data: Any = None, *, room: Room | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.bank_id, self.room = bank_id, room
        if room is not None:
            self.initial = {"name": room.name, "capacity": room.capacity}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        taken = Room.objects.filter(bank_id=self.bank_id, name=name)
        if self.room is not None:
            taken = taken.exclude(pk=self.room.pk)
        if taken.exists():
            raise forms.ValidationError(_("There is already a room of this name."))
        return name
