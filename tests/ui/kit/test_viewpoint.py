from PySide6.QtCore import QPointF, QRectF

from ui.kit.pictures.viewpoint import Viewpoint


def test_what_one_comes_nearer_to_stays_where_it_is() -> None:
    view = Viewpoint()
    place = QPointF(120, 80)
    before = view.world.inverted()[0].map(place)
    view.zoom(2.5, place)
    after = view.world.inverted()[0].map(place)
    assert (after - before).manhattanLength() < 1e-9
    assert view.scale == 2.5


def test_several_thousand_people_in_a_row_still_fit() -> None:
    view, window = Viewpoint(), QRectF(0, 0, 1280, 800)
    view.fit(QRectF(0, 0, 83_000, 1300), window, margin=8, largest=1.75)
    shown = view.world.mapRect(QRectF(0, 0, 83_000, 1300))
    assert shown.width() <= 1280
    assert view.is_fitted


def test_nobody_zooms_into_nothing() -> None:
    view = Viewpoint()
    for _ in range(100):
        view.zoom(2.0, QPointF())
    assert view.scale == 8.0
