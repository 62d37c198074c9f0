"""`consultand vault`: each deed has help and options of its own, and nonsense is one plain line."""

import os
import re
import shutil
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.commands.parser import Parser
from app.commands.vault import COMMAND, DEEDS
from app.compose import now
from app.words import local
from counselling.formats import registry
from counselling.pedigree.edits import ChangePerson
from counselling.pedigree.person import Age
from counselling.records.folder.folder import open_vault
from counselling.records.log import families
from counselling.records.ways.way import Proof
from tests.app.conftest import PASSPHRASE, ROOT, Run, Said, Vault
from tests.families.builders import three_generations

HERS = "seven lamps above a river"
OPTION = re.compile(r"--[a-z][a-z-]*")
ENTERING = {"--user", "--secret-fd", "--no-keyring"}
WAYS = {"--with-code", "--with-sheets"}
FREE = {"info"}  # asks for no secret
ONE_WAY = {"create", "enter"}  # a new passphrase, an invitation

deeds = pytest.mark.parametrize("name", DEEDS)


@pytest.fixture(scope="module")
def helps() -> Mapping[str, str]:
    """The help of each deed."""
    parser = Parser(prog="consultand vault", allow_abbrev=False)
    COMMAND.declare(parser)
    choices = [each.choices for each in parser._actions if isinstance(each.choices, dict)]
    return {name: own.format_help() for name, own in choices[0].items()}


@pytest.fixture
def made(vault: Vault, tmp_path: Path) -> tuple[Path, str]:
    """A vault with one family, and the family's id."""
    folder, file = tmp_path / "clinic.vault", tmp_path / "family.json"
    assert vault("create", folder, "--user", "anna").code == 0
    file.write_bytes(registry.write((three_generations(),), file.name).content)
    said = vault("import", folder, "--file", file)
    assert said.code == 0, said.err
    (family,) = listed(said, "families")
    return folder, family


def listed(said: Said, name: str) -> list[Any]:
    """The list of an answer."""
    assert said.code == 0, said.err
    found = said.json[name]
    assert isinstance(found, list)
    return found


def refused(said: Said) -> str:
    """The one sentence of a refusal."""
    assert (said.code, said.out, said.err.count("\n")) == (2, "", 1), said
    assert "Traceback" not in said.err
    return said.err


def test_all_deeds_are_listed_with_a_line_each(run: Run) -> None:
    lines = run("vault", "--help").out.splitlines()
    for name, deed in DEEDS.items():
        assert f"    {name} {deed.summary}" in [re.sub(r"(?<=\S) +", " ", line) for line in lines]


@deeds
def test_deed_has_help_of_its_own_and_the_documentation_says_the_same(
    helps: Mapping[str, str], name: str
) -> None:
    deed, told = DEEDS[name], helps[name]
    call = f"consultand vault {name} {deed.folder} {deed.usage}".rstrip()
    assert told.startswith(f"usage: {call}\n")
    documented = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    assert f"    {call}\n" in documented
    entering = set() if name in FREE else ENTERING if name in ONE_WAY else ENTERING | WAYS
    own = set(OPTION.findall(deed.usage))
    _usage, _, listed = told.partition("\n")
    assert set(re.findall(r"^  (?:-h, )?(--[a-z-]+)", listed, re.M)) == own | entering | {
        "--json",
        "--help",
    }


@deeds
def test_options_of_other_deeds_are_refused_and_named(
    helps: Mapping[str, str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    parser = Parser(prog="consultand vault", allow_abbrev=False)
    COMMAND.declare(parser)
    every = {option for told in helps.values() for option in OPTION.findall(told)}
    own = set(OPTION.findall(helps[name]))
    # options that must be there come first, or their absence is what is told
    required = re.sub(
        r"\[.*?\]+(\.\.\.)?|\||\(|\)|--whole-family|--preview", "", DEEDS[name].usage
    ).split()
    if name in ("audit", "retention", "review"):
        required = []
    elif name in ("readers", "consent", "evidence", "left", "sessions"):
        required = ["--family", "ID"]
    elif name == "settle":
        required = ["--family", "ID", "--difference", "1", "--take", "1"]
    for option in sorted(every - own):
        with pytest.raises(SystemExit) as left:
            parser.parse_args([name, "x.vault", *required, option])
        told = capsys.readouterr().err
        assert (left.value.code, told.count("\n")) == (2, 1)
        assert f"{option!r} is no option of 'consultand vault {name}'" in told


@pytest.mark.parametrize(
    ("words", "held"),
    [
        (("verify", "x.vault", "Anna Stein"), "too many"),
        (("search", "x.vault", "--limit", "3", "Anna Stein"), "right after the folder"),
        (("verify", "x.vault", "--of=Anna Stein"), "--of"),
        (("verify", "x.vault", "--secret-fd", "Anna Stein"), "open file"),
        (("search", "x.vault", "--limit", "Anna Stein"), "whole number"),
        (("audit", "x.vault", "--unusual", "--fhir", "out.json"), "together"),
        (("audit", "x.vault", "--unusual", "--of", "anna"), "together"),
        (("audit", "x.vault", "--limit", "5", "--fhir", "out.json"), "together"),
        (("audit", "x.vault", "--days", "5"), "--fhir"),
        (("audit", "x.vault", "--limit", "9" * 30), "whole number"),
        (("users", "x.vault", "--role", "nurse"), "--invite"),
        (("users", "x.vault", "--anyway"), "--remove"),
        (("users", "x.vault", "--add", "a", "--remove", "b"), "not allowed with"),
        (("ways", "x.vault", "--here", "--anywhere"), "not allowed with"),
        (("sync", "x.vault", "--relay", "r", "--for", "k"), "--family"),
        (("consent", "x.vault", "--family", "f", "--withdraw"), "--scope"),
        (("erase-person", "x.vault", "--family", "f"), "--whole-family"),
        (("retention", "x.vault", "--country", "DE", "--years", "3"), "not allowed with"),
        (("readers", "x.vault", "--family", "f", "--reader", "a", "--everybody"), "not allowed"),
        (("verify", "x.vault", "--user", "an\udcff"), "UTF-8"),
        (("info", "x.vault", "--user", "anna"), "--user"),
        (("verify",), "FOLDER.vault"),
        ((), "DEED"),
    ],
)
def test_what_would_be_passed_over_is_told_and_names_of_people_are_not(
    run: Run, words: tuple[str, ...], held: str
) -> None:
    told = refused(run("vault", *words))
    assert held in told
    assert "Stein" not in told


ODD = (
    "",
    "-",
    "--",
    "x" * 300,
    "99999",
    "-1",
    "9" * 40,
    "\udcff",
    "../..",
    "%s",
    "a\nb",
    "{a}",
    "{",
)
WORDS = st.sampled_from(
    sorted({option for deed in DEEDS.values() for option in OPTION.findall(deed.usage)})
    + sorted(ENTERING | WAYS)
) | st.sampled_from(ODD) | st.text(st.characters(exclude_characters="\0"), max_size=6).filter(
    lambda text: not text.isdigit()  # a descriptor that is open, of pytest's own
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(sorted(DEEDS)), words=st.lists(WORDS, max_size=6))
def test_nonsense_is_one_plain_line(run: Run, name: str, words: list[str]) -> None:
    said = run("vault", name, "no.vault", *words)
    if "--help" not in words and "-h" not in words:
        refused(said)


@pytest.mark.parametrize(
    "words",
    [
        ("differences", "--family", "{"),
        ("settle", "--family", "{", "--difference", "1", "--take", "1"),
        ("readers", "--family", "x" * 300, "--reader", "anna"),
        ("give", "--family", "f", "--for", "no key", "--file", "out"),
        ("take", "--file", "missing"),
        ("sync", "--relay", "file.txt"),
        ("export-person", "--family", "f", "--person", "p", "--out", "o.zip"),
        ("export-person", "--family", "f", "--person", "p", "--out", "o", "--language", "{x}"),
        ("consent", "--family", "f", "--scope", "research"),
        ("erase-person", "--family", "f", "--person", "p", "--confirm"),
        ("research", "--project", "p", "--to", "missing"),
        ("restore", "--from", "missing", "--stamp", "../.."),
        ("backup", "--to", "file.txt"),
        ("backup", "--to", "missing", "--list"),
        ("import", "--file", "file.txt"),
        ("users", "--change", "a/b", "--role", "nurse"),
        ("ways", "--take", "{x}"),
        ("merge", "--from", "file.txt"),
    ],
)
def test_odd_values_before_a_real_vault_are_one_plain_line(
    vault: Vault, made: tuple[Path, str], here: Path, words: tuple[str, ...]
) -> None:
    (here / "file.txt").write_text("no family")
    name, *rest = words
    refused(vault(name, made[0], *rest, secrets=(PASSPHRASE, PASSPHRASE)))
    assert [path.name for path in here.iterdir()] == ["file.txt"]


def aged(folder: Path, family: str, years: int) -> None:
    """Write another age of the last person."""
    with open_vault(folder, proof=Proof(passphrase=PASSPHRASE), now=now) as opened:
        record = families.open_family(opened, family)
        person = replace(record.family.persons[-1], age=Age.at(years))
        families.append(opened, family, edits=(ChangePerson(person),), after=record.sequence)


@pytest.fixture
def differing(vault: Vault, made: tuple[Path, str], tmp_path: Path) -> tuple[Path, str]:
    """The vault after a laptop came home that says 33 where it says 41."""
    folder, family = made
    other = tmp_path / "laptop.vault"
    shutil.copytree(folder, other)
    aged(folder, family, 41)
    aged(other, family, 33)
    merged = vault("merge", folder, "--from", other, secrets=(PASSPHRASE, PASSPHRASE))
    assert merged.code == 0, merged.err
    return made


def test_where_nobody_differs_nothing_is_listed_and_nothing_can_be_settled(
    vault: Vault, made: tuple[Path, str]
) -> None:
    folder, family = made
    assert listed(vault("differences", folder, "--family", family), "differences") == []
    which = ("--difference", "1", "--take", "1")
    assert "none waits" in refused(vault("settle", folder, "--family", family, *which))


@pytest.mark.parametrize("take", [1, 2])
def test_what_is_taken_stands_and_nothing_waits_any_more(
    vault: Vault, differing: tuple[Path, str], take: int
) -> None:
    folder, family = differing
    asked = partial(vault, "differences", folder, "--family", family)
    said = asked()
    (one,) = listed(said, "differences")
    wanted = one["choices"][take - 1]["value"]
    settle = partial(vault, "settle", folder, "--family", family)
    told = settle("--difference", "1", "--take", take, "--after", said.json["sequence"])
    assert told.code == 0, told.err
    assert told.json == {"family": family, "words": one["words"], "value": wanted, "left": 0}
    assert listed(asked(), "differences") == []
    with open_vault(folder, proof=Proof(passphrase=PASSPHRASE), now=now) as opened:
        person = families.open_family(opened, family).family.persons[-1]
    assert person.age is not None
    assert f"{person.age.low_years:.0f}" in wanted


@pytest.mark.parametrize(
    ("words", "held"),
    [
        (("--difference", "2", "--take", "1"), "one waits"),
        (("--difference", "1", "--take", "3"), "there are 2"),
        (("--difference", "1", "--take", "1", "--after", "1"), "meanwhile"),
        (("--difference", "0", "--take", "1"), "whole number"),
        (("--difference", "1"), "--take"),
    ],
)
def test_settling_what_is_not_there_or_was_changed_meanwhile_changes_nothing(
    vault: Vault, differing: tuple[Path, str], words: tuple[str, ...], held: str
) -> None:
    folder, family = differing
    assert held in refused(vault("settle", folder, "--family", family, *words))
    assert len(listed(vault("differences", folder, "--family", family), "differences")) == 1


def test_what_two_desks_said_differently_is_listed_with_who_and_when(
    vault: Vault, differing: tuple[Path, str]
) -> None:
    folder, family = differing
    asked = partial(vault, "differences", folder, "--family", family)
    (line,) = listed(vault("families", folder), "families")
    assert line["differences"] == 1
    (one,) = listed(asked(), "differences")
    assert one["place"] == ["person", three_generations().persons[-1].id, "age"]
    assert [choice["stands"] for choice in one["choices"]] == [True, False]
    assert {choice["by"] for choice in one["choices"]} == {"anna"}
    assert all(choice["at"] for choice in one["choices"])
    assert all(re.search("41|33", choice["value"]) for choice in one["choices"])
    (german,) = listed(asked("--language", "de"), "differences")
    assert german["words"] != one["words"]


def test_plain_words_say_when_by_this_computers_clock(
    run: Run, vault: Vault, made: tuple[Path, str]
) -> None:
    read, write = os.pipe()
    os.write(write, f"{PASSPHRASE}\n".encode())
    os.close(write)
    said = run("vault", "users", made[0], "--secret-fd", read, "--no-keyring")
    os.close(read)
    assert re.fullmatch(
        r"anna: administrator, since \d{4}-\d\d-\d\d \d\d:\d\d \(passphrase, recovery code\)\n",
        said.out,
    )
    assert local("no moment") == "no moment"
    assert len(local("2026-11-28T22:27:03.915Z", with_seconds=True)) == len("2026-11-28 22:27:03")


def test_a_family_is_sealed_to_named_readers_and_opened_again(
    vault: Vault, made: tuple[Path, str]
) -> None:
    folder, family = made
    vault("users", folder, "--add", "berta", "--role", "nurse", secrets=(PASSPHRASE, HERS))
    readers = partial(vault, "readers", folder, "--family", family)
    assert readers().json["readers"] == []
    assert "among its readers" in refused(readers("--reader", "berta"))
    assert "Nobody of this name" in refused(readers("--reader", "anna", "--reader", "carla"))
    assert readers("--reader", "anna").json["readers"] == ["anna"]
    hers = partial(vault, "families", folder, "--user", "berta", secrets=(HERS,))
    assert hers().json["families"] == []
    assert refused(readers("--user", "berta", secrets=(HERS,)))
    assert readers("--everybody").json["readers"] == []
    assert len(listed(hers(), "families")) == 1
