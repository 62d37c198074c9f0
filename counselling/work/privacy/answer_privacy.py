"""Use case: what the law gives a person: to see what is kept of her, and to have it erased."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from counselling.figures.description import Descriptions
from counselling.files import staged
from counselling.language.catalogue import Catalogue
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from counselling.records.papers.consents import Recorded
from counselling.records.papers.handed import Handed
from counselling.records.privacy import disclosing, erasing
from counselling.records.privacy.disclosing import Disclosure
from counselling.records.privacy.erasing import Erased, Preview
from counselling.records.vault.acts import Act, Action, FamilyId
from counselling.records.vault.vault import Vault
from counselling.session.elements import called
from counselling.work.session.tell_left import left_lines
from counselling.work.vault.keep_vault import Entry

_ENDINGS = {
    "application/pdf": ".pdf",
    "application/json": ".json",
    "text/plain": ".txt",
    "image/png": ".png",
}


class Privacy:
    """Requests of people whose facts are kept. Slow: none of it on the UI thread.

    words: the language in which a person reads what is kept of her. backup_folders: whose keys go
    as well when something is erased.
    """

    def __init__(
        self, vault: Vault, words: Catalogue, *, backup_folders: Sequence[Path] = ()
    ) -> None:
        self._vault, self._words, self._folders = vault, words, tuple(backup_folders)

    def disclose(self, family: FamilyId, person: PersonId, path: Path) -> int:
        """Write what is kept of a person into a ZIP file, and return how many facts it tells.

        Written down before the file appears. Raises as `disclosing.gather`, StorageError.
        """
        found = disclosing.gather(self._vault, family, person)
        with staged(path, self.packed(found)):
            self._vault.note_act(Act(Action.EXPORT, "person", family))
        return len(found.facts)

    def preview(self, family: FamilyId, person: PersonId) -> Preview:
        """Say what erasing somebody would do. Raises as `erasing.preview`."""
        return erasing.preview(self._vault, family, person)

    def erase(self, family: FamilyId, person: PersonId) -> Erased:
        """Erase a person, or with "" a whole family. Raises as `erasing.erase_person`."""
        folders = self._folders
        if not person:
            return erasing.erase_family(self._vault, family, backup_folders=folders)
        return erasing.erase_person(self._vault, family, person, backup_folders=folders)

    def packed(self, found: Disclosure) -> bytes:
        """Pack a disclosure: a text to read, the same as JSON, the documents."""
        memory = io.BytesIO()
        with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.writestr("read-me.txt", "\n".join(self._lines(found)) + "\n")
            pack.writestr("data.json", disclosing.as_json(found))
            for number, (document, content) in enumerate(found.documents, 1):
                ending = _ENDINGS.get(document.media_type, "")
                pack.writestr(f"documents/{number:02}-{document.kind}{ending}", content)
        return memory.getvalue()

    def _lines(self, found: Disclosure) -> list[str]:
        say, person = self._words.say, found.person
        alone = Family("", persons=(person,))
        lines = [say("privacy.heading"), "", Descriptions(alone, self._words, {}).whole(person.id)]
        lines += ["", say("privacy.told_by_you")]
        lines += [f"- {say(f'kin.{told.relation}.label')}: {told.what}" for told in found.told]
        lines += ["", say("privacy.meetings")]
        for meeting in found.meetings:
            when = self._words.date(meeting.started_at.date())
            lines += [f"- {when}, {meeting.counsellor}", *meeting.notes.splitlines()]
        lines += ["", say("form.heading")]
        lines += [line for one in found.left for line in left_lines(one, self._words)]
        lines += ["", say("privacy.documents", count=len(found.documents))]
        lines += ["", say("privacy.said"), *map(self._said, found.said)]
        lines += ["", say("privacy.projects"), *map(self._handed, found.handed)]
        lines += ["", say("privacy.seen")]
        lines += [f"- {row.at[:16]}  {row.actor} ({row.role}): {row.action}" for row in found.seen]
        return [*lines, "", say("privacy.others")]

    def _said(self, one: Recorded) -> str:
        said, say = one.consent, self._words.say
        what = say(called(said.scope)).removesuffix(".")
        word = say("consents.given_word" if said.is_given else "consents.taken_word")
        day = self._words.date(one.at.date())
        line = f"- {day}: {say('consents.line', what=what, said=word)}"
        return "; ".join((line, *self._explained(one)))

    def _explained(self, one: Recorded) -> Iterator[str]:
        """Who told her what it means, and who interpreted; of the form its version and level."""
        said, say = one.consent, self._words.say
        if said.explained_by:
            what = say("consents.explained_by")
            yield say("consents.line", what=what, said=said.explained_by)
        if said.has_interpreter is not None:
            known = say("consents.yes_word" if said.has_interpreter else "consents.no_word")
            what = say("session.role_interpreter")
            yield say("consents.line", what=what, said=said.interpreter or known)
        if said.text_version:
            yield f"{said.text_version} {said.level}".strip()

    def _handed(self, one: Handed) -> str:
        day = self._words.date(one.at.date())
        told = self._words.say("privacy.project", project=one.project, alias=one.alias)
        return f"- {day}: {told}"


def disclose(entry: Entry, words: Catalogue, family: str, person: str, path: Path) -> int:
    """Write what is kept of a person into a ZIP file. Raises as `Privacy.disclose`."""
    with entry.open() as vault:
        return Privacy(vault, words).disclose(family, person, path)


def preview(entry: Entry, words: Catalogue, family: str, person: str) -> Preview:
    """Say what erasing a person would do. Raises as `erasing.preview`."""
    with entry.open() as vault:
        return Privacy(vault, words).preview(family, person)


def erase(
    entry: Entry, words: Catalogue, family: str, person: str, *, backup_folders: Sequence[Path]
) -> Erased:
    """Erase a person, or with "" a family. Raises as `Privacy.erase`."""
    with entry.open() as vault:
        return Privacy(vault, words, backup_folders=backup_folders).erase(family, person)
