"""Genes, variants and numbers stay whole and in order for mupdf (phones, e-readers) and pdf.js
(Firefox) too, right-to-left included. One letter in each script every day, all of them at night.
And every right-to-left word is whole for whoever copies it or searches for it, in every kind.
(mupdf until 1.21 gives right-to-left words as they are seen, back to front: newer asked by hand.)
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from counselling.language.registry import find
from counselling.letters.kinds.summary import SummaryInput, summary_letter
from counselling.letters.letter import Letter
from counselling.letters.material import Kind
from counselling.letters.pdf import set_letter
from counselling.letters.registry import KINDS
from counselling.letters.writing import write
from tests.letters.conftest import in_language, words
from tests.letters.languages import LANGUAGES
from tests.letters.matrix import IS_WHOLE
from tests.letters.reading import dense, pdfium_text, poppler_text, recall, told
from tests.letters.samples import material

PDF_JS = Path(__file__).parents[1] / "browser" / "node_modules" / "pdfjs-dist"
_SCRIPT = """
import { getDocument } from "%s";
const left = (item) => item.transform[4];
const gap = (one, next) => Math.min(
  Math.abs(left(one) - left(next) - next.width), Math.abs(left(next) - left(one) - one.width),
);
const file = await getDocument({ url: process.argv[1], verbosity: 0 }).promise;
for (let number = 1; number <= file.numPages; number += 1) {
  const content = await (await file.getPage(number)).getTextContent();
  let text = "", last;
  for (const item of content.items) {
    // what stands side by side is copied as one line, with no space that is not in an item
    text += (last && (last.hasEOL || gap(last, item) > item.height) ? "\\n" : "") + item.str;
    last = item;
  }
  console.log(text);
}
"""
Reader = Callable[[Path], str]


def _mupdf(path: Path) -> str:
    if shutil.which("mutool") is None:
        pytest.skip("mutool is not installed: mupdf-tools")
    return _out("mutool", "draw", "-q", "-F", "txt", str(path))


def _pdf_js(path: Path) -> str:
    if shutil.which("node") is None or not PDF_JS.is_dir():
        pytest.skip("pdf.js is not installed: npm ci in tests/browser")
    script = _SCRIPT % (PDF_JS / "legacy" / "build" / "pdf.mjs").as_uri()
    return _out("node", "--input-type=module", "--eval", script, "--", str(path))


def _out(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _tokens(letter: Letter) -> list[str]:
    return [dense(token) for paragraph in told(letter) for token in paragraph.tokens]


def _lost(tokens: list[str], text: str) -> list[str]:
    """Return the tokens that do not come whole behind the one before."""
    at, lost = 0, []
    for token in tokens:
        found = text.find(token, at)
        if found < 0:
            lost.append(token)
        else:
            at = found + len(token)
    return lost


@pytest.mark.parametrize("reader", [_mupdf, _pdf_js], ids=["mupdf", "pdf.js"])
@pytest.mark.parametrize("code", ["en", "de", "ar", "fa"] if IS_WHOLE else ["en", "ar"])
def test_every_token_is_whole_and_in_order(
    code: str, reader: Reader, given: SummaryInput, fonts: Path, tmp_path: Path
) -> None:
    letter = summary_letter(in_language(given, words(code)), words(code))
    path = tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    wanted, read = _tokens(letter), dense(reader(path))
    assert len(wanted) > 20
    assert _lost(wanted, read) == []


@pytest.mark.parametrize("reader", [pdfium_text, poppler_text, _pdf_js])
@pytest.mark.parametrize("code", [code for code in LANGUAGES if find(code).direction == "rtl"])
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.template.kind)
def test_every_word_from_right_to_left_is_whole(
    kind: Kind, code: str, reader: Reader, given: SummaryInput, fonts: Path, tmp_path: Path
) -> None:
    made_of = material(kind, in_language(given, words(code)))
    letter = write(kind, made_of, words(code), latin=words("en"))
    path = tmp_path / "letter.pdf"
    path.write_bytes(set_letter(letter, fonts=fonts))
    wanted = " ".join(paragraph.text for paragraph in told(letter))
    assert recall(wanted, reader(path), letter.direction) >= 0.99


@pytest.mark.parametrize(
    ("read", "share"),
    [("لا يمكن، 5 mm", 1.0), ("ال يمكن", 0.5), ("لايمكن", 0.0), ("ال نكمي", 0.0)],
)
def test_a_word_that_is_turned_or_glued_is_not_read(read: str, share: float) -> None:
    assert recall("لا يمكن 5 mm", read, "rtl") == share


def test_the_check_finds_a_token_that_is_cut_or_out_of_order() -> None:
    assert _lost(["BRCA1", "c.68_69del"], "BRCA1:c.68_69del") == []
    assert _lost(["BRCA1", "c.68_69del"], "c.68_69del,BRCA1") == ["c.68_69del"]
    assert _lost(["c.68_69del"], "del68_69.c") == ["c.68_69del"]
