"""The patient's page's own modules, asked in node: many questions in one start."""

import json
import shutil
import subprocess
from collections.abc import Sequence

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "assets" / "patient_page"

_ASK = """
import {{ readFileSync }} from "node:fs";
const load = (name) => import("data:text/javascript;base64,"
  + readFileSync(`{page}/${{name}}`).toString("base64"));
const {{ {names} }} = await load("{module}");
const answer = {function};
const asked = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(await Promise.all(asked.map(async (each) => {{
  try {{ return await answer(each); }} catch (error) {{ return "refused"; }}
}}))));
"""


def ask_page(module: str, names: str, function: str, asked: Sequence[object]) -> list[object]:
    """Ask a function of one of the page's modules about each value; "refused" where it throws."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node on this machine")
    script = _ASK.format(page=PAGE, module=module, names=names, function=function)
    done = subprocess.run(
        [node, "--input-type=module", "-e", script],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    answers: list[object] = json.loads(done.stdout)
    return answers
