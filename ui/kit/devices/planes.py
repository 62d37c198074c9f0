"""A picture of Qt's camera as the call carries it: YUV 4:2:0, BT.601, video range.

Loads QtMultimedia and numpy: only pages that show video import this file.
"""

from typing import Final, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from counselling.call.media.devices import VideoFrame

_Bytes: TypeAlias = NDArray[np.uint8]
_Form: Final = QVideoFrameFormat.PixelFormat
_FULL: Final = QVideoFrameFormat.ColorRange.ColorRange_Full


def planes_of(frame: QVideoFrame) -> VideoFrame | None:
    """Copy a picture; None for one that cannot be read. An odd last row or column is left out."""
    width, height = frame.width() // 2 * 2, frame.height() // 2 * 2
    if width <= 0 or height <= 0:
        return None
    return _copied(frame, width, height) or _painted(frame.toImage(), width, height)


def planes_of_image(image: QImage) -> VideoFrame | None:
    """Count an image's colours anew; None for an empty one. Of odd sizes the last is left out."""
    width, height = image.width() // 2 * 2, image.height() // 2 * 2
    return _painted(image, width, height) if width > 0 and height > 0 else None


def _copied(frame: QVideoFrame, width: int, height: int) -> VideoFrame | None:
    """Sort the bytes of the three layouts that cameras give; None for any other."""
    form = frame.pixelFormat()
    known = form in (_Form.Format_YUV420P, _Form.Format_NV12, _Form.Format_YUYV)
    if not known or frame.surfaceFormat().colorRange() == _FULL:
        return None
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        if form == _Form.Format_YUV420P:
            parts = (_rows(frame, 0, width, height), *_chroma(frame, width // 2, height // 2))
        elif form == _Form.Format_NV12:
            pairs = _rows(frame, 1, width, height // 2)
            parts = (_rows(frame, 0, width, height), pairs[:, 0::2], pairs[:, 1::2])
        else:  # Y U Y V: each row has its own colours, every second one is kept
            line = _rows(frame, 0, 2 * width, height)
            parts = (line[:, 0::2], line[0::2, 1::4], line[0::2, 3::4])
        return VideoFrame(width, height, *(part.tobytes() for part in parts))
    except ValueError:  # a driver that promised more than it gave
        return None
    finally:
        frame.unmap()


def _chroma(frame: QVideoFrame, width: int, height: int) -> tuple[_Bytes, _Bytes]:
    return _rows(frame, 1, width, height), _rows(frame, 2, width, height)


def _rows(frame: QVideoFrame, plane: int, width: int, height: int) -> _Bytes:
    """Return a plane without the padding of its rows. Raises ValueError when it is too short."""
    octets = np.frombuffer(memoryview(frame.bits(plane)), dtype=np.uint8)
    stride = frame.bytesPerLine(plane)
    if (height - 1) * stride + width > octets.size:
        raise ValueError("a plane is shorter than its picture")
    return as_strided(octets, (height, width), (stride, 1), writeable=False)


def _painted(given: QImage, width: int, height: int) -> VideoFrame | None:
    """Count the colours anew of what Qt decoded, whatever it was (JPEG, RGB, full range)."""
    image = given.convertToFormat(QImage.Format.Format_RGB888)
    if image.width() < width or image.height() < height:
        return None
    octets = np.frombuffer(image.constBits(), dtype=np.uint8)
    stride = image.bytesPerLine()
    shape, steps = (height, width, 3), (stride, 3, 1)
    red, green, blue = np.moveaxis(as_strided(octets, shape, steps).astype(np.int32), 2, 0)
    # ITU-R BT.601-7, 2.5.1 to 2.5.3, in 1/256
    luma = ((66 * red + 129 * green + 25 * blue + 128) >> 8) + 16
    r, g, b = (_quartered(part) for part in (red, green, blue))
    u = ((-38 * r - 74 * g + 112 * b + 128) >> 8) + 128
    v = ((112 * r - 94 * g - 18 * b + 128) >> 8) + 128
    planes = (part.astype(np.uint8).tobytes() for part in (luma, u, v))
    return VideoFrame(width, height, *planes)


def _quartered(plane: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return the mean of each square of four."""
    four = plane[0::2, 0::2] + plane[0::2, 1::2] + plane[1::2, 0::2] + plane[1::2, 1::2]
    return (four + 2) >> 2
