"""What every command promises, taken from the registry: a new one promises it by being there."""

import json
import os
import socket
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from app.commands.registry import COMMANDS, load
from tests.app.conftest import Run, Said, one_line

# A call of each command that ends well and soon. {file}: a family; {out}: a new path; {problem}: a
# peeling problem.
WELL: Mapping[str, Sequence[str]] = {
    "open": ("--exit-when-ready",),
    "demo": (),  # it is a journey of its own: tests/journeys
    "convert": ("{file}", "{out}.ped"),
    "type": ("pt f 38; mother br ca 42", "--out", "{out}.consultand"),
    "ask": ("{file}",),
    "check": ("{file}",),
    "draw": ("{file}", "--svg", "{out}.svg"),
    "tell": ("{file}",),
    "risk": ("{file}", "--country", "UK"),
    "calibration": ("--model", "consultand-brca-palb2", "--svg", "{out}.svg"),
    "peel": ("{problem}",),
    "score": ("mmrpredict", "--questions"),
    "letter": ("summary", "{file}", "--pdf", "{out}.pdf"),
    "verify-letter": ("{out}.pdf",),  # with a letter that is there: tests/app/test_letter.py
    "languages": (),
    "vault": ("info", "{out}.vault"),  # with a vault that is there: tests/app/test_vault.py
    "serve": (),  # it runs until it is told to stop: tests/rendezvous
    "mailbox": ("make", "{out}", "--server", "http://127.0.0.1:9", "--host-key-file", "{out}.key"),
    "host": ("--fake-media", "--seconds", "0"),
    "join": ("http://127.0.0.1:1/j/x#y",),  # it needs somebody to join: tests/call/test_join.py
    "doctor": (),
    "bench": (),  # minutes; what it measures has tests of its own
}
PROBLEM = Path(__file__).with_name("problem.json")
ELSEWHERE = {"open", "demo", "serve", "join", "bench", "vault", "mailbox", "verify-letter"}

# Mistakes, each with a word that its line must hold.
MISTAKES: Sequence[tuple[str, Sequence[str], str]] = (
    ("convert", ("missing.ped", "{out}.ped"), "no such file"),
    ("convert", ("{file}",), "OUT"),
    ("convert", ("{file}", "{out}.docx"), ".docx"),
    ("convert", ("{file}", "{out}"), "no ending"),
    ("type", ("mother br ca 42",), "--out"),
    ("ask", ("missing.ped",), "no such file"),
    ("ask", ("{file}", "--family", "OTHER"), "OTHER"),
    ("ask", ("{file}", "--language", "tlh"), "tlh"),
    ("check", ("missing.ped",), "no such file"),
    ("check", ("{file}", "--family", "OTHER"), "OTHER"),
    ("check", ("{file}", "--language", "tlh"), "tlh"),
    ("draw", ("missing.ped", "--svg", "{out}.svg"), "no such file"),
    ("draw", ("{file}", "--svg", "{out}.svg", "--language", "tlh"), "tlh"),
    ("draw", ("{file}", "--svg", "{out}.svg", "--family", "OTHER"), "OTHER"),
    ("draw", ("{file}", "--pdf", "{out}.pdf", "--paper", "A9"), "letter"),
    ("draw", ("{file}", "--png", "{out}.png", "--dpi", "5000"), "1200"),
    ("draw", ("{file}", "--pdf", "{out}.pdf", "--labels", "names,shoes"), "shoes"),
    ("vault", ("info", "missing.vault"), "no vault"),
    ("vault", ("create", "{out}.vault"), "--secret-fd"),
    ("vault", ("open", "{out}.vault"), "verify"),
    ("tell", ("missing.ped",), "no such file"),
    ("tell", ("{file}", "--family", "OTHER"), "OTHER"),
    ("tell", ("{file}", "--person", "X-9"), "no such person"),
    ("tell", ("{file}", "--language", "tlh"), "tlh"),
    ("calibration", ("--model", "OTHER"), "OTHER"),
    ("calibration", ("--nations", "{out}.svg", "--cancer", "OTHER"), "ovary female"),
    ("calibration", ("--language", "tlh"), "tlh"),
    (
        "letter",
        ("summary", "{file}", "--pdf", "{out}.pdf", "--if", "X-9 BRCA1 neg"),
        "not in the family",
    ),
    ("risk", ("missing.ped", "--country", "UK"), "no such file"),
    ("risk", ("{file}",), "--country"),
    ("risk", ("{file}", "--country", "Atlantis"), "Germany"),
    ("risk", ("{file}", "--country", "UK", "--person", "X-9"), "not in the family"),
    ("risk", ("{file}", "--country", "UK", "--family", "OTHER"), "INVENTED-BOC"),
    ("risk", ("{file}", "--country", "UK", "--model", "tarot"), "consultand-brca-palb2"),
    ("peel", ("missing.json",), "no such file"),
    ("peel", ("{file}",), "no JSON"),
    ("peel", (), "PROBLEM.json"),
    ("score", ("gail", "missing.json"), "no such file"),
    ("score", ("gail", "{file}"), "no JSON"),
    ("score", ("tarot", "{file}"), "premm5"),
    ("score", ("gail",), "--questions"),
    ("letter", ("summary", "missing.ped", "--pdf", "{out}.pdf"), "no such file"),
    ("letter", ("summary", "{file}"), "--pdf"),
    ("letter", ("limerick", "{file}", "--pdf", "{out}.pdf"), "limerick"),
    ("letter", ("summary", "{file}", "--pdf", "{out}.pdf", "--language", "tlh"), "no language tlh"),
    ("letter", ("summary", "{file}", "--pdf", "{out}.pdf", "--person", "X-9"), "not in the"),
    ("letter", ("summary", "{file}", "--pdf", "{out}.pdf", "--country", "Atlantis"), "Germany"),
    ("letter", ("summary", "{file}", "--pdf", "{out}.pdf", "--session-on", "soon"), "YYYY-MM-DD"),
    ("verify-letter", (), "PDF"),
    ("verify-letter", ("{file}",), "no PDF"),
    ("languages", ("please",), "please"),
    ("demo", (), "--out"),
    ("demo", ("--out", "{out}", "--family", "missing.ped"), "no such file"),
    ("demo", ("--out", "{out}", "--language", "tlh"), "tlh"),
    ("serve", ("--port", "99999"), "65535"),
    ("serve", ("--port", "http"), "65535"),
    ("serve", ("--host", "203.0.113.9"), "203.0.113.9"),
    ("serve", ("--host-key-file", "."), "host key"),
    ("serve", ("--config", "missing.toml"), "configuration file"),
    ("serve", ("--store", "x", "--redis", "redis://127.0.0.1"), "not in both"),
    ("serve", ("--redis", "http://127.0.0.1"), "redis://"),
    ("serve", ("--trusted-proxy", "localhost"), "192.0.2.0/24"),
    ("mailbox", (), "DEED"),
    ("mailbox", ("leave", "http://127.0.0.1:9/j/x#y"), "link"),
    ("mailbox", ("fetch", "{file}", "--host-key-file", "{file}"), "host key"),
    ("host", (), "--fake-media"),
    ("host", ("--fake-media", "--language", "tlh"), "tlh"),
    ("host", ("--fake-media", "--seconds", "-1"), "seconds"),
    ("host", ("--fake-media", "--seconds", "nan"), "seconds"),
    ("host", ("--fake-media", "--port", "99999"), "65535"),
    ("host", ("--fake-media", "--engine", "steam"), "wrtc"),
    ("host", ("--fake-media", "--server", "http://127.0.0.1:1"), "--host-key-file"),
    ("join", ("http://127.0.0.1:1/j/x#y", "--fake-media"), "link"),
    ("join", ("http://127.0.0.1:1/j/x#y",), "--fake-media"),
    ("join", (), "LINK"),
    ("bench", ("astrology",), "desk"),
    ("bench", (), "AREA"),
    ("doctor", ("please",), "please"),
)

names = pytest.mark.parametrize("name", COMMANDS)


def filled(words: Sequence[str], *, file: Path, out: Path) -> list[str]:
    return [word.format(file=file, out=out, problem=PROBLEM) for word in words]


def test_every_command_has_its_good_call_here() -> None:
    assert set(WELL) == set(COMMANDS)
    assert {name for name, _, _ in MISTAKES} | {"open"} == set(COMMANDS)


@names
def test_help_is_given_and_is_no_mistake(run: Run, name: str) -> None:
    said = run(name, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: consultand {name}")
    assert COMMANDS[name] in said.out
    assert "--json" in said.out


@names
def test_command_is_called_and_described_as_the_registry_does(name: str) -> None:
    assert (load(name).name, load(name).summary) == (name, COMMANDS[name])


@names
def test_option_that_is_not_there_is_refused(run: Run, here: Path, name: str) -> None:
    words = filled(WELL[name], file=here / "f", out=here / "o")
    required = {"demo": ["--out", "o"], "bench": ["desk"]}.get(name, [])
    line = one_line(run(name, *words, *required, "--no-such-option"), left=here, untouched={})
    assert "--no-such-option" in line


@names
def test_options_cannot_be_shortened(run: Run, here: Path, name: str) -> None:
    required = {"demo": ["--out", "o"], "bench": ["desk"]}.get(name, [])
    words = filled(WELL[name], file=here / "f", out=here / "o")
    assert "--js" in one_line(run(name, *words, *required, "--js"), left=here, untouched={})


@pytest.mark.parametrize("name", [name for name in COMMANDS if name not in ELSEWHERE])
def test_json_is_one_object_on_stdout(run: Run, family: Path, name: str) -> None:
    words = filled(WELL[name], file=family, out=family.with_name("out"))
    said = run(name, *words, "--json")
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert all(isinstance(json.loads(line), dict) for line in lines)
    assert (len(lines) == 1) or name == "host"


@pytest.mark.parametrize(("name", "words", "held"), MISTAKES)
def test_mistake_is_one_line_and_leaves_nothing(
    run: Run, family: Path, name: str, words: Sequence[str], held: str
) -> None:
    here = family.parent
    before = {family.name: family.read_bytes()}
    said = run(name, *filled(words, file=family, out=here / "out"))
    assert held in one_line(said, left=here, untouched=before)
    assert [p.name for p in here.iterdir()] == [family.name]


@pytest.mark.parametrize(
    ("words", "held"), [(("dance",), "doctor"), (("--json",), "command comes first")]
)
def test_command_that_is_not_there_is_refused_with_the_list(
    run: Run, here: Path, words: Sequence[str], held: str
) -> None:
    assert held in one_line(run(*words), left=here, untouched={})


def test_without_a_command_the_list_is_shown(run: Run) -> None:
    said = run()
    assert (said.code, said.out) == (2, "")
    assert all(f"  {name}" in said.err for name in COMMANDS)
    assert run("--help").code == 0


def test_as_a_process_the_promise_is_the_same(process: Run, here: Path, family: Path) -> None:
    missing: Said = process("draw", "missing.ped")
    assert one_line(missing, left=here).startswith("There is no such file.")
    well = process("convert", family, "out.ped", "--json")
    assert (well.code, well.json["people"]) == (0, 20)


def test_port_that_is_taken_is_told_with_its_number(process: Run, here: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        for words in (("serve",), ("host", "--fake-media", "--seconds", "1")):
            line = one_line(process(*words, "--port", port), left=here, untouched={})
            assert line.startswith(f"Another program already uses port {port}.")


def test_server_that_is_not_there_is_told(run: Run, here: Path) -> None:
    (here / "key").write_text("k" * 43)
    for server in ("http://127.0.0.1:9", "nonsense", "http://[::bad", "http://127.0.0.1:999999"):
        words = ("host", "--fake-media", "--server", server, "--host-key-file", "key")
        line = one_line(run(*words), left=here)
        assert line.startswith("The rendezvous server cannot be reached.")


def test_server_to_which_the_key_would_go_in_the_open_is_refused(run: Run, here: Path) -> None:
    (here / "key").write_text("k" * 43)
    words = ("--server", "http://visit.clinic.example", "--host-key-file", "key")
    for deed in (("host", "--fake-media"), ("mailbox", "make", "box")):
        line = one_line(run(*deed, *words), left=here)
        assert line.startswith("The address of the rendezvous server cannot be used:")


@pytest.mark.skipif(os.name == "nt", reason="no file size limit to set")
def test_key_that_does_not_fit_on_the_disk_leaves_no_empty_file(process: Run, here: Path) -> None:
    said = process("serve", "--port", "0", "--host-key-file", "key", file_size=0)
    assert one_line(said, left=here, untouched={}).startswith("The disk is full.")


@pytest.mark.parametrize("settings", ["country = \n", "[clinic]\nname = 3\n", "a\0b"])
def test_settings_that_cannot_be_read_stop_a_letter(run: Run, family: Path, settings: str) -> None:
    home = family.parent.parent / "home"
    home.mkdir()
    (home / "settings.toml").write_text(settings)
    said = run("letter", "summary", family, "--pdf", "o.pdf")
    assert one_line(said, left=family.parent).startswith("The settings file")
    assert (home / "settings.toml").read_text() == settings
    assert not (family.parent / "o.pdf").exists()


def test_settings_that_are_a_folder_stop_a_letter(run: Run, family: Path) -> None:
    (family.parent.parent / "home" / "settings.toml").mkdir(parents=True)
    one_line(run("letter", "summary", family, "--pdf", "o.pdf"), left=family.parent)
