"""A screen of this computer as a call's source of pictures.

Loads QtMultimedia and numpy: only pages that show video import this file.
"""

from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QScreen
from PySide6.QtMultimedia import QMediaCaptureSession, QScreenCapture, QVideoFrame, QVideoSink

from counselling.call.media.devices import VideoFrame
from ui.kit.devices.planes import planes_of_image
from ui.kit.threads.post import Post

LARGEST: Final = QSize(1280, 720)  # letters are read in it, and a line of 1 Mbit/s carries it
_EVERY_MS: Final = 200  # pages are turned, not played: five pictures a second


class ScreenCamera(QObject):
    """Lives on the UI thread; `frame` is awaited on the call's. Off until it is turned on.

    failed: the system does not let the screen be seen (it asks the user, who may say no).
    """

    failed = Signal()

    def __init__(self, screen: QScreen, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._post: Post[VideoFrame] = Post()
        self._newest = QVideoFrame()
        self._sink = QVideoSink(self)
        self._capture = QScreenCapture(self)
        self._capture.setScreen(screen)
        self._session = QMediaCaptureSession(self)
        self._session.setScreenCapture(self._capture)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._keep)
        self._capture.errorOccurred.connect(self._fail)
        self._pace = QTimer(self)
        self._pace.setInterval(_EVERY_MS)
        self._pace.timeout.connect(self._hand_on)

    def turn(self, *, is_on: bool) -> None:
        """Begin to look at the screen, or look away."""
        self._capture.setActive(is_on)
        if is_on:
            self._pace.start()
        else:
            self._pace.stop()
            self._newest = QVideoFrame()

    async def frame(self) -> VideoFrame:
        """Return the next picture."""
        return await self._post.take()

    def _keep(self, frame: QVideoFrame) -> None:
        self._newest = frame

    def _hand_on(self) -> None:
        """Hand the newest picture on, small enough; a still screen is sent again, for who comes."""
        image = self._newest.toImage() if self._newest.isValid() else None
        if image is None or image.isNull():
            return
        if image.width() > LARGEST.width() or image.height() > LARGEST.height():
            image = image.scaled(
                LARGEST,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        planes = planes_of_image(image)
        if planes is not None:
            self._post.put(planes)

    def _fail(self, error: QScreenCapture.Error, text: str) -> None:
        if error != QScreenCapture.Error.NoError:
            self.failed.emit()
