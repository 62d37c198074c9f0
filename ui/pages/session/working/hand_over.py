"""Files that are handed over: offered and taken here, kept in the vault once they have come."""

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from counselling.call.line.events import CallEvent, LinkReady
from counselling.call.talk.talk_files import new_file, offer_of
from counselling.call.talk.talk_news import FileCame, FileEnded, FileMoved, FileOffered
from counselling.call.talk.talk_orders import EndFile, OfferFile, TakeFile
from counselling.call.talk.talk_words import MAX_FILE_BYTES, Offer
from counselling.errors import CallError, StorageError
from ui.hearing_work import TalkBesideWork
from ui.kit.threads.failures import Failure
from ui.kit.threads.jobs import Jobs
from ui.pages.session.known.talk_state import OPEN_STANDS, Handed, Stand

if TYPE_CHECKING:
    from counselling.records.papers.documents import Document


class HandOver(QObject):
    """changed: carries all files, a tuple of Handed. ordered: a TalkOrder. failed: a Failure."""

    changed = Signal(object)
    ordered = Signal(object)
    failed = Signal(object)

    def __init__(self, work: TalkBesideWork, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work, self._jobs = work, jobs
        self._reading = jobs.lane(self)
        self._about = ("", "", "")  # family, person, session
        self.files: tuple[Handed, ...] = ()

    def begin(self, family: str, person: str, session: str) -> None:
        """Begin a session."""
        self._about = (family, person, session)
        self._become(())

    def end(self) -> None:
        """The session is over."""
        self._reading.cancel()
        self._become(())

    # Verbs

    def offer(self, seat: str, path: Path) -> None:
        """Offer a file to a seat: it is read first, off the UI thread."""
        self._reading.ask(
            partial(read_offer, path),
            done=partial(self._offered, seat),
            failed=self.failed.emit,
        )

    def take(self, file: Handed) -> None:
        """Take a file; or write one again that is here and could not be written."""
        if file.stand is Stand.UNKEPT:
            self._keep(file)
        else:
            self.ordered.emit(TakeFile(file.seat, file.file))

    def stop(self, file: Handed) -> None:
        """Decline a file, or break it off; one that is here and not kept is let go."""
        if file.stand is Stand.UNKEPT:
            self._change(replace(file, stand=Stand.CANCELLED, content=b""))
        else:
            self.ordered.emit(EndFile(file.seat, file.file))

    # What the line tells

    def hear(self, event: CallEvent) -> None:
        """Take an event."""
        match event:
            case FileOffered():
                size = event.size_bytes
                file = Handed(event.seat, event.file, event.name, size, Stand.COMES, is_hers=True)
                self._become((*self.files, replace(file, kind=event.kind)))
            case FileMoved(seat, number, came):
                if (moved := self._find(seat, number)) is not None:
                    self._change(replace(moved, stand=Stand.MOVING, came=came))
            case FileCame(seat, number, _, _, content):
                if (here := self._find(seat, number)) is not None:
                    self._keep(replace(here, content=content, came=len(content)))
            case FileEnded(seat, number, end):
                over = self._find(seat, number)
                if over is not None and over.stand in OPEN_STANDS:
                    self._change(replace(over, stand=Stand(end.value)))
            case LinkReady():
                # another conversation: what was not finished cannot be taken up again
                for file in self.files:
                    if file.stand in OPEN_STANDS and file.seat == event.seat:
                        self._change(replace(file, stand=Stand.CANCELLED))

    def _offered(self, seat: str, read: tuple[Offer, bytes]) -> None:
        offer, content = read
        file = Handed(seat, offer.id, offer.name, offer.size, Stand.OFFERED, is_hers=False)
        self._become((*self.files, file))
        self.ordered.emit(OfferFile(seat, offer.id, offer.name, content))

    def _keep(self, file: Handed) -> None:
        self._change(replace(file, stand=Stand.KEEPING))
        family, person, session = self._about
        self._jobs.lane(self).keep(
            partial(
                self._work.keep, family, file.content, file.kind, person=person, session=session
            ),
            done=partial(self._kept, file),
            failed=partial(self._not_kept, file),
        )

    def _kept(self, file: Handed, _: "Document") -> None:
        self._change(replace(file, stand=Stand.KEPT, content=b""))

    def _not_kept(self, file: Handed, failure: Failure) -> None:
        self._change(replace(file, stand=Stand.UNKEPT))
        self.failed.emit(failure)

    def _find(self, seat: str, number: int) -> Handed | None:
        return next((f for f in self.files if (f.seat, f.file) == (seat, number)), None)

    def _change(self, file: Handed) -> None:
        about = (file.seat, file.file)
        self._become(tuple(file if (f.seat, f.file) == about else f for f in self.files))

    def _become(self, files: tuple[Handed, ...]) -> None:
        if files != self.files:
            self.files = files
            self.changed.emit(files)


def read_offer(path: Path) -> tuple[Offer, bytes]:
    """Read a file that is to be offered.

    Raises StorageError("file.unreadable") when it cannot be read, CallError("call.file_kind") and
    CallError("call.file_size") when it is not one that is handed over.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise CallError("call.file_size")
        content = path.read_bytes()
    except OSError:
        raise StorageError("file.unreadable") from None
    return offer_of(path.name, content, file=new_file(os.urandom)), content
