"""Banks, branches and staff of the demonstration."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from lms.people.actions import add_organisation, create_account, grant_role, set_brand
from lms.people.enums import OrganisationKind, Role
from lms.people.models import Mentorship, Organisation, User

from ...domain.demo_people import FARHILLS, GREENFIELD, PASSWORD, UNION_CODE, UNION_PART, DemoBank

# An external consultant is engaged for a time: three years since the bank was founded leave a year and more from today.
CONTRACT = timedelta(days=3 * 365)


def _nodes(demo: DemoBank) -> dict[str, Organisation]:
    union = Organisation.objects.filter(kind=OrganisationKind.UNION).first() or add_organisation(
        kind=OrganisationKind.UNION, name="江川省农村信用社联合社（演示）", short_name="省联社（演示）", code=UNION_CODE
    )
    bank = add_organisation(kind=OrganisationKind.BANK, name=demo.name, short_name=demo.short_name, code=demo.code, parent=union)
    set_brand(bank=bank, brand_name=demo.brand_name, accent=demo.accent, actor_key="")
    nodes = {"bank": bank}
    for key, kind, name in demo.nodes:
        nodes[key] = add_organisation(kind=kind, name=name, parent=bank)
    return nodes


def _staff(demo: DemoBank, nodes: dict[str, Organisation], since: date) -> dict[str, User]:
    people = {}
    for part in demo.staff:
        people[part.number] = user = create_account(
            bank=nodes["bank"], name=part.name, employee_number=part.number, must_change_password=False
        )
        ends_on = since + CONTRACT if part.role == Role.CONSULTANT else None
        grant_role(user=user, organisation=nodes[part.node], role=part.role, starts_on=since, ends_on=ends_on)
    give_demo_password(users=list(people.values()))
    return people


def load_people(*, since: date) -> tuple[dict[str, Organisation], dict[str, User], dict[str, Organisation], dict[str, User]]:
    """The demo bank's nodes and staff, then the stranger's."""
    own = _nodes(GREENFIELD)
    staff = _staff(GREENFIELD, own, since)
    far = _nodes(FARHILLS)
    _at_the_union(own["bank"].parent, since)
    return own, staff, far, _staff(FARHILLS, far, since)


def _at_the_union(union: Organisation | None, since: date) -> None:
    """Somebody above both banks, who reads totals, and a bank with a reason."""
    assert union is not None
    user = create_account(bank=union, name=UNION_PART.name, employee_number=UNION_PART.number, must_change_password=False)
    grant_role(user=user, organisation=union, role=UNION_PART.role, starts_on=since)
    give_demo_password(users=[user])


def give_demo_password(*, users: list[User]) -> None:
    """Everybody gets the one known password; one hash for all, because it is no secret and a hash costs a quarter of a second."""
    known = make_password(PASSWORD)
    for user in users:
        user.password, user.must_change_password = known, False
    User.objects.bulk_update(users, ["password", "must_change_password"])


def pair_mentors(*, mentor: User, mentees: list[User], since: date) -> None:
    """Mentoring pairs of the practice that follows the camp."""
    Mentorship.objects.bulk_create([Mentorship(mentor=mentor, mentee=mentee, starts_on=since) for mentee in mentees])
