"""`consultand vault review`: a wording is signed off and taken back, without a desk."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from counselling.records.vault.acts import Actor, Role
from counselling.work.vault import keep_vault
from tests.app.conftest import Run, Said

PASSPHRASE = "four goats sing softly"
NOW = partial(datetime.now, UTC)
Review = Callable[..., Said]


@pytest.fixture
def review(run: Run, tmp_path: Path) -> Review:
    folder = tmp_path / "clinic.vault"
    owner = Actor("anna", Role.ADMINISTRATOR)
    keep_vault.create(folder, PASSPHRASE, owner=owner, device=None, now=NOW)

    def call(*words: str, command: tuple[str, ...] = ("vault", "review")) -> Said:
        read, write = os.pipe()
        try:
            os.write(write, f"{PASSPHRASE}\n".encode())
            os.close(write)
            secret = ("--secret-fd", read, "--no-keyring", "--json")
            where = (folder,) if command[0] == "vault" else ("--vault", folder)
            return run(*command, *where, *words, *secret)
        finally:
            os.close(read)

    return call


def standings(said: Said) -> dict[str, str]:
    assert said.code == 0, said.err
    return {one["kind"]: one["standing"] for one in said.json["letters"]}


def test_a_wording_is_signed_and_taken_back(review: Review) -> None:
    assert set(standings(review("--language", "de")).values()) == {"unreviewed"}
    assert standings(review("--language", "de", "--sign", "summary"))["summary"] == "reviewed"
    found = review("--language", "de").json["letters"]
    (summary,) = [one for one in found if one["standing"] == "reviewed"]
    assert (summary["kind"], summary["reviewer"]) == ("summary", "anna")
    assert standings(review("--language", "de", "--withdraw", "summary"))["summary"] == "unreviewed"


def test_languages_tell_their_coverage_and_what_a_vault_says_of_their_letters(
    review: Review, run: Run
) -> None:
    review("--language", "de", "--sign", "summary")
    (german,) = review("--language", "de", command=("languages",)).json["languages"]
    assert german["domains"]["letters"]["percent"] == 100
    standing = {one["kind"]: one["standing"] for one in german["letters"]}
    assert len(standing) == 9
    assert [kind for kind, each in standing.items() if each == "reviewed"] == ["summary"]
    (without,) = run("languages", "--language", "de", "--json").json["languages"]
    assert without["letters"] is None
    said = run("languages", "--user", "anna")
    assert (said.code, "--vault" in said.err) == (2, True)


def test_all_languages_of_letters_are_listed(review: Review) -> None:
    found = review().json["letters"]
    assert {"en", "de", "ar"} <= {one["language"] for one in found}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--sign", "summary"), "--language"),
        (("--language", "tlh"), "tlh"),
        (("--language", "de", "--withdraw", "summary"), "Nobody has signed"),
    ],
)
def test_a_mistake_is_one_plain_line(review: Review, words: tuple[str, ...], told: str) -> None:
    said = review(*words)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err.count("\n") == 1
