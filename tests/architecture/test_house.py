"""House rules that no linter knows: lazy imports, sizes, names, what starting the desk loads."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for room in ("app", "ui", "counselling") for path in (ROOT / room).rglob("*.py")]

LAZY = {
    "app/compose.py",
    "app/calls.py",
    "app/hearing.py",
    "app/letters.py",
    "app/safekeeping.py",
    "app/commands/open.py",
}
LOADED_BY_NAME = {
    "app/foresight.py",
    "app/commands/registry.py",
    "counselling/call/media/engine.py",
    "counselling/call/media/native.py",
}
MOST_LINES = 300
MOST_LINES_OF_A_FUNCTION = 60
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}

HEAVY = (
    "aiohttp", "aiortc", "av", "pikepdf", "plotly", "reportlab", "typst", "webrtc",
    "PySide6.QtMultimedia", "PySide6.QtPdf", "PySide6.QtWebEngineCore",
)  # fmt: skip


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_lazy_imports_live_where_the_desk_is_put_together() -> None:
    lazy = {
        name(path)
        for path in SOURCES
        for function in functions(ast.parse(path.read_text("utf-8")))
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert lazy <= LAZY


def test_imports_by_name_live_where_it_is_chosen_what_to_load() -> None:
    found = {name(p) for p in SOURCES if "import_module" in p.read_text("utf-8")}
    assert found <= LOADED_BY_NAME


def test_video_engines_are_named_in_one_place_only() -> None:
    found = {
        name(path)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and node.value in ("webrtc.aiortc", "aiortc")
    }
    assert found == {"counselling/call/media/engine.py", "app/commands/doctor.py"}


def test_files_fit_a_screen_or_two() -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    assert {file: count for file, count in lines.items() if count > MOST_LINES} == {}


def test_functions_fit_a_screen() -> None:
    long = {
        f"{name(path)}:{function.name}": size
        for path in SOURCES
        for function in functions(ast.parse(path.read_text("utf-8")))
        if (size := (function.end_lineno or 0) - function.lineno + 1) > MOST_LINES_OF_A_FUNCTION
    }
    assert long == {}


def test_no_room_is_named_for_nothing() -> None:
    parts = {part for path in SOURCES for part in (path.stem, *path.relative_to(ROOT).parts)}
    assert parts & FORBIDDEN_NAMES == set()


def handlers(kind: str) -> Iterator[tuple[str, ast.ExceptHandler]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ExceptHandler) and getattr(node.type, "id", "") == kind:
                yield name(path), node


def test_broad_excepts_stand_at_the_borders_only() -> None:
    borders = {"app/__main__.py", "ui/kit/threads/jobs.py", "ui/kit/threads/loop.py"}
    borders |= {"counselling/records/ways/keyring.py"}  # what a system's keyring raises, it raises
    assert {file for file, _ in handlers("Exception")} == borders


def test_whoever_catches_everything_to_tidy_up_raises_again() -> None:
    for file, handler in handlers("BaseException"):
        assert any(isinstance(node, ast.Raise) for node in ast.walk(handler)), file


def test_packaging_does_not_shadow_the_package_of_that_name() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


@pytest.mark.parametrize(
    "start",
    [
        "from app.compose import compose_desk; from counselling.settings.schema import Settings; "
        "compose_desk(Settings())",
        "import app.commands.open, ui.start",
        "import app.__main__",
    ],
)
def test_starting_the_desk_loads_no_heavy_room(start: str, tmp_path: Path) -> None:
    code = f"{start}\nimport sys\nprint(sorted(m for m in {HEAVY!r} if m in sys.modules))"
    environment = {"CONSULTAND_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**environment, "PATH": ""},
        capture_output=True,
        text=True,
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr


def test_a_letter_is_written_without_vault_desk_and_web() -> None:
    never = ("sqlcipher3", "counselling.records.vault", "app.compose", "asyncio", "urllib.request")
    used_later = ("typst", "pikepdf", "pyhanko")
    code = "import sys, app.commands.letter; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {*never, *used_later} & {*done.stdout.split()}
