"""A branch that one language alone asks for is a slip: nobody ever gives it that value."""

from collections import Counter
from collections.abc import Iterator, Mapping

from counselling.language.messages import Choice, Message, parse
from counselling.language.registry import LANGUAGES
from tests.language.folders import whole

ALWAYS = "other"
Raw = Mapping[str, str]


def asked(message: Message) -> Iterator[tuple[str, str]]:
    """Yield the blank and the value of each branch, also inside of others."""
    for part in message:
        if isinstance(part, Choice):
            for value, branch in part.branches.items():
                if not part.is_plural and value != ALWAYS:
                    yield part.name, value
                yield from asked(branch)


def slips(languages: Mapping[str, Raw]) -> list[tuple[str, str, str]]:
    """Return language, blank and value of branches that stand in one language alone."""
    found = {
        code: {pair for text in raw.values() for pair in asked(parse(text))}
        for code, raw in languages.items()
    }
    count = Counter(pair for pairs in found.values() for pair in pairs)
    return sorted(
        (code, *pair) for code, pairs in found.items() for pair in pairs if count[pair] < 2
    )


def test_no_branch_is_asked_for_in_one_language_alone() -> None:
    assert slips({language.code: whole(language.code).raw for language in LANGUAGES}) == []


def test_slip_is_found() -> None:
    hers = {"m": "{gender, select, female {her} other {him}}"}
    slip = {"m": "{gender, select, woman {her} other {{gender, select, female {her} other {}}}}"}
    assert slips({"en": hers, "ar": slip}) == [("ar", "gender", "woman")]
