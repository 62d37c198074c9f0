import subprocess
import sys
from collections.abc import Callable

import pytest

from counselling.errors import LetterError
from counselling.language.catalogue import Catalogue
from counselling.letters.inline import words_of
from counselling.letters.letter import Letter
from counselling.letters.registry import TEMPLATES, find
from counselling.letters.review import review


def test_a_letter_within_its_pages_has_no_finding(letter: Letter, catalogue: Catalogue) -> None:
    assert review(letter, catalogue, pages=2) == ()


def test_a_letter_that_is_too_long_is_a_finding_not_an_error(
    letter: Letter, catalogue: Catalogue
) -> None:
    (finding,) = review(letter, catalogue, pages=3)
    assert finding.message_id == "finding.letter_too_long"
    part = dict(finding.fields)["part"]
    assert dict(finding.fields) == {"pages": 3, "most": 2, "part": part}
    assert part in {words_of(section.title) for section in letter.sections}


def test_the_part_to_shorten_is_where_too_much_was_typed(
    write: Callable[..., Letter], english_words: Catalogue
) -> None:
    letter = write(english_words, agreed=("word " * 5000,))
    (finding, *_) = review(letter, english_words, pages=12)
    assert dict(finding.fields)["part"] == "What we agreed"


def test_every_template_is_found_by_its_kind() -> None:
    for template in TEMPLATES:
        assert find(template.kind) is template
        assert len(set(template.sections)) == len(template.sections)


def test_an_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(LetterError) as caught:
        find("poem")
    assert caught.value.fields == {
        "kind": "poem",
        "known": ", ".join(template.kind for template in TEMPLATES),
    }


def test_composing_a_letter_needs_neither_engine() -> None:
    """Typst and pikepdf are for the file alone: a start of the desk must not wait for them."""
    modules = ("registry", "review", "compose", "kinds.summary", "page")
    code = "import sys\n" + "".join(f"import counselling.letters.{name}\n" for name in modules)
    code += "print([name for name in ('typst', 'pikepdf') if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
