"""Random pictures, and random next ones, for what travels over the board."""

from hypothesis import strategies as st

from counselling.drawing.ink import Ink
from counselling.drawing.scene import (
    Anchor,
    Circle,
    Group,
    Line,
    Path,
    Rectangle,
    Scene,
    Text,
    moved,
)

PLACES = st.floats(-2_000, 2_000) | st.sampled_from((0.0, -0.0, 0.125, 34.0, 1e-9, 1e15))
WORDS = st.text("IVX-123 aå\U0001f600\u0627", max_size=8)
FLAT = (
    st.builds(Line, PLACES, PLACES, PLACES, PLACES)
    | st.builds(Rectangle, PLACES, PLACES, PLACES, PLACES, st.none() | st.sampled_from(Ink))
    | st.builds(Circle, PLACES, PLACES, st.floats(0, 99))
    | st.builds(Text, PLACES, PLACES, WORDS, anchor=st.sampled_from(Anchor))
    | st.builds(
        Path,
        st.lists(st.tuples(st.just("L"), PLACES, PLACES), max_size=4).map(
            lambda rest: (("M", 1.0, 2.0), *rest, ("Z",))
        ),
    )
)
ITEMS = st.recursive(
    FLAT,
    lambda parts: st.builds(
        Group,
        st.lists(parts, max_size=4).map(tuple),
        subject=st.sampled_from(("", "p1", "p2", "p3")),
        label=WORDS,
    ),
    max_leaves=12,
)
SCENES = st.builds(
    Scene,
    st.lists(ITEMS, max_size=8).map(tuple),
    st.floats(1, 5_000),
    st.floats(1, 5_000),
    WORDS,
    WORDS,
)


@st.composite
def next_scenes(draw: st.DrawFn) -> tuple[Scene, Scene]:
    """A picture, and one made of its parts: some gone, new, or elsewhere."""
    before = draw(SCENES)
    items = []
    for item in before.items:
        match draw(st.integers(0, 5)):
            case 0:
                continue
            case 1:
                items.append(moved(item, draw(PLACES), draw(PLACES)))
            case 2:
                items += [draw(ITEMS), item]
            case _:
                items.append(item)
    return before, Scene(tuple(items), before.width, draw(st.floats(1, 5_000)), before.title)
