"""This computer's camera as a call's source of pictures.

Loads QtMultimedia and numpy: only pages that show video import this file.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from counselling.call.media.devices import VideoFrame
from ui.kit.devices.planes import planes_of
from ui.kit.threads.post import Post

_WANTED_PX: Final = 640 * 480  # what a conversation needs, and every line can carry
_LEAST_FPS: Final = 24.0
_Form: Final = QVideoFrameFormat.PixelFormat
_CHEAP: Final = (_Form.Format_NV12, _Form.Format_YUV420P, _Form.Format_YUYV)


def best_format(formats: Sequence[QCameraFormat]) -> QCameraFormat | None:
    """Return the format nearest to what a conversation needs: fluent, then size, then cheap."""
    return min(formats, key=_distance, default=None)


def _distance(form: QCameraFormat) -> tuple[bool, int, bool]:
    size = form.resolution()
    pixels = size.width() * size.height()
    is_slow = form.maxFrameRate() < _LEAST_FPS
    return is_slow, abs(pixels - _WANTED_PX), form.pixelFormat() not in _CHEAP


class Camera(QObject):
    """Lives on the UI thread; `frame` is awaited on the call's. Off until it is turned on.

    failed: the system gives no pictures (another program has the camera, or it is not allowed).
    """

    failed = Signal()

    def __init__(self, device: QCameraDevice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post: Post[VideoFrame] = Post()
        self._sink = QVideoSink(self)
        self._camera = QCamera(device, self)
        form = best_format(device.videoFormats())
        if form is not None:
            self._camera.setCameraFormat(form)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self.take)
        self._camera.errorOccurred.connect(self._fail)

    def turn(self, *, is_on: bool) -> None:
        """Turn the camera on or off; off, its light is off too."""
        self._camera.setActive(is_on)
        if is_on and self._camera.error() != QCamera.Error.NoError and not self._camera.isActive():
            self.failed.emit()  # it was broken already, which is not told again

    def take(self, frame: QVideoFrame) -> None:
        """Hand a picture on to the call in place of the one before."""
        planes = planes_of(frame)
        if planes is not None:
            self._post.put(planes)

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        return await self._post.take()

    def _fail(self, error: QCamera.Error, text: str) -> None:
        if error != QCamera.Error.NoError:
            self.failed.emit()
