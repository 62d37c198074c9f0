"""Contrast of every pair of colours that meets, computed as WCAG 2.2 says (1.4.3, 1.4.11)."""

from collections.abc import Mapping

import pytest

from ui.look.tokens import DARK, LIGHT, Token

MODES = (pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark"))
GROUNDS = (Token.WINDOW, Token.SURFACE, Token.HOVER)
STATES = ("accent", "caution", "danger", "good")


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_of_black_on_white_is_twenty_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("colours", MODES)
def test_every_token_has_a_colour(colours: Mapping[Token, str]) -> None:
    assert set(colours) == set(Token)


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize("ground", [*GROUNDS, Token.ACCENT_GROUND])
@pytest.mark.parametrize("ink", [Token.TEXT, Token.SOFT])
def test_text_can_be_read_on_every_ground(
    colours: Mapping[Token, str], ground: Token, ink: Token
) -> None:
    assert contrast(colours[ink], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("edge", [Token.EDGE, Token.ACCENT])
def test_edges_of_controls_can_be_seen(
    colours: Mapping[Token, str], ground: Token, edge: Token
) -> None:
    assert contrast(colours[edge], colours[ground]) >= 3


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize("ground", [Token.ACCENT, Token.ACCENT_HOVER])
def test_words_on_the_main_button_can_be_read(colours: Mapping[Token, str], ground: Token) -> None:
    assert contrast(colours[Token.ON_ACCENT], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", MODES)
@pytest.mark.parametrize("state", STATES)
def test_states_stand_out_on_their_own_ground(colours: Mapping[Token, str], state: str) -> None:
    ground = colours[Token(f"{state}_ground")]
    assert contrast(colours[Token(state)], ground) >= (5.5 if state == "accent" else 6)
    assert contrast(colours[Token(state)], colours[Token.SURFACE]) >= 4.5
