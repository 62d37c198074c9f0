"""The web engine, for real, in a process of its own."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0

PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_ShareOpenGLContexts)
application = QApplication([])
from ui.kit.pictures import web_view

PAGE = '''<!doctype html><title>waiting</title><p id=p>Risk by age</p><script>
const padding = "%s";
const seen = [];
const ask = url => fetch(url).then(() => seen.push("open"), () => seen.push("shut"));
Promise.all([ask("http://127.0.0.1:9/"), ask("file:///etc/hostname"), ask("https://example.org/")])
  .then(() => document.title = seen.join(" ") + " " + padding.length);
</script>''' % ("x" * 3_000_000)

host = QWidget()
view = web_view.make(host)
if view is None:
    print("cannot start")
    sys.exit(0)

came = set()  # either may come first

def tell(*words):
    print(*words)
    came.add(words[0])
    if came == {"loaded", "title"}:
        application.quit()

def titled(title):
    if title.endswith("000"):
        tell("title", title)

view.loaded.connect(lambda is_there: tell("loaded", is_there))
view.widget.titleChanged.connect(titled)
host.show()
view.show_html(PAGE)
QTimer.singleShot(20_000, application.quit)
application.exec()
host.deleteLater()
for _ in range(2):  # as ui.start does: the view, then what the view lived on
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
"""

needs_engine = pytest.mark.skipif(
    importlib.util.find_spec("PySide6.QtWebEngineCore") is None, reason="QtWebEngine is not there"
)


def run(**environment: str) -> list[str]:
    kept = {k: v for k, v in os.environ.items() if k != "QTWEBENGINE_DISABLE_SANDBOX"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**kept, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@needs_engine
def test_page_beyond_two_megabytes_is_shown_and_reaches_nobody() -> None:
    said = run(QTWEBENGINE_DISABLE_SANDBOX="1") if IS_ROOT else run()
    assert sorted(said) == ["loaded True", "title shut shut shut 3000000"]


@needs_engine
@pytest.mark.skipif(not IS_ROOT, reason="only root is refused")
def test_engine_that_would_end_the_program_is_not_started() -> None:
    assert run() == ["cannot start"]
