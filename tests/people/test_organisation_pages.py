"""The organisation tree and the bank's brand."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from lms.people.enums import Role
from lms.people.models import Organisation, User
from lms.records.models import Act
from tests.cast import Cast
from tests.factories.people import make_branch, make_user

SignIn = Callable[[User], Client]


def picture() -> SimpleUploadedFile:
    stream = BytesIO()
    Image.new("RGB", (32, 32), "green").save(stream, "PNG")
    return SimpleUploadedFile("mark.png", stream.getvalue(), "image/png")


def test_overseers_read_the_tree_and_administrators_change_it(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    branch = make_branch(cast.bank)
    seen = {}
    for part in ("trainee", "instructor", "hr", "leader", "auditor", "admin"):
        client = sign_in(getattr(cast, part))
        names = ("organisation-tree", "organisation-add", "organisation-brand")
        codes = [client.get(reverse(name)).status_code for name in names]
        seen[part] = [*codes, client.get(reverse("organisation-edit", args=[branch.public_id])).status_code]
    assert seen == {
        "trainee": [403, 403, 403, 403],
        "instructor": [403, 403, 403, 403],
        "hr": [200, 403, 403, 403],
        "leader": [200, 403, 403, 403],
        "auditor": [200, 403, 403, 403],
        "admin": [200, 200, 200, 200],
    }
    outside = sign_in(strangers.admin)
    assert branch not in outside.get(reverse("organisation-tree")).context["nodes"]
    assert outside.get(reverse("organisation-edit", args=[branch.public_id])).status_code == 404
    for name in ("organisation-close", "organisation-reopen"):
        assert outside.post(reverse(name, args=[branch.public_id]), {"reason": "x"}).status_code == 404


def test_the_tree_counts_people_at_constant_cost(cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable) -> None:
    branch = make_branch(cast.bank)
    make_user(cast.bank, Role.TRAINEE, at=branch)
    client = sign_in(cast.admin)
    nodes = client.get(reverse("organisation-tree")).context["nodes"]
    assert {node.pk: (node.people, node.depth) for node in nodes} == {cast.bank.pk: (1, 0), branch.pk: (1, 1)}
    with django_assert_max_num_queries(7) as few:
        client.get(reverse("organisation-tree"))
    for _number in range(5):
        make_branch(cast.bank)
    with django_assert_max_num_queries(7) as many:
        client.get(reverse("organisation-tree"))
    assert len(few) == len(many)


def test_a_branch_is_added_renamed_closed_and_used_again(cast: Cast, sign_in: SignIn) -> None:
    client, bank = sign_in(cast.admin), cast.bank
    form = {"kind": "branch", "name": "北街支行", "short_name": "", "parent": bank.public_id}
    client.post(reverse("organisation-add"), form)
    node = Organisation.objects.get(name="北街支行")
    assert (node.bank, node.path.startswith(bank.path)) == (bank, True)
    assert list(client.post(reverse("organisation-add"), form).context["form"].errors) == ["name"]
    assert list(client.post(reverse("organisation-add"), {**form, "name": "又一家银行", "kind": "bank"}).context["form"].errors) == ["kind"]
    client.post(reverse("organisation-edit", args=[node.public_id]), {"name": "北大街支行", "short_name": "北大街"})
    user = make_user(bank, Role.TRAINEE, at=node)
    close = reverse("organisation-close", args=[node.public_id])
    client.post(close, {"reason": "撤并"})
    node.refresh_from_db()
    assert (node.name, node.is_active) == ("北大街支行", True)
    user.memberships.all().delete()
    assert list(client.post(close, {"reason": ""}).context["close_form"].errors) == ["reason"]
    client.post(close, {"reason": "撤并"})
    assert not Organisation.objects.get(pk=node.pk).is_active
    client.post(reverse("organisation-reopen", args=[node.public_id]))
    assert Organisation.objects.get(pk=node.pk).is_active
    assert Act.objects.filter(object_kind="organisation", object_id=node.public_id).count() == 4


def test_the_bank_itself_is_not_closed(cast: Cast, sign_in: SignIn) -> None:
    sign_in(cast.admin).post(reverse("organisation-close", args=[cast.bank.public_id]), {"reason": "x"})
    assert Organisation.objects.get(pk=cast.bank.pk).is_active


def test_the_brand_is_what_the_banks_people_see(cast: Cast, strangers: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.admin)
    client.post(reverse("organisation-brand"), {"brand_name": "青禾学堂", "accent": "lake", "logo": picture()})
    bank = Organisation.objects.get(pk=cast.bank.pk)
    assert client.get(reverse("organisation-brand")).context["form"].errors == {}
    assert (bank.brand_name, bank.brand_accent, bool(bank.brand_logo)) == ("青禾学堂", "lake", True)
    shown = sign_in(cast.trainee).get(reverse("brand-logo"))
    assert (shown.status_code, b"".join(shown.streaming_content)[:4]) == (200, b"\x89PNG")
    assert sign_in(strangers.trainee).get(reverse("brand-logo")).status_code == 404
    client.post(reverse("organisation-brand"), {"brand_name": "", "accent": "pine", "remove_logo": "on"})
    assert not Organisation.objects.get(pk=bank.pk).brand_logo


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"accent": "crimson"}, "accent"),
        ({"accent": "pine", "logo": SimpleUploadedFile("x.svg", b"<svg onload='x'/>")}, "logo"),
        ({"accent": "pine", "logo": SimpleUploadedFile("x.png", b"MZ not a picture")}, "logo"),
        ({"accent": "pine", "logo": SimpleUploadedFile("x.png", b"")}, "logo"),
    ],
)
def test_a_bad_brand_changes_nothing(cast: Cast, sign_in: SignIn, form: dict[str, object], field: str) -> None:
    answer = sign_in(cast.admin).post(reverse("organisation-brand"), form)
    bank = Organisation.objects.get(pk=cast.bank.pk)
    assert (list(answer.context["form"].errors), bank.brand_accent, bool(bank.brand_logo)) == ([field], "", False)
