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


def read_and_sign(review: Review) -> Said:
    read = review("--language", "de", "--read", "summary")
    assert read.code == 0, read.err
    (summary,) = read.json["letters"]
    return review("--language", "de", "--sign", "summary", "--wording", summary["wording"])


def standings(said: Said) -> dict[str, str]:
    assert said.code == 0, said.err
    return {one["kind"]: one["standing"] for one in said.json["letters"]}


def test_a_wording_is_signed_and_taken_back(review: Review) -> None:
    assert set(standings(review("--language", "de")).values()) == {"unreviewed"}
    assert standings(read_and_sign(review))["summary"] == "reviewed"
    found = review("--language", "de").json["letters"]
    (summary,) = [one for one in found if one["standing"] == "reviewed"]
    assert (summary["kind"], summary["reviewer"]) == ("summary", "anna")
    assert standings(review("--language", "de", "--withdraw", "summary"))["summary"] == "unreviewed"


def test_languages_tell_their_coverage_and_what_a_vault_says_of_their_letters(
    review: Review, run: Run
) -> None:
    read_and_sign(review)
    (german,) = review("--language", "de", command=("languages",)).json["languages"]
    assert german["domains"]["letters"]["percent"] == 100
    standing = {one["kind"]: one["standing"] for one in german["letters"]}
    assert len(standing) == 9
    assert [kind for kind, each in standing.items() if each == "reviewed"] == ["summary"]
    (without,) = run("languages", "--language", "de", "--json").json["languages"]
    assert without["letters"] is None
    said = run("languages", "--user", "anna")
    assert (said.code, "--vault" in said.err) == (2, True)


def test_a_wording_is_read_in_two_languages_each_way_to_say_it(review: Review) -> None:
    found = review("--language", "de", "--read", "summary").json["sentences"]
    texts = [one["text"] for one in found]
    both = next(text for text in texts if "(address informal)" in text)
    assert len(both.splitlines()) > 1
    assert not [one for one in found if ", select," in one["text"] + one["beside"]]
    same = review("--language", "de", "--read", "summary", "--beside", "pl").json["sentences"]
    assert [one["text"] for one in same] == texts
    assert [one["beside"] for one in same] != [one["beside"] for one in found]


def test_all_languages_of_letters_are_listed(review: Review) -> None:
    found = review().json["letters"]
    assert {"en", "de", "ar"} <= {one["language"] for one in found}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--sign", "summary"), "--language"),
        (("--language", "de", "--sign", "summary"), "--wording"),
        (("--language", "de", "--wording", "00"), "--sign"),
        (("--language", "de", "--beside", "en"), "--read"),
        (("--language", "de", "--sign", "summary", "--wording", "00"), "changed"),
        (("--language", "de", "--read", "summary", "--beside", "tlh"), "tlh"),
        (("--language", "tlh"), "tlh"),
        (("--language", "de", "--withdraw", "summary"), "Nobody has signed"),
    ],
)
def test_a_mistake_is_one_plain_line(review: Review, words: tuple[str, ...], told: str) -> None:
    said = review(*words)
    assert (said.code, said.out) == (2, "")
    assert told in said.err
    assert said.err.count("\n") == 1
