"""A file from which `consultand host` takes its room up again after it was killed."""

from pathlib import Path

from counselling.call.link.ticket import Ticket, read_ticket, write_ticket
from counselling.files import replace_file, storage_error


class Keep:
    """One file, for its owner's eyes; None: nothing is kept."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def ticket(self) -> Ticket | None:
        """Return what was kept; None when nothing was.

        Raises CallError("call.ticket") when the file holds something else, StorageError.
        """
        if self._file is None or not self._file.exists():
            return None
        try:
            return read_ticket(self._file.read_bytes())
        except OSError as error:
            raise storage_error(error) from None

    def update(self, ticket: Ticket) -> None:
        """Keep what takes the room up again as it is now."""
        if self._file is not None:
            replace_file(self._file, write_ticket(ticket))

    def forget(self) -> None:
        """Remove the file: the session is over, and its links are dead."""
        if self._file is not None:
            self._file.unlink(missing_ok=True)
