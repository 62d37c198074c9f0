"""The drawing on screen: how long a frame takes while a large family is moved and zoomed.

Offscreen, with Qt's software raster: what is measured is our work and Qt's, no graphics card's.
Beside it, in the same run, a plain QGraphicsView with the same lines, shapes and texts as items.
A frame is one movement of the hand and the painting that follows it; at 60 a second it has 16.7 ms.
"""

import os
import random
import runpy
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from app import fonts as built
from app.paths import resource
from app.words import catalogue
from counselling.drawing.scene import Scene
from counselling.layout.layout import Effort
from counselling.pedigree.family import Family
from counselling.pedigree.person import Age, Diagnosis
from counselling.work.pedigree.draw_family import draw_family
from ui.kit.pictures.scene_painter import Outline, prepare
from ui.kit.pictures.scene_view import SceneView
from ui.kit.threads.courier import Courier
from ui.look import fonts
from ui.look.theme import Choice, Contrast, Mode, Theme

SIZES = ((1000, 30), (2700, 100))  # people and loops
WINDOWS = ((1280, 800), (2560, 1440))
STEPS = 90  # of a hand that moves the paper, of a wheel that is turned
STEP_PX = 14
REST_S = 0.8
BUDGET_MS = 1000 / 60


@dataclass(frozen=True)
class Took:
    """Milliseconds by the clock, and of this thread's own work."""

    clock: float
    work: float

    def __add__(self, other: "Took") -> "Took":
        return Took(self.clock + other.clock, self.work + other.work)


def measure() -> Mapping[str, object]:
    """Move and zoom families of two sizes in windows of two sizes."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    fonts.load(resource("assets") / "fonts")
    theme = Theme(application, Choice(Mode.LIGHT, Contrast.NORMAL), Courier())
    return {
        "frame_budget_ms": round(BUDGET_MS, 1),
        "families": {f"{people}_people": _family(people, loops, theme) for people, loops in SIZES},
    }


def _family(people: int, loops: int, theme: Theme) -> Mapping[str, object]:
    scene = drawn(people, loops)
    picture, took = _timed(lambda: prepare(scene).ready())
    return {
        "items": len(picture.pieces),
        "prepare_off_the_ui_thread_ms": round(took.work, 1),
        "windows": {
            f"{wide}x{high}": {
                "ours": _ours(scene, theme, (wide, high)),
                "plain_graphics_view": _peer(scene, (wide, high)),
            }
            for wide, high in WINDOWS
        },
    }


def drawn(people: int, loops: int) -> Scene:
    """Draw a grown family whose people have names, ages and diagnoses."""
    grown = runpy.run_path(str(Path(__file__).with_name("layout.py")))["grown"]
    family = told(grown(people, loops))
    words = catalogue("en")
    return draw_family(family, words, built.measure(), effort=Effort.FIRST).scene


def told(family: Family) -> Family:
    """Give invented people names, ages and now and then a diagnosis."""
    chance = random.Random(3)
    people = []
    for person in family.persons:
        age = chance.randint(20, 90)
        has_it = chance.random() < 0.2
        diagnoses = (Diagnosis("breast_cancer", Age.at(age)),) if has_it else ()
        name = chance.choice(("Anna Berg", "Olof Lind", "Maria Holm", "Erik Dahl"))
        dead = chance.random() < 0.3
        people.append(
            replace(person, name=name, age=Age.at(age), is_deceased=dead, diagnoses=diagnoses)
        )
    return replace(family, persons=tuple(people))


# ------------------------------------------------------------------ ours


class _Timed(SceneView):
    """Notes how long each of its paintings takes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Pedigree")
        self.took: list[Took] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        self.took.append(_timed(lambda: super(_Timed, self).paintEvent(event))[1])


def _ours(scene: Scene, theme: Theme, size: tuple[int, int]) -> Mapping[str, object]:
    view = _Timed(theme)
    view.resize(*size)
    view.show()
    QCoreApplication.processEvents()
    picture = prepare(scene).ready()  # as the page does, on another thread
    _, shown = _timed(lambda: view.show_scene(scene, picture))
    first = _settled(view)
    names = [subject.name for subject in picture.subjects]
    found: dict[str, object] = {"show_ms": round(shown.work, 1), "first_paints": _figures(first)}
    found |= {name: _figures(run) for name, run in _gestures(view, names)}
    view.close()
    view.deleteLater()
    return found


def _gestures(view: _Timed, names: Sequence[str]) -> Iterator[tuple[str, Iterator[Took]]]:
    yield "zoom_in_from_all", _run(view, _wheel, STEPS, +40)
    yield "zoom_out_to_all", _run(view, _wheel, STEPS, -40)
    for wanted in (0.3, 1.0):
        view.fit()
        view.select(names[len(names) // 2])
        while view.scale < wanted:
            view.zoom_in()
        view.select(None)
        view.select(names[len(names) // 2])
        _settled(view)
        yield f"pan_at_{wanted}", _run(view, _drag, STEPS, STEP_PX)
        yield f"select_at_{wanted}", _chosen(view, names)


def _chosen(view: _Timed, names: Sequence[str]) -> Iterator[Took]:
    for name in names[:STEPS]:
        yield _framed(view, lambda name=name: view.select(name))
    yield from _settled(view)


def _run(
    view: _Timed, act: Callable[[QWidget, int, int], None], steps: int, by: int
) -> Iterator[Took]:
    """Milliseconds of every frame; what comes later, when the hand rests, counts as frames too."""
    for step in range(steps):
        yield _framed(view, lambda step=step: act(view, step, by))
    yield from _settled(view)


def _framed(view: _Timed, act: Callable[[], None]) -> Took:
    """Move, and paint; then let the rest of a sixtieth of a second pass, as between two moves."""
    _, moved = _timed(act)
    _, painted = _timed(view.repaint)
    until = time.perf_counter() + max(BUDGET_MS - moved.clock - painted.clock, 0.0) / 1000
    while time.perf_counter() < until:
        QCoreApplication.processEvents()
    return moved + painted


def _settled(view: _Timed) -> list[Took]:
    """Wait until all of the picture is there, and return what its paintings took."""
    view.took.clear()
    view.update()
    until = time.perf_counter() + REST_S
    while time.perf_counter() < until or not view.is_whole:
        QCoreApplication.processEvents()
    return view.took


# ------------------------------------------------------------------ the peer


def _peer(scene: Scene, size: tuple[int, int]) -> Mapping[str, object]:
    view = QGraphicsView()
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
    view.resize(*size)
    view.show()
    QCoreApplication.processEvents()
    shown, took = _timed(lambda: _as_items(scene))
    view.setScene(shown)
    view.fitInView(shown.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
    found: dict[str, object] = {
        "show_ms": round(took.work, 1),
        "first_paints": _figures([_timed(view.viewport().repaint)[1]]),
    }
    fitted = view.transform().m11()
    found["zoom_in_from_all"] = _figures([_scaled(view, 1.077) for _ in range(STEPS)])
    found["zoom_out_to_all"] = _figures([_scaled(view, 1 / 1.077) for _ in range(STEPS)])
    for wanted in (0.3, 1.0):
        view.setTransform(QTransform.fromScale(max(wanted, fitted), max(wanted, fitted)))
        view.centerOn(shown.sceneRect().center())
        view.viewport().repaint()
        found[f"pan_at_{wanted}"] = _figures([_scrolled(view) for _ in range(STEPS)])
    view.close()
    view.deleteLater()
    return found


def _as_items(scene: Scene) -> QGraphicsScene:
    made = QGraphicsScene(0, 0, scene.width, scene.height)
    for piece in prepare(scene).pieces:
        if isinstance(piece, Outline):
            made.addPath(piece.path, piece.pen, piece.brush)
        else:
            text = made.addSimpleText(piece.text, piece.font)
            text.setBrush(piece.pen.color())
            text.setPos(piece.bounds.topLeft())
            text.setScale(piece.scale)
    return made


def _scaled(view: QGraphicsView, by: float) -> Took:
    return _timed(lambda: (view.scale(by, by), view.viewport().repaint()))[1]


def _scrolled(view: QGraphicsView) -> Took:
    bar = view.horizontalScrollBar()
    return _timed(lambda: (bar.setValue(bar.value() + STEP_PX), view.viewport().repaint()))[1]


# ------------------------------------------------------------------ hands


def _wheel(view: QWidget, step: int, by: int) -> None:
    place = QPointF(view.rect().center())
    QCoreApplication.sendEvent(
        view,
        QWheelEvent(
            place,
            view.mapToGlobal(place),
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def _drag(view: QWidget, step: int, by: int) -> None:
    """Press, move, and let go after every ten steps, as a hand does that has come to the edge."""
    if step % 10 == 0:
        _mouse(view, QMouseEvent.Type.MouseButtonPress, QPointF(by, 40))
    _mouse(view, QMouseEvent.Type.MouseMove, QPointF(by * (step % 10 + 2), 40 + step % 3))
    if step % 10 == 9:
        _mouse(view, QMouseEvent.Type.MouseButtonRelease, QPointF(by * 12, 40))


def _mouse(view: QWidget, kind: QMouseEvent.Type, place: QPointF) -> None:
    middle = Qt.MouseButton.MiddleButton
    now = Qt.MouseButton.NoButton if kind is QMouseEvent.Type.MouseButtonRelease else middle
    QCoreApplication.sendEvent(
        view,
        QMouseEvent(
            kind, place, view.mapToGlobal(place), middle, now, Qt.KeyboardModifier.NoModifier
        ),
    )


# ------------------------------------------------------------------ time


def _timed(act: Callable[[], object]) -> tuple[object, Took]:
    clock, work = time.perf_counter(), time.thread_time()
    made = act()
    return made, Took(1000 * (time.perf_counter() - clock), 1000 * (time.thread_time() - work))


def _figures(frames: Iterable[Took]) -> Mapping[str, float]:
    """Work is what a frame costs; the clock is slower where the machine does other things too."""
    known = list(frames)
    work, clock = sorted(took.work for took in known), sorted(took.clock for took in known)
    return {
        "frames": len(known),
        "p50_ms": round(statistics.median(work), 1),
        "p99_ms": round(work[int(0.99 * (len(work) - 1))], 1),
        "max_ms": round(work[-1], 1),
        "clock_p99_ms": round(clock[int(0.99 * (len(clock) - 1))], 1),
    }
