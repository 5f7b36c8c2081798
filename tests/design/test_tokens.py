"""Contrast of every pair of colours the components use, in light and dark, for every accent; and the weight of a page."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings

from lms.templatetags.design_frame import ACCENTS

ROOT = Path(__file__).parents[2]
CSS = ROOT / "lms/static/lms/css"
TOKENS = (CSS / "tokens.css").read_text()
AA, LARGE = 4.5, 3.0
LIMIT = 90 * 1024


def declared(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


def block(start: str) -> dict[str, str]:
    found = re.search(re.escape(start) + r" \{(.*?)\n *\}", TOKENS, re.DOTALL)
    assert found is not None, start
    return declared(found.group(1))


LIGHT = block(':root, [data-bs-theme="light"]')
DARK = block('[data-bs-theme="dark"]')
DARK_WITHOUT_SCRIPT = block(":root:not([data-bs-theme])")


def palette(accent: str, theme: str) -> dict[str, str]:
    head = ':root, [data-accent="pine"]' if accent == "pine" else f'[data-accent="{accent}"]'
    own = {name[:-2]: value for name, value in block(head).items() if name.endswith(f"-{theme[0]}")}
    return {**(LIGHT if theme == "light" else DARK), **own}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_standard_does() -> None:
    assert (round(contrast("#000", "#fff"), 2), round(contrast("#777777", "#ffffff"), 2)) == (21.0, 4.48)


PAIRS = [
    *[(ink, ground, AA) for ink in ("ink", "ink-2", "ink-3") for ground in ("paper", "surface", "sunken")],
    *[(tone, ground, AA) for tone in ("good", "warn", "bad", "info", "seal") for ground in ("paper", "surface")],
    *[(tone, f"{tone}-soft", AA) for tone in ("good", "warn", "bad", "info", "seal", "accent")],
    *[("ink", f"{tone}-soft", AA) for tone in ("good", "warn", "bad", "info", "seal", "accent")],
    ("accent", "paper", AA),
    ("accent", "surface", AA),
    ("accent-strong", "accent-soft", AA),
    ("accent-strong", "surface", AA),
    ("on-accent", "accent", AA),
    ("on-accent", "accent-strong", AA),
    ("on-seal", "seal", AA),
    ("surface", "bad", AA),
    ("line-strong", "surface", LARGE),
    ("line-strong", "paper", LARGE),
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_every_pair_can_be_read(accent: str, theme: str) -> None:
    colours = palette(accent, theme)
    weak = {(ink, ground): round(contrast(colours[ink], colours[ground]), 2) for ink, ground, need in PAIRS}
    assert {pair: ratio for (pair, ratio), (*_names, need) in zip(weak.items(), PAIRS, strict=True) if ratio < need} == {}


def test_dark_is_the_same_with_and_without_scripts() -> None:
    assert DARK_WITHOUT_SCRIPT == DARK


def test_only_the_tokens_name_colours() -> None:
    for name in ("app.css", "components.css"):
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", (CSS / name).read_text()) == []


def test_every_token_used_is_declared() -> None:
    text = "".join(path.read_text() for path in CSS.glob("*.css"))
    used = {name for name in re.findall(r"var\(--([a-z0-9-]+)\)", text) if not name.startswith("bs-")}
    assert used - set(re.findall(r"--([a-z0-9-]+):", text)) == set()


def test_what_a_page_loads_stays_light() -> None:
    bootstrap = settings.NODE_MODULES / "bootstrap/dist/css/bootstrap.min.css"
    if not bootstrap.exists():
        pytest.skip("the front-end assets are not installed; run: make setup")
    import django_htmx

    htmx = Path(django_htmx.__file__).parent / "static/django_htmx"
    files = [
        bootstrap,
        htmx / "htmx-2.min.js",
        htmx / "django-htmx.js",
        *CSS.glob("*.css"),
        *(ROOT / "lms/static/lms").rglob("*.js"),
        ROOT / "lms/static/lms/img/icons.svg",
    ]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < LIMIT
