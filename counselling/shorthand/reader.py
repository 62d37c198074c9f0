"""Reads a typed family history: the door of this room."""

from collections.abc import Iterator, Mapping, Sequence

from counselling.errors import PedigreeError
from counselling.pedigree.edits import AddPerson, ChangePerson, Edit
from counselling.pedigree.family import Family
from counselling.pedigree.person import Person, PersonId
from counselling.shorthand.context import Context
from counselling.shorthand.draft import Draft
from counselling.shorthand.having import owning, possessed
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.people import People
from counselling.shorthand.reading import Echo, Question, Reading, Unread
from counselling.shorthand.repeats import corrected
from counselling.shorthand.sentences import heading
from counselling.shorthand.siding import halved, sided
from counselling.shorthand.statement import Statement
from counselling.shorthand.tokens import Kind, Token, tokens
from counselling.shorthand.unborn import sexed


def read(
    text: str,
    family: Family,
    lexicon: Lexicon,
    *,
    current: PersonId | None = None,
    numbers: Mapping[PersonId, str] | None = None,
) -> Reading:
    """Read a text onto a family; paths start from the consultand. Never fails on any text.

    current: whom "her" means at the beginning. numbers: pedigree numbers as drawn (II-3), without
    which no number is understood.
    Raises PedigreeError("pedigree.no_consultand") when the family has none.
    """
    consultand = family.focus
    if consultand is None or consultand not in family.by_id:
        raise PedigreeError("pedigree.no_consultand")
    draft = Draft(family)
    context = Context(
        text,
        lexicon,
        draft,
        People(draft, lexicon, consultand),
        consultand,
        current if current in family.by_id else consultand,
        {number: who for who, number in (numbers or {}).items()},
        is_first=current is None,
    )
    for person in family.persons:
        _learn_name(context, person)
    return _read(family, context)


def _read(family: Family, context: Context) -> Reading:
    edits: list[Edit] = []
    echoes: list[Echo] = []
    questions: list[Question] = []
    unread: list[Unread] = []
    statements = tuple(_statements(_prepared(context)))
    for place, found in enumerate(statements, start=1):
        context.has_more = place < len(statements)
        statement = Statement(context, found)
        statement.read()
        context.is_first = False
        if statement.is_held:
            # One doubt at a time: what else is asked comes of it more often than not.
            questions += statement.questions[:1] if not statement.unread else ()
            unread += statement.unread
            context.draft.set_back()
            context.header = ""  # it may have been another side's heading, with a slip in it
            # Bare facts and "the sister" must not fall on somebody else.
            context.people.is_shaken, context.current = True, None
            context.before = ()
            continue
        echoes += statement.echoes
        for edit in context.draft.take():
            edits.append(edit)
            if isinstance(edit, AddPerson | ChangePerson):
                _learn_name(context, edit.person)
            family = edit.apply(family)
    return Reading(
        family, tuple(edits), tuple(echoes), tuple(questions), tuple(unread), context.current
    )


def _prepared(context: Context) -> Sequence[Token]:
    """The tokens, with what is said in brackets and around put where the grammar looks for it."""
    found = owning(halved(tokens(context.text, context.lexicon)))
    return possessed(corrected(sexed(sided(found))), context.lexicon)


def _learn_name(context: Context, person: Person) -> None:
    """A name that several people bear is nobody's."""
    name = person.name.casefold()
    if name:
        is_others = context.names.get(name, person.id) != person.id
        context.names[name] = "" if is_others else person.id


def _statements(found: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for at, token in enumerate(found):
        if token.kind is Kind.BREAK:
            if at > start:
                yield found[start:at]
            start = at + 1
        elif at > start and heading(found, at):
            yield found[start:at]  # "Mum's side: aunt A&W. Dad's side: ..."
            start = at
    if start < len(found):
        yield found[start:]
