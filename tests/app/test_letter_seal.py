"""The seal on the command line: with which key, whose it was, and names that give orders."""

import json
import os
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

from counselling.letters.seal_key import make_key
from tests.app.conftest import Run, Said

KIT = ("--set", "sample_id=KIT-2026-00417", "--set", "return_by=2099-12-08")
ORDERS = "\u202e\u200f\u061c\u200b"
FOUND = re.compile("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


@pytest.fixture
def key(here: Path) -> Path:
    """A clinic's key without a passphrase."""
    path = here / "clinic.p12"
    path.write_bytes(make_key("Rivertown Hospital", now=datetime.now(UTC)).file)
    return path


@pytest.fixture
def own(here: Path) -> Path:
    """Where the desk's own key lies."""
    return here.parent / "home" / "seal.p12"


def _kit(run: Run, family: Path, *more: object) -> Said:
    return run("letter", "sample_kit", family, "--pdf", "a.pdf", *KIT, *more)


def test_a_key_without_a_passphrase_asks_for_none(run: Run, family: Path, key: Path) -> None:
    assert _kit(run, family, "--seal-key", key).code == 0  # no terminal is here
    told = run("verify-letter", "a.pdf", "--json").json
    assert (told["is_whole"], told["sealed_by"]) == (True, "Rivertown Hospital")
    assert (told["is_own_key"], told["is_earlier_key"]) == (False, False)


def test_a_key_with_a_passphrase_asks_for_it(
    run: Run, refused: Callable[..., str], family: Path, key: Path
) -> None:
    private, certificate, _ = pkcs12.load_key_and_certificates(key.read_bytes(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    way = PrivateFormat.PKCS12.encryption_builder().build(b"secret")
    key.write_bytes(pkcs12.serialize_key_and_certificates(b"", private, certificate, None, way))
    words = ("letter", "sample_kit", family, "--pdf", "a.pdf", *KIT, "--seal-key", key)
    assert "--secret-fd" in refused(*words)
    assert _with_secret(run, "guessed", *words).code == 2
    assert _with_secret(run, "secret", *words).code == 0


def _with_secret(run: Run, secret: str, *words: object) -> Said:
    read, write = os.pipe()
    try:
        os.write(write, f"{secret}\n".encode())
        os.close(write)
        return run(*words, "--secret-fd", read)
    finally:
        os.close(read)


@pytest.mark.parametrize("content", [b"", b"no key"])
def test_a_sound_letter_is_sound_whatever_became_of_this_desks_key(
    content: bytes, run: Run, family: Path, own: Path
) -> None:
    assert _kit(run, family).code == 0
    own.write_bytes(content)
    said = run("verify-letter", "a.pdf", "--json")
    assert (said.code, said.json["is_whole"], said.json["is_own_key"]) == (0, True, True)
    assert "seal.p12" in said.err
    assert _kit(run, family).code == 2


def test_a_letter_of_an_earlier_key_is_still_of_this_desk(
    run: Run, family: Path, own: Path
) -> None:
    assert _kit(run, family).code == 0
    old = Path("a.pdf").read_bytes()
    own.unlink()
    assert _kit(run, family).code == 0
    now = run("verify-letter", "a.pdf", "--json").json
    assert (now["is_own_key"], now["is_earlier_key"]) == (True, False)
    Path("old.pdf").write_bytes(old)
    told = run("verify-letter", "old.pdf", "--json").json
    assert (told["is_own_key"], told["is_earlier_key"]) == (True, True)
    said = run("verify-letter", "old.pdf").out
    assert "another key has taken its place" in said
    assert str(told["fingerprint"]) in said
    assert told["fingerprint"] != now["fingerprint"]


@pytest.mark.parametrize("kind", ["sample_kit", "session_consent"])
def test_a_consent_to_sharing_is_written_of_that_letter_alone(
    kind: str, refused: Callable[..., str], family: Path, here: Path
) -> None:
    words = ("letter", kind, family, "--pdf", "a.pdf", "--fhir", "a.json", "--draft")
    assert "--fhir says something only beside data_sharing" in refused(*words)
    assert not (here / "a.json").exists()
    assert not (here / "a.pdf").exists()


@pytest.mark.parametrize("kind", ["summary", "referrer", "tumour_board"])
def test_names_that_give_orders_are_whole_and_give_none(
    kind: str, run: Run, family: Path, here: Path
) -> None:
    text = family.read_text("utf-8")
    assert "\tKarin\t" in text
    family.write_text(text.replace("\tKarin\t", f"\tKa{ORDERS}rin\t"), "utf-8")
    told = ("--pdf", "a.pdf", "--html", "a.html", "--draft", "--set", f"lab=Ri{ORDERS}ver")
    told = told[:5] if kind != "summary" else told
    assert run("letter", kind, family, *told).code == 0
    page = (here / "a.html").read_text("utf-8")
    assert not FOUND.search(page)
    assert ">Karin<" in page
    record = run("verify-letter", "a.pdf", "--json").json["record"]
    assert not FOUND.search(json.dumps(record, ensure_ascii=False))


def test_a_clinic_named_in_two_directions_seals_what_is_whole(
    run: Run, family: Path, own: Path
) -> None:
    own.parent.mkdir()
    settings = '[clinic]\nname = "عيادة Genetics 2"\n'
    (own.parent / "settings.toml").write_text(settings, "utf-8")
    assert _kit(run, family).code == 0
    said = run("verify-letter", "a.pdf")
    assert (said.code, "عيادة Genetics 2" in said.out) == (0, True)
