"""The real Secret Service: Debian's gnome-keyring in a session bus of its own."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import keyring.backends.fail
import pytest
from keyring.backend import KeyringBackend

from counselling.errors import VaultError
from counselling.records.ways.keyring import ALLOWED, SystemKeyring
from tests.records.conftest import CODE, Desk, Proof

ROOT = Path(__file__).resolve().parents[3]
LOGIN = "invented login"
needs_service = pytest.mark.skipif(
    shutil.which("gnome-keyring-daemon") is None or shutil.which("dbus-run-session") is None,
    reason="no gnome-keyring to ask",
)
UNLOCK = "printf '%s' '{login}' | gnome-keyring-daemon --unlock --components=secrets >/dev/null"
LOCK = (
    "dbus-send --session --print-reply --dest=org.freedesktop.secrets /org/freedesktop/secrets"
    " org.freedesktop.Secret.Service.Lock"
    " array:objpath:/org/freedesktop/secrets/collection/login >/dev/null"
)


class Session:
    """A user's session on a machine without a screen; what is in the keyring stays in `home`."""

    def __init__(self, home: Path) -> None:
        self.vault = home / "clinic.vault"
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("DBUS", "DISPLAY"))}
        own = {"HOME": home, "XDG_DATA_HOME": home / "data", "XDG_RUNTIME_DIR": home / "run"}
        own |= {"XDG_CONFIG_HOME": home / "config", "XDG_CACHE_HOME": home / "cache"}
        for folder in own.values():
            folder.mkdir(mode=0o700, exist_ok=True)
        self.env = keep | {name: str(folder) for name, folder in own.items()}

    def run(self, task: str, *before: str) -> list[str]:
        child = f"'{sys.executable}' -m tests.records.keyring_child {task} '{self.vault}'"
        script = "; ".join((*before, child))
        done = subprocess.run(
            ["dbus-run-session", "--", "bash", "-c", script],
            cwd=ROOT, env=self.env, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done.stdout.split("\n")[:-1]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    home = tmp_path / "home"
    home.mkdir()
    return Session(home)


@needs_service
def test_an_unlocked_keyring_keeps_gives_back_and_forgets(session: Session) -> None:
    assert session.run("is_there", UNLOCK.format(login=LOGIN)) == ["kept", "forgotten"]


@needs_service
def test_a_vault_opens_in_later_sessions_on_this_device_and_elsewhere_by_the_code(
    session: Session, tmp_path: Path, desk: Desk
) -> None:
    unlock = UNLOCK.format(login=LOGIN)
    assert session.run("create", unlock) == ["created"]
    assert session.run("enter", unlock) == ["entered"]
    (tmp_path / "stranger").mkdir()
    stranger = Session(tmp_path / "stranger")
    shutil.copytree(session.vault, stranger.vault)
    assert stranger.run("enter", unlock) == ["vault.device_unknown"]
    desk.open(stranger.vault, proof=Proof(code=CODE)).lock()


@needs_service
@pytest.mark.parametrize(
    "before",
    [
        (),  # a bus without anybody behind it
        (UNLOCK.format(login="not the login"),),
        (UNLOCK.format(login=LOGIN), LOCK),
    ],
    ids=["no service", "wrong login", "locked"],
)
def test_a_keyring_that_cannot_be_read_is_told_and_the_code_opens_all_the_same(
    session: Session, desk: Desk, before: tuple[str, ...]
) -> None:
    assert session.run("create", UNLOCK.format(login=LOGIN)) == ["created"]
    (told,) = session.run("enter", *before)
    assert told in ("vault.keyring_failed", "vault.wrong_key")
    desk.open(session.vault, proof=Proof(code=CODE)).lock()


@needs_service
def test_without_a_session_bus_there_is_no_keyring(session: Session) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.records.keyring_child", "is_there", str(session.vault)],
        cwd=ROOT, env=session.env, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stdout == "none\n"


class Lying(KeyringBackend):
    """Takes everything and gives back something else."""

    priority = 9  # type: ignore[assignment]

    def set_password(self, service: str, username: str, password: str) -> None:
        """Take it."""

    def get_password(self, service: str, username: str) -> str | None:
        return "00"


class Hanging(Lying):
    """Answers when it is let go."""

    let_go = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.let_go.wait()
        return None


@pytest.mark.parametrize(
    "backend", [keyring.backends.fail.Keyring(), Lying()], ids=["fail", "some other"]
)
def test_only_the_systems_own_keyrings_are_asked(backend: KeyringBackend) -> None:
    with pytest.raises(VaultError) as refused:
        SystemKeyring(backend)
    assert refused.value.message_id == "vault.no_keyring"


def trusted(kind: type[KeyringBackend], **more: float) -> SystemKeyring:
    """A keyring that says it is the system's own."""
    module, _, name = ALLOWED[0].rpartition(".")
    pretender = type(name, (kind,), {"__module__": module})
    return SystemKeyring(pretender(), **more)


def test_a_keyring_that_does_not_give_back_what_it_was_given_is_not_trusted() -> None:
    with pytest.raises(VaultError) as refused:
        trusted(Lying).keep("name", bytes(32))
    assert refused.value.message_id == "vault.keyring_failed"


def test_junk_in_the_keyring_is_no_secret() -> None:
    assert trusted(Lying).recall("name") == b"\0"


def test_a_keyring_that_hangs_does_not_hang_the_desk() -> None:
    before = set(threading.enumerate())
    try:
        with pytest.raises(VaultError) as refused:
            trusted(Hanging, seconds=0.01).recall("name")
        assert refused.value.message_id == "vault.keyring_failed"
    finally:
        Hanging.let_go.set()
        for thread in set(threading.enumerate()) - before:
            thread.join()
