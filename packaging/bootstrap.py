"""Prepares a machine and runs the program or its tests; needs Python 3.11 or newer, nothing else.

    python3 packaging/bootstrap.py run      prepare, then open the desk (or play the demo offscreen)
    python3 packaging/bootstrap.py test     prepare, then pass every check and test
    python3 packaging/bootstrap.py check    prepare, then lint, types and import contracts only
    python3 packaging/bootstrap.py setup    prepare only

It makes an environment in .venv from the locked, hashed requirements, and on Debian and Ubuntu
installs the system packages that are missing: as root at once, with sudo after asking, and without
either it prints the one command to give. On Windows and macOS the wheels bring all that is needed;
a browser for the demo's patient must be there (Chrome, Chromium or Edge).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST_PYTHON = (3, 11)

# Package names, alternatives divided by a bar in the order to try: Ubuntu names some differently.
QT = (
    "libegl1", "libgl1", "libopengl0", "libxkbcommon0", "libxkbcommon-x11-0", "libdbus-1-3",
    "libfontconfig1", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-xinerama0", "libxcb-xkb1",
)  # fmt: skip
WEB_ENGINE = (
    "libnss3", "libxcomposite1", "libxdamage1", "libxrandr2", "libxtst6", "libxkbfile1",
    "libasound2|libasound2t64", "libpulse0",
)  # fmt: skip
PATIENT = ("chromium|chromium-browser",)
TESTS = (
    "firefox-esr|firefox", "poppler-utils", "mupdf-tools", "gnome-keyring", "dbus-daemon|dbus",
    "dbus-bin|dbus", "redis-server", "coturn", "nginx-light|nginx", "caddy", "janus", "pulseaudio",
    "pulseaudio-utils", "gcc",
    "gstreamer1.0-nice", "gstreamer1.0-plugins-bad", "gstreamer1.0-plugins-base",
    "gstreamer1.0-plugins-good", "python3-gst-1.0", "gir1.2-gst-plugins-bad-1.0",
    "webkit2gtk-driver", "xvfb", "iproute2", "openssl", "libnss3-tools",
    "systemd",
)  # fmt: skip


@dataclass(frozen=True)
class Stop(Exception):
    """The machine cannot be prepared; the words say what to do."""

    words: str


def say(words: str) -> None:
    """Tell the user, beside any output."""
    print(f"consultand: {words}", file=sys.stderr, flush=True)


def run(command: Sequence[str | Path], **options: object) -> None:
    """Run a command that must succeed."""
    subprocess.run([str(part) for part in command], check=True, **options)  # type: ignore[call-overload]


# ------------------------------------------------------------------ system packages


def prepare_system(wanted: Iterable[str]) -> None:
    """Install missing Debian packages, or say how."""
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return
    missing = [names for names in wanted if not any(map(is_installed, names.split("|")))]
    if sys.prefix == sys.base_prefix and not has_ensurepip():
        missing.insert(0, f"python3.{sys.version_info.minor}-venv")
    if not missing:
        return
    say(f"these system packages are missing: {' '.join(map(chosen, missing))}")
    if is_root():
        say("installing them (running as root)")
        install(missing, [])
    elif shutil.which("sudo") and sys.stdin.isatty() and agrees():
        install(missing, ["sudo"])
    else:
        command = f"sudo apt-get update && sudo apt-get {' '.join(install_words(missing))}"
        raise Stop(f"please give this command, then try again:\n  {command}")


def is_root() -> bool:
    """Whether this process may install packages by itself."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def agrees() -> bool:
    """Ask before anything is done with the rights of another."""
    return input("Install them with sudo now? [y/N] ").strip().lower() in ("y", "yes")


def install(missing: Sequence[str], by: Sequence[str]) -> None:
    """Fetch the package lists, then install: only the lists tell which alternative exists."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run([*by, "apt-get", "update", "--quiet=2"], env=environment, stdout=subprocess.DEVNULL)
    command = [*by, "apt-get", *install_words(missing), "--quiet=2"]
    run(command, env=environment, stdout=subprocess.DEVNULL)


def install_words(missing: Sequence[str]) -> list[str]:
    """Return apt-get's words for these packages."""
    return ["install", "--yes", "--no-install-recommends", *map(chosen, missing)]


def chosen(names: str) -> str:
    """Return the first alternative that apt knows; the first of all when it knows none."""
    alternatives = names.split("|")
    return next((name for name in alternatives if exists(name)), alternatives[0])


def is_installed(name: str) -> bool:
    """Whether dpkg has the package in place."""
    asked = subprocess.run(
        ["dpkg-query", "--show", "--showformat=${Status}", name], capture_output=True, text=True
    )
    return asked.stdout.endswith("install ok installed")


def exists(name: str) -> bool:
    """Whether apt could install it. Unknown (no lists fetched yet) counts as no."""
    shown = subprocess.run(["apt-cache", "show", name], capture_output=True, text=True)
    return shown.returncode == 0 and bool(shown.stdout)


def has_ensurepip() -> bool:
    """Debian's python3 comes without the part that puts pip into an environment."""
    return (Path(sysconfig.get_path("stdlib")) / "ensurepip").is_dir()


# ------------------------------------------------------------------ the environment


def python() -> Path:
    """The environment's interpreter."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare_environment(lock: str) -> None:
    """Make .venv hold exactly what the lock says, and the program itself."""
    requirements = ROOT / "packaging" / lock
    builders = [ROOT / "packaging" / name for name in ("build_assets.py", "ligatures.py")]
    inputs = (requirements, ROOT / "pyproject.toml", *builders)
    wanted = hashlib.sha256(b"".join(file.read_bytes() for file in inputs)).hexdigest()
    stamp = VENV / f"{requirements.stem}.stamp"
    assets = ROOT / "assets" / "fonts" / "NotoSans-Regular.ttf"
    if stamp.is_file() and stamp.read_text() == wanted and assets.is_file():
        return
    # what another lock left behind may not fit beside what this one names: begin anew
    is_old = stamp.is_file() and stamp.read_text() != wanted
    if is_old or not python().is_file():
        say("making the environment .venv")
        venv.create(VENV, with_pip=True, clear=VENV.exists())
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    say(f"installing what packaging/{lock} names (hashes are checked)")
    run([*pip, "install", "--require-hashes", "--only-binary=:all:", "-r", requirements])
    say("building fonts and icons, installing the program")
    run([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamp.write_text(wanted)


def page_tools() -> tuple[str, ...]:
    """Packages by which the page's modules are asked; none where they came from elsewhere."""
    return () if shutil.which("node") and shutil.which("npm") else ("nodejs", "npm")


def prepare_page_rules() -> None:
    """Fetch what the browser tests ask the patient's page with (axe-core), as its lock says."""
    folder = ROOT / "tests" / "browser"
    lock, npm = folder / "package-lock.json", shutil.which("npm")
    kept = folder / "node_modules" / ".package-lock.json"
    if npm is None or (kept.is_file() and kept.stat().st_mtime >= lock.stat().st_mtime):
        return
    say("installing what tests/browser/package-lock.json names (hashes are checked)")
    run([npm, "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder)


def environment() -> dict[str, str]:
    """Environment of what we start: programs of the virtual environment come first."""
    folder = str(python().parent)
    changed = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    changed["PATH"] = folder + os.pathsep + changed.get("PATH", "")
    changed.pop("PYTHONHOME", None)
    return changed


# ------------------------------------------------------------------ the commands


def has_screen() -> bool:
    """Whether a window can be opened."""
    if os.name == "nt" or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def command_run(arguments: Sequence[str]) -> None:
    """Open the desk with the demo; without a screen play it offscreen."""
    prepare_system((*QT, *WEB_ENGINE, *PATIENT))
    prepare_environment("requirements.lock")
    if has_screen():
        run([python(), "-m", "app", "open", "--demo", *arguments], env=environment(), cwd=ROOT)
        return
    say("no screen here: the same journey offscreen, with fake camera and sound")
    out = ROOT / "out" / "demo"
    command = [python(), "-m", "app", "demo", "--headless", "--out", out, *arguments]
    run(command, env=environment(), cwd=ROOT)


CHECKS = (
    ("format", ("ruff", "format", "--check", "--quiet", ".")),
    ("lint", ("ruff", "check", "--quiet", ".")),
    ("types", ("mypy",)),
    ("import contracts", ("lint-imports", "--no-cache")),
)


def command_check(arguments: Sequence[str]) -> None:
    """Pass format, lint, types and import contracts."""
    prepare_environment("requirements-dev.lock")
    for name, (tool, *rest) in CHECKS:
        say(name)
        run([python().parent / tool, *rest], env=environment(), cwd=ROOT)


def command_test(arguments: Sequence[str]) -> None:
    """Pass everything."""
    prepare_system((*QT, *WEB_ENGINE, *PATIENT, *TESTS, *page_tools()))
    command_check(())
    prepare_page_rules()
    say("tests")
    changed = {**environment(), "QT_QPA_PLATFORM": "offscreen"}
    # pytest itself fails (exit code 5) when it collects nothing
    several = ("-n", "logical", "--dist", "loadscope", "--no-loadscope-reorder")  # tests/turns.py
    run([python(), "-m", "pytest", *several, *arguments], env=changed, cwd=ROOT)


def command_setup(arguments: Sequence[str]) -> None:
    """Prepare the machine and the environment for development."""
    prepare_system((*QT, *WEB_ENGINE, *PATIENT, *TESTS, *page_tools()))
    prepare_environment("requirements-dev.lock")
    prepare_page_rules()


COMMANDS = {
    "run": command_run,
    "test": command_test,
    "check": command_check,
    "setup": command_setup,
}


def main(arguments: Sequence[str]) -> int:
    """Do one command and return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        say(f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed")
        return 3
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        COMMANDS[arguments[0]](arguments[1:])
    except Stop as stop:
        say(stop.words)
        return 3
    except subprocess.CalledProcessError as failed:
        name = Path(str(failed.cmd[0])).name
        say(f"{name} ended with code {failed.returncode}; nothing else was started")
        return failed.returncode or 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
