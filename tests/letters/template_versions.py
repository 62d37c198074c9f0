"""The words that each version of a template had, and the one command that gives a new version.

`python -m tests.letters.template_versions` raises the version of every kind of letter whose English
sentences changed since it got its version, in counselling/letters/kinds, and writes down the words
of the new one. A better translation is the same version: whoever signs a wording off signs it in
one language (counselling/letters/wording_hash).
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from counselling.language.catalogue import Catalogue
from counselling.letters.registry import TEMPLATES
from counselling.letters.template import Template
from counselling.letters.wording_hash import sentences

TABLE = Path(__file__).with_name("template_versions.toml")
_KINDS = Path(__file__).parents[2] / "counselling" / "letters" / "kinds"
_VERSION = re.compile(r'(?<=^    version=")\d{4}\.\d+(?=",$)', re.MULTILINE)

Versions = Mapping[str, Mapping[str, str]]  # kind, then version: hash of its English sentences


def kept() -> Versions:
    """The table as it is committed."""
    return tomllib.loads(TABLE.read_text(encoding="utf-8"))


def fault(template: Template, english: Catalogue, table: Versions) -> str:
    """What is wrong with a template's version: "words", "unknown", or "" for nothing."""
    known = table.get(template.kind, {})
    if template.version not in known:
        return "unknown"
    return "" if known[template.version] == sentences(template, english) else "words"


def next_version(version: str) -> str:
    """Return the version after one: 2026.2 becomes 2026.3."""
    year, count = version.split(".")
    return f"{year}.{int(count) + 1}"


def main() -> None:
    """Raise what has to be raised, and write the table."""
    from tests.letters.conftest import words

    english = words("en")
    table = {kind: dict(versions) for kind, versions in kept().items()}
    by_hand = []
    for template in TEMPLATES:
        told, version = fault(template, english, table), template.version
        if told == "words":
            version = next_version(version)
            if not _raised(template.kind, version):
                by_hand.append(template.kind)
                continue
        if told:
            table.setdefault(template.kind, {})[version] = sentences(template, english)
    TABLE.write_text("\n".join(_written(table)), encoding="utf-8")
    if by_hand:
        raise SystemExit(f"raise by hand and run this again, their version is no text: {by_hand}")


def _raised(kind: str, version: str) -> bool:
    """Write a version into a kind's file; whether it stands there."""
    path = _KINDS / f"{kind}.py"
    source, count = _VERSION.subn(version, path.read_text(encoding="utf-8"), count=1)
    path.write_text(source, encoding="utf-8")
    return count == 1


def _written(table: Versions) -> list[str]:
    lines = ["# Written by python -m tests.letters.template_versions; what each version said."]
    for kind in sorted(table):
        lines += [f"\n[{kind}]", *(f'"{key}" = "{told}"' for key, told in table[kind].items())]
    return [*lines, ""]


if __name__ == "__main__":
    main()
