"""Gene tests in a patient's words: her own, and those of relatives that found a change."""

from collections.abc import Iterator
from typing import Final

from counselling.language.marks import N_
from counselling.letters.facts import Result
from counselling.letters.inline import Parts, Token, sentences
from counselling.letters.letter import Paragraph, SourceNote
from counselling.letters.passages.tests import change_rows, whose
from counselling.letters.voice import Voice
from counselling.pedigree.kinship import relation
from counselling.pedigree.terms import TestResult
from counselling.risk.model import Question

_OWN_TEST: Final = {
    TestResult.POSITIVE: N_("letters.looked.own_positive"),
    TestResult.NEGATIVE: N_("letters.looked.own_negative"),
    TestResult.UNCERTAIN: N_("letters.looked.own_uncertain"),
}


def tests_told(question: Question, voice: Voice) -> Iterator[Paragraph]:
    """Tell the tests of the person whom the question is about, then of her relatives."""
    yield from _own(question, voice)
    yield from _of_relatives(question, voice)


def own_changes(question: Question, voice: Voice, *, report: Parts) -> Iterator[SourceNote]:
    """Tell her own gene changes as the laboratory names and classes them, for who treats her.

    A row each, in small print: a table would make three pages of most letters. report: what is
    told of the laboratory's, behind the last; () for nothing.
    """
    rows = tuple(change_rows(question.family.person(question.person), voice))
    for count, row in enumerate(rows, start=1):
        yield SourceNote(
            sentences(row, report, between=". ") if count == len(rows) and report else row
        )


def tests_as_data(question: Question) -> Iterator[Result]:
    """Yield what `tests_told` tells, as data: of a relative the gene alone."""
    family, person = question.family, question.person
    for test in family.person(person).tests:
        yield Result("self", test.gene, test.result.value, test.variant)
    for relative in family.persons:
        if relative.id != person:
            for test in relative.tests:
                if test.result is TestResult.POSITIVE:
                    yield Result(whose(family, person, relative.id), test.gene, test.result.value)


def _own(question: Question, voice: Voice) -> Iterator[Paragraph]:
    tests = question.family.person(question.person).tests
    for test in tests:
        yield voice.paragraph(_OWN_TEST[test.result], gene=Token(test.gene))
    if not tests:
        yield voice.paragraph(N_("letters.looked.no_test"))


def _of_relatives(question: Question, voice: Voice) -> Iterator[Paragraph]:
    for relative in question.family.persons:
        if relative.id == question.person:
            continue
        genes = [test.gene for test in relative.tests if test.result is TestResult.POSITIVE]
        key = relation(question.family, question.person, relative.id).key
        for gene in genes:
            yield voice.paragraph(
                N_("letters.looked.relative_positive"), gene=Token(gene), relative=voice.kin(key)
            )
