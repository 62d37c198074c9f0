"""Pictures are told apart by people who see fewer colours, and on a grey printer."""

import itertools

import numpy as np
import pytest

from counselling.drawing.ink import PAPER_COLOURS, Ink

# Linear RGB as dichromats see it, severity 1.0: Machado, Oliveira and Fernandes 2009, IEEE Trans
# Vis Comput Graph 15:1291, table 1.
SIMULATED = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "all colours": np.eye(3).tolist(),
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = TO_XYZ @ np.ones(3)
LINES = (Ink.ACCENT, Ink.CONTRAST, Ink.INK)  # the person's, the population's, the supposed one
APART = 20.0  # CIE 1976; a step that is seen at a glance on thin lines
ON_PAPER = 30.0


def linear(ink: Ink) -> np.ndarray:
    code = PAPER_COLOURS[ink].lstrip("#")
    channel = np.array([int(code[i : i + 2], 16) for i in (0, 2, 4)]) / 255
    return np.where(channel <= 0.04045, channel / 12.92, ((channel + 0.055) / 1.055) ** 2.4)


def lab(colour: np.ndarray) -> np.ndarray:
    """CIE L*a*b* of linear RGB."""
    scaled = TO_XYZ @ np.clip(colour, 0, 1) / WHITE
    f = np.where(scaled > 0.008856, np.cbrt(scaled), 7.787 * scaled + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: Ink, other: Ink, sight: str) -> float:
    seen = np.array(SIMULATED[sight])
    return float(np.linalg.norm(lab(seen @ linear(one)) - lab(seen @ linear(other))))


@pytest.mark.parametrize("sight", list(SIMULATED))
def test_lines_are_told_apart_by_everybody(sight: str) -> None:
    for one, other in itertools.combinations(LINES, 2):
        assert apart(one, other, sight) >= APART, (one, other)


@pytest.mark.parametrize("sight", list(SIMULATED))
def test_full_and_open_marks_are_told_apart_by_everybody(sight: str) -> None:
    for ink in LINES:
        assert apart(ink, Ink.PAPER, sight) >= ON_PAPER
    assert apart(Ink.ACCENT, Ink.ACCENT_GROUND, sight) >= ON_PAPER
    assert apart(Ink.CONTRAST, Ink.CONTRAST_GROUND, sight) >= ON_PAPER


def test_on_a_grey_printer_lines_keep_their_dash_and_grounds_stay_light() -> None:
    """Grey alone need not tell lines apart: test_charts holds their dashes and widths."""
    grey = {ink: lab(linear(ink))[0] for ink in Ink}
    for ink in LINES:
        assert grey[Ink.PAPER] - grey[ink] >= 40
    for ground in (Ink.ACCENT_GROUND, Ink.CONTRAST_GROUND):
        assert grey[ground] - grey[Ink.INK] >= 60
