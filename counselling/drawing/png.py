"""Paints a Scene as PNG, without a screen: Typst, which sets the letters, renders our SVG.

One owner of Typst more, for this call alone: docs/decisions/0022.
"""

from pathlib import Path
from typing import Final

import typst

from counselling.drawing.scene import Scene
from counselling.drawing.svg import svg
from counselling.errors import LayoutError

_MOST_PIXELS: Final = 150_000_000  # 600 MB while it is painted
_PT_PER_INCH: Final = 72
_SOURCE: Final = (
    b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
    b'#image(bytes(sys.inputs.drawing), format: "svg")\n'
)


def png(scene: Scene, *, fonts: Path, dpi: int) -> bytes:
    """Return the scene as a PNG on white. fonts: folder with the built fonts.

    Same scene, same bytes. Raises LayoutError: "picture.too_large" with the resolution that would
    do, "picture.not_painted" when Typst cannot.
    """
    inches = max(scene.width, 1) * max(scene.height, 1) / _PT_PER_INCH**2
    if inches * dpi**2 > _MOST_PIXELS:
        raise LayoutError("picture.too_large", dpi=int((_MOST_PIXELS / inches) ** 0.5))
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[fonts]
    )
    drawing = svg(scene, has_title=False, is_anchored_from_left=True)
    try:
        painted = typst.compile(
            _SOURCE, format="png", ppi=dpi, font_paths=found, sys_inputs={"drawing": drawing}
        )
    except typst.TypstError:
        raise LayoutError("picture.not_painted") from None
    except BaseException as error:
        # A panic of the Rust engine comes past Exception, by a class that nobody exports.
        if type(error).__name__ != "PanicException":
            raise
        raise LayoutError("picture.not_painted") from None
    assert isinstance(painted, bytes)  # one page, one file
    return painted
