"""The tree of everything that can go wrong, as fields that a catalogue turns into sentences.

    CounsellingError
     |- UsageError            a command was called with words it does not know
     |- LanguageError         a message or a language is missing
     |- FormatError           a file cannot be read or written; names the line
     |- PedigreeError         a family contradicts itself
     |- ShorthandError        a typed family history is not clear in every place
     |- LayoutError           a family cannot be placed on paper
     |- RiskInputError        a question the models cannot answer as put
     |- VaultError            the records
     |   |- VaultLocked       used while locked
     |   |- WrongKey          the passphrase does not open it
     |   |- NewerVault        written by a newer release
     |   |- DamagedVault      the file is not what was written
     |   `- VaultBusy         another program has it open
     |- StorageError          the disk refused: full, read-only, gone
     |- CallError             the session
     |   |- LinkRefused       unknown, used, expired: one answer for all three
     |   |- PortBusy          another program listens there
     |   |- PageChanged       the server hands out another page than it should
     |   |- PeerNotProven     the other side could not prove its key
     |   `- ConnectionLost    the line is gone
     |- LetterError           a letter cannot be written
     |- DeskStuck             the desk does not come to rest
     `- SettingsError         the settings file cannot be understood

An error carries a message id and fields, never a finished sentence: the same error is told in
the counsellor's language on the desk, on the command line and, where it is his, to the patient.
Fields name places (a line, a file's suffix, a port), never a person's data.
"""

from typing import TypeAlias

Field: TypeAlias = str | int | float


class CounsellingError(Exception):
    """Base of all expected failures.

    message_id: id of the sentence in translations/<language>/ui.po, without the "error." in front.
    fields: the sentence's blanks.
    """

    def __init__(self, message_id: str, **fields: Field) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.fields = fields

    @property
    def sentence_id(self) -> str:
        """Full id of the sentence in the catalogue."""
        return f"error.{self.message_id}"


class UsageError(CounsellingError):
    """A command was called with words it does not know."""


class LanguageError(CounsellingError):
    """A language, or a message of it, is missing or malformed."""


class FormatError(CounsellingError):
    """A file cannot be read or written; `line` counts from 1 where one is to blame."""


class PedigreeError(CounsellingError):
    """A family contradicts itself in a way that nothing can be computed on."""


class ShorthandError(CounsellingError):
    """A typed family history is not clear in every place; `problems` says in how many."""


class LayoutError(CounsellingError):
    """A family cannot be placed on paper."""


class RiskInputError(CounsellingError):
    """A question that the models cannot answer as put; `field` names what is wrong."""


class VaultError(CounsellingError):
    """The records cannot do what was asked."""


class VaultLocked(VaultError):
    """The vault was used while it is locked."""


class WrongKey(VaultError):
    """The passphrase does not open this vault."""


class NewerVault(VaultError):
    """The vault was written by a newer release of the program."""


class DamagedVault(VaultError):
    """The file is not what was written."""


class VaultBusy(VaultError):
    """Another program has the vault open."""


class StorageError(CounsellingError):
    """The disk refused: full, read-only or gone. Nothing half-written was left."""


class CallError(CounsellingError):
    """The session cannot go on as it is."""


class LinkRefused(CallError):
    """Unknown, used or expired: the answer does not say which."""


class PortBusy(CallError):
    """Another program listens on that port."""


class PageChanged(CallError):
    """The server hands out another patient's page than the one that was published."""


class PeerNotProven(CallError):
    """The other side could not prove that its connection is the one that was invited."""


class ConnectionLost(CallError):
    """The line is gone."""


class LetterError(CounsellingError):
    """A letter cannot be written as asked."""


class DeskStuck(CounsellingError):
    """The desk does not come to rest: something it was asked to do never ends."""


class SettingsError(CounsellingError):
    """The settings file cannot be understood."""
