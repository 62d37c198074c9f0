"""Who wrote something down, in words: whoever this vault does not know is said to be so."""

from collections.abc import Mapping
from typing import Final

from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.pedigree.writer import Known, Writer

_STRANGERS: Final[Mapping[bool, str]] = {
    True: N_("writer.stranger"),
    False: N_("writer.unsigned"),
}


def written_by(writer: Writer, words: Catalogue) -> str:
    """Return the name, with what is to be known of whose it is."""
    if writer.known is Known.GRANT:
        return words.say("writer.introduced", name=writer.name)
    if writer.is_stranger:
        return words.say(_STRANGERS[bool(writer.key)], name=writer.name, key=writer.key)
    return writer.name


def writer_json(writer: Writer) -> Mapping[str, str]:
    """Return a writer as the command line tells one."""
    return {"name": writer.name, "known": writer.known.value, "key": writer.key}
