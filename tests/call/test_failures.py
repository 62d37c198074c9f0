"""What `failed` can say is in docs/command-line.md, and nothing else is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.call.conftest import ROOT

CALL = ROOT / "counselling" / "call"
# Whose errors end a visit, or the lines over the media server.
RAISING = (
    *(CALL / "host").glob("*.py"),
    *(CALL / "served").glob("*.py"),
    CALL / "line" / "peer.py",
    CALL / "line" / "media_line.py",
    CALL / "link" / "proof.py",
    CALL / "link" / "sealing.py",
    CALL / "server" / "messages.py",
)
# Raised to whoever asks for what cannot be done: told as `order_refused`, or at the start.
ASKED_FOR = {"call.not_waiting"}


def raised(file: Path) -> Iterator[str]:
    """Yield the ids that a module raises, or hands on as an error."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and str(first.value).startswith("call."):
                yield str(first.value)


def test_each_id_that_a_failure_can_have_is_written_down_and_no_other() -> None:
    told = {name for file in RAISING for name in raised(file)} - ASKED_FOR
    assert "call.sealed" in told
    text = (ROOT / "docs" / "command-line.md").read_text("utf-8")
    rows = re.findall(r"^\| (`call\..*?) \|", text, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`(.*?)`", row)} == told
