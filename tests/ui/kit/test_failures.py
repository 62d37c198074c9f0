import logging

import pytest

from counselling.errors import FormatError
from counselling.language.catalogue import Catalogue
from ui.kit.threads.failures import UNEXPECTED, Failure, FailureWords, failure_of, sentence, words

ENGLISH = Catalogue(
    "en",
    "ltr",
    {
        "error.format.line": "Line {line} cannot be read. Nothing was taken in. Mend the line.",
        "error.short": "The line is gone",
        UNEXPECTED: "Something failed. What was saved is safe.",
        "loss.markers": "{count, plural, one {One column} other {# columns}} left out.",
    },
)


def test_error_of_the_core_keeps_its_sentence_and_its_blanks() -> None:
    failure = failure_of(FormatError("format.line", line=12))
    assert failure == Failure("error.format.line", (("line", 12),))


def test_first_sentence_says_what_happened_and_the_rest_what_now() -> None:
    said = words(Failure("error.format.line", (("line", 12),)), ENGLISH)
    assert said == FailureWords("Line 12 cannot be read.", "Nothing was taken in. Mend the line.")


def test_words_of_one_sentence_have_no_rest() -> None:
    assert words(Failure("error.short"), ENGLISH) == FailureWords("The line is gone")


def test_failure_without_words_is_still_told(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        said = words(Failure("error.nobody_translated_this"), ENGLISH)
    assert said.what == "Something failed."
    assert "error.nobody_translated_this" in caplog.text


def test_arabic_sentences_end_at_their_own_question_mark() -> None:
    arabic = Catalogue("ar", "rtl", {"error.q": "هل فُتحت؟ لا."})
    assert words(Failure("error.q"), arabic) == FailureWords("هل فُتحت؟", "لا.")


def test_loss_is_said_with_its_blanks() -> None:
    assert sentence(ENGLISH, "loss.markers", (("count", 3),)) == "3 columns left out."
