import pytest

from counselling.letters.picture import settable, shown_words


def test_the_words_of_a_picture_are_found_without_its_marks() -> None:
    svg = '<svg><title>T</title><text x="1">Anna &amp; <tspan>II-1</tspan></text><g/></svg>'
    assert [text.strip() for text in shown_words(svg)] == ["Anna &", "II-1"]


def test_loose_marks_and_orders_leave_and_composed_letters_stay() -> None:
    svg = "<text>\u2068\u0637\u0628\u064a\u064b\u0627\u2069 e\u0301 x\u0302</text>"
    assert settable(svg) == "<text>\u0637\u0628\u064a\u0627 \u00e9 x</text>"


@pytest.mark.parametrize(
    ("anchor", "turned"),
    [(' text-anchor="end"', "start"), (' text-anchor="middle"', "middle"), ("", "end")],
)
def test_a_right_to_left_text_is_anchored_from_the_left(anchor: str, turned: str) -> None:
    svg = f'<text x="1" direction="rtl"{anchor} fill="#000">\u0645</text>'
    assert settable(svg) == f'<text x="1" fill="#000" text-anchor="{turned}">\u0645</text>'


def test_a_left_to_right_text_stays_as_it_is() -> None:
    svg = '<text x="1" text-anchor="end">Anna</text>'
    assert settable(svg) == svg


@pytest.mark.parametrize(
    ("told", "seen"),
    [
        ("\u0628\u0646:", ":\u0628\u0646"),
        ("\u060c \u0628\u0646", "\u0628\u0646 \u060c"),
        ("(\u0628\u0646)", "(\u0628\u0646)"),
        ("(\u0628\u0646", "\u0628\u0646)"),
        (")", "("),
    ],
)
def test_marks_at_the_ends_of_a_right_to_left_text_are_put_where_they_are_seen(
    told: str, seen: str
) -> None:
    """Typst takes the line for a left-to-right one: its first mark stands at the left."""
    turned = settable(f'<text x="1" direction="rtl">{told}</text>')
    assert turned == f'<text x="1" text-anchor="end">{seen}</text>'
