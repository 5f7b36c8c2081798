"""``python -m tests.shots``: takes the pictures, writes what was wrong, and ends with 1 where anything was."""

import argparse
import json
import os
import shutil
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path

from .look import Look, summary
from .pages import ROLES, Role, chosen
from .site import ROOT, demonstration
from .visitor import Visitor

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--lang=zh-CN",
]


def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next((path for path in map(shutil.which, PROGRAMS) if path), None)
    return found or sys.exit("no chromium on this machine; on Debian or Ubuntu run: apt install chromium fonts-wqy-microhei")


def visit(role: Role, *, site: str, folder: Path, language: str, program: str) -> list[Look]:
    """All pictures of one role, in a browser of its own; a role that can't even come in is a fault, not the end of the round."""
    from playwright.sync_api import Error, sync_playwright  # heavy, and each process needs its own

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            visitor = Visitor(browser, site, role, folder=folder, language=language)
            return [look for page in role.pages for look in visitor.look_at(page)]
        except Error as problem:
            return [Look(role.name, "sign-in", 1366, "light", wrong=[f"nobody came in: {problem.message.splitlines()[0]}"])]
        finally:
            browser.close()


def photograph(roles: list[Role], *, site: str, folder: Path, language: str) -> list[Look]:
    """Two roles at a time: more would only wait for the same two cores."""
    one = partial(visit, site=site, folder=folder, language=language, program=chromium())
    with ProcessPoolExecutor(max_workers=2) as pool:
        return [look for looks in pool.map(one, roles) for look in looks]


def report(looks: list[Look], folder: Path) -> str:
    """Writes axe.json and summary.txt beside the pictures."""
    told = [{"picture": look.picture, **asdict(look)} for look in looks]
    (folder / "axe.json").write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    text = summary(looks)
    (folder / "summary.txt").write_text(text, encoding="utf-8")
    return text


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make shots", description="A picture of every main page per role, width and light.")
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="a role, a page, or role/page; may be repeated")
    parser.add_argument("--language", default="zh-CN", help="the browser's language (zh-CN, en)")
    parser.add_argument("--into", type=Path, default=ROOT / "var/shots", help="where the pictures go")
    return parser.parse_args()


def main() -> int:
    wanted, started = arguments(), time.monotonic()
    roles = chosen(tuple(wanted.only))
    if not roles:
        sys.exit(f"no such role or page; roles: {', '.join(role.name for role in ROLES)}")
    wanted.into.mkdir(parents=True, exist_ok=True)
    running = os.environ.get("SHOTS_URL", "").rstrip("/")
    with nullcontext(running) if running else demonstration() as site:
        looks = photograph(roles, site=site, folder=wanted.into, language=wanted.language)
    print(report(looks, wanted.into), end="")
    print(f"{wanted.into}: {time.monotonic() - started:.0f} s")
    return 0 if all(look.clean for look in looks) else 1


if __name__ == "__main__":
    sys.exit(main())
