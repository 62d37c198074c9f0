"""Who is selected, and what is folded away: what of the page is no change of the family."""

from collections.abc import Sequence
from dataclasses import replace

from counselling.language.catalogue import Catalogue
from counselling.pedigree.branches import Branch, Fold, folded
from counselling.pedigree.family import Family
from counselling.pedigree.person import PersonId
from ui.pages.pedigree.kept.state import PedigreeState


def with_one_more(state: PedigreeState, person: PersonId) -> PedigreeState:
    """Select somebody beside those who are; the keys walk on from her."""
    others = state.others | ({state.chosen} if state.chosen else set())
    return replace(state, chosen=person, others=others - {person})


def turned(state: PedigreeState, person: PersonId) -> PedigreeState:
    """Select somebody beside the others, or no longer; the last one stays."""
    if person in state.others:
        return replace(state, others=state.others - {person})
    if person != state.chosen:
        return with_one_more(state, person)
    first, *rest = state.selected[1:] or (person,)
    return replace(state, chosen=first, others=frozenset(rest))


def together(state: PedigreeState, people: Sequence[PersonId]) -> PedigreeState:
    """Select all of these; who was chosen stays so where she is one of them."""
    if not people:
        return state
    chosen = state.chosen if state.chosen in people else people[0]
    return replace(state, chosen=chosen, others=frozenset(people) - {chosen})


def said(state: PedigreeState, words: Catalogue) -> str:
    """Say how many are selected, where it is more than one."""
    count = len(state.selected)
    return words.say("canvas.selected", count=count) if count > 1 else ""


def fold_turned(person: PersonId, branch: Branch, folds: tuple[Fold, ...]) -> tuple[Fold, ...]:
    """Fold a branch away, or out again."""
    fold = Fold(person, branch)
    return tuple(f for f in folds if f != fold) if fold in folds else (*folds, fold)


def all_unfolded(folds: tuple[Fold, ...]) -> tuple[Fold, ...]:
    """Fold everything out."""
    return ()


def unfolded_for(person: PersonId, family: Family, folds: tuple[Fold, ...]) -> tuple[Fold, ...]:
    """Fold out what hides a person."""
    hiding = [fold for fold, people in folded(family, folds).folded.items() if person in people]
    if not hiding:
        return folds
    return unfolded_for(person, family, tuple(fold for fold in folds if fold not in hiding))
