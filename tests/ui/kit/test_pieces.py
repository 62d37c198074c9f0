from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from ui.kit.pictures.pieces import Index

PLACES = st.builds(
    QRectF,
    st.floats(-2000, 2000),
    st.floats(-2000, 2000),
    st.floats(0.5, 3000),
    st.floats(0.5, 3000),
)


@given(st.lists(PLACES, max_size=20), PLACES)
def test_all_that_touches_a_part_is_found_in_its_order(places: list[QRectF], part: QRectF) -> None:
    found = Index(places).near(part)
    assert found == sorted(set(found))
    assert {n for n, place in enumerate(places) if place.intersects(part)} <= set(found)


def test_what_is_far_away_is_not_looked_at() -> None:
    places = [QRectF(1000 * n, 0, 10, 10) for n in range(50)]
    assert Index(places).near(QRectF(2000, 0, 20, 20)) == [2]
