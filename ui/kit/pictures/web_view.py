"""Shows an HTML page of our own, from memory, with no way out.

Loads QtWebEngine: only app/compose imports this file, when the first chart is looked at.
"""

import os
from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QCoreApplication,
    QIODevice,
    QObject,
    QUrl,
    Signal,
    SignalInstance,
)
from PySide6.QtWebEngineCore import (
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
    QWebEngineUrlRequestJob,
    QWebEngineUrlScheme,
    QWebEngineUrlSchemeHandler,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget

_SCHEME: Final = b"consultand"
_PAGE: Final = QUrl("consultand:/chart")


def _register() -> None:
    """Make our scheme known; the engine takes new ones only before its first view.

    A file on disk would hold a patient's risk in the clear, and a data: address is cut at 2 MB:
    pages are served from memory under a scheme of their own.
    """
    if QWebEngineUrlScheme.schemeByName(QByteArray(_SCHEME)).name():
        return
    scheme = QWebEngineUrlScheme(QByteArray(_SCHEME))
    scheme.setSyntax(QWebEngineUrlScheme.Syntax.Path)
    scheme.setFlags(QWebEngineUrlScheme.Flag.SecureScheme | QWebEngineUrlScheme.Flag.LocalScheme)
    QWebEngineUrlScheme.registerScheme(scheme)


def can_start() -> bool:
    """Whether the engine may be started; as root it would end the whole program."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return not is_root or bool(os.environ.get("QTWEBENGINE_DISABLE_SANDBOX"))


class WebView(QObject):
    """One page in a view that remembers nothing and may contact nobody."""

    _loaded = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._profile = QWebEngineProfile(QCoreApplication.instance())  # off the record
        self._server = _Server(self)
        self._guard = _Guard(self)
        self._profile.installUrlSchemeHandler(QByteArray(_SCHEME), self._server)
        self._profile.setUrlRequestInterceptor(self._guard)
        self._page = QWebEnginePage(self._profile, self)
        settings = self._page.settings()
        attribute = QWebEngineSettings.WebAttribute
        settings.setAttribute(attribute.JavascriptCanOpenWindows, False)
        settings.setAttribute(attribute.LocalContentCanAccessRemoteUrls, False)
        settings.setAttribute(attribute.LocalContentCanAccessFileUrls, False)
        settings.setAttribute(attribute.LocalStorageEnabled, False)
        self._view = QWebEngineView(parent)
        self._view.setPage(self._page)
        self._page.loadFinished.connect(self._loaded)
        self._page.renderProcessTerminated.connect(self._die)
        self._page.destroyed.connect(self._profile.deleteLater)  # the page must go first

    @property
    def widget(self) -> QWidget:
        """The view."""
        return self._view

    @property
    def loaded(self) -> SignalInstance:
        """True when the page stands there, False when it will not."""
        return self._loaded

    def show_html(self, page: str) -> None:
        """Load a page."""
        self._server.page = page.encode()
        self._page.load(_PAGE)

    def _die(self) -> None:
        self._loaded.emit(False)


class _Server(QWebEngineUrlSchemeHandler):
    page = b""

    def requestStarted(self, job: QWebEngineUrlRequestJob) -> None:
        answer = QBuffer(job)
        answer.setData(QByteArray(self.page))
        answer.open(QIODevice.OpenModeFlag.ReadOnly)
        job.reply(QByteArray(b"text/html"), answer)


class _Guard(QWebEngineUrlRequestInterceptor):
    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        if info.requestUrl().scheme() not in (_SCHEME.decode(), "data", "blob"):
            info.block(True)


def make(parent: QWidget) -> WebView | None:
    """Return a view, None where the engine cannot start."""
    if not can_start():
        return None
    _register()
    return WebView(parent)
