"""A form field always has its label, its help and its error tied to the control."""

from typing import Any

import pytest
from django import forms

from tests.design.rendering import render


class LeaveForm(forms.Form):
    name = forms.CharField(help_text="As on the roster", max_length=20)
    note = forms.CharField(required=False, widget=forms.Textarea)
    kind = forms.ChoiceField(choices=[("s", "Sick"), ("p", "Private")], widget=forms.RadioSelect, help_text="One of both")
    days = forms.MultipleChoiceField(choices=[("1", "Mon"), ("2", "Tue")], widget=forms.CheckboxSelectMultiple, required=False)
    branch = forms.ChoiceField(choices=[("a", "A")])
    proof = forms.FileField(required=False)
    agree = forms.BooleanField()
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        self.add_error(None, "Both <b> or none")
        return self.cleaned_data


def shown(name: str, data: dict[str, Any] | None = None, options: str = "") -> Any:
    return render(f"{{% field form.{name} {options} %}}", {"form": LeaveForm(data)})


def test_label_help_and_control_belong_together() -> None:
    found = shown("name")
    assert found.label["for"] == found.input["id"]
    assert found.find(id=found.input["aria-describedby"]).get_text() == "As on the roster"
    assert "aria-invalid" not in found.input.attrs
    assert found.find(class_="required") is not None


def test_an_error_is_described_after_the_help() -> None:
    found = shown("name", {"name": ""})
    assert [found.find(id=part) is not None for part in found.input["aria-describedby"].split()] == [True, True]
    assert found.input["aria-invalid"] == "true"
    assert "is-invalid" in found.input["class"]


@pytest.mark.parametrize(
    ("name", "tag", "css"), [("note", "textarea", "form-control"), ("branch", "select", "form-select"), ("proof", "input", "form-control")]
)
def test_each_control_has_its_shape(name: str, tag: str, css: str) -> None:
    assert css in shown(name).find(tag)["class"]


@pytest.mark.parametrize(("name", "kind", "value"), [("kind", "radio", "p"), ("days", "checkbox", "2")])
def test_a_list_of_choices_is_one_fieldset(name: str, kind: str, value: str) -> None:
    found = shown(name, {name: value})
    assert [box["type"] for box in found.find_all("input")] == [kind, kind]
    assert [box["value"] for box in found.find_all("input", checked=True)] == [value]
    assert [label["for"] for label in found.find_all("label")] == [box["id"] for box in found.find_all("input")]
    assert found.fieldset.legend is not None


def test_the_error_of_a_list_is_described_on_its_fieldset() -> None:
    found = shown("kind", {})
    assert [found.find(id=part) is not None for part in found.fieldset["aria-describedby"].split()] == [True, True]


def test_a_single_box_stands_before_its_words() -> None:
    found = shown("agree")
    assert (found.input["type"], found.label["for"]) == ("checkbox", found.input["id"])


def test_a_hidden_field_is_only_a_control() -> None:
    assert [tag.name for tag in shown("token").find_all(True)] == ["input"]


def test_further_attributes_reach_the_control() -> None:
    found = shown("name", options='unit="元" inputmode="decimal" data_draft_field="yes" label="Nick"')
    assert (found.input["inputmode"], found.input["data-draft-field"]) == ("decimal", "yes")
    assert (found.find(class_="input-group-text").get_text(), "Nick" in found.label.get_text()) == ("元", True)


def test_the_summary_links_to_every_field() -> None:
    form = LeaveForm({"name": "", "kind": "s", "branch": "a", "agree": "on", "token": "t"})
    found = render("{% form_errors form %}", {"form": form})
    assert [link["href"] for link in found.find_all("a")] == ["#id_name"]
    assert found.find_all("li")[-1].get_text() == "Both <b> or none"
    assert "autofocus" in found.find(class_="error-summary").attrs


def test_a_right_form_has_no_summary() -> None:
    assert render("{% form_errors form %}", {"form": LeaveForm()}).get_text().strip() == ""
