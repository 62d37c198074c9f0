"""From words for a person to the people of the draft; missing links are added as placeholders."""

from dataclasses import dataclass, replace
from typing import Final

from counselling.pedigree.person import PersonId
from counselling.pedigree.terms import ParentKind, PartnershipStatus, Sex
from counselling.shorthand.anchors import Doubt
from counselling.shorthand.kinsteps import PARENT_STEPS
from counselling.shorthand.path import PersonPhrase, Step
from counselling.shorthand.reading import Question
from counselling.shorthand.social import SOCIAL, SocialSteps

_FORMER: Final = {
    "former": PartnershipStatus.SEPARATED,
    "divorced": PartnershipStatus.DIVORCED,
}


@dataclass(frozen=True, slots=True)
class Way:
    """How the last step of a path finds its person: add one, point at one, or link through one."""

    mode: str
    step: Step
    is_last_of_path: bool


def _needs_side(step: Step) -> bool:
    sided = ("?parent", "half", "step-sibling")
    return any(kind in sided for path in step.relation.paths for kind in path)


class People(SocialSteps):
    """Finds or makes the people that phrases speak of."""

    def find(self, phrase: PersonPhrase, anchor: PersonId) -> tuple[list[PersonId], PersonId]:
        """Return the people of a phrase, and whom they are relatives of. Raises Doubt."""
        return self._find(phrase, anchor, is_owner=False)

    def _find(
        self, phrase: PersonPhrase, anchor: PersonId, *, is_owner: bool
    ) -> tuple[list[PersonId], PersonId]:
        base = anchor
        if phrase.owner is not None:
            owners, _ = self._find(phrase.owner, self._consultand, is_owner=True)
            if len(owners) != 1:
                raise self._doubt("shorthand.ask.which_person", phrase.steps[0], ())
            base = owners[0]
        who = [base]
        was_partner = False
        for n, step in enumerate(phrase.steps):
            path = step.relation.paths[0]
            if was_partner and path[0] == "child":
                raise self._doubt("shorthand.ask.other_parent", step, ())  # "husband's son"
            was_partner = path[-1] == "partner"
            is_last = n == len(phrase.steps) - 1
            base = who[0]
            is_open = step.is_plural and not step.count and len(step.relation.paths) == 1
            if is_open and not (step.is_uncounted and n == len(phrase.steps) - 1):
                counts = tuple(f"{k} {step.token.text}" for k in (2, 3, 4))
                raise self._doubt("shorthand.ask.how_many", step, counts)
            if not is_last and (step.count > 1 or len(step.relation.paths) > 1):
                raise self._doubt("shorthand.ask.which_person", step, ())
            is_named = is_last and not is_owner
            who = [
                x
                for _ in range(max(step.count, 1))
                for x in self._walk(base, step, is_named=is_named)
            ]
            if step.order in _FORMER:
                self._part(base, who, step)
            if step.is_adopted:
                self._adopt(who, step)
            if step.is_uncounted:
                self._leave_open(who, step)
        return who, base

    def _leave_open(self, who: list[PersonId], step: Step) -> None:
        """ "Several cousins": one symbol for all of them, without a number."""
        if any(not self._draft.is_new(one) for one in who) or len(who) != 1:
            raise self._doubt("shorthand.ask.how_many", step, ())
        self._draft.put(replace(self._draft.people[who[0]], count=0))

    def _adopt(self, who: list[PersonId], step: Step) -> None:
        """An adopted son: his links to the parents are no links by birth."""
        if step.relation.paths not in ((("child",),), (("sibling",),)):
            raise self._doubt("shorthand.ask.adopted", step, ())
        for one in who:
            person = self._draft.people[one]
            links = (replace(x, kind=ParentKind.ADOPTIVE) for x in person.parents)
            self._draft.put(replace(person, parents=tuple(links)))

    def _part(self, base: PersonId, who: list[PersonId], step: Step) -> None:
        if step.relation.paths != (("partner",),):
            raise self._doubt("shorthand.ask.word", step, ())
        for mate in who:
            known = self._draft.partnership(base, mate)
            self._draft.couple(replace(known, status=_FORMER[step.order]))

    def _walk(self, base: PersonId, step: Step, *, is_named: bool) -> list[PersonId]:
        relation, token = step.relation, step.token
        if relation.of:
            raise self._which_grandparent(step)
        if relation.paths == (("?",),):
            raise self._doubt("shorthand.ask.which_person", step, ())
        if _needs_side(step) and not step.side:
            sides = (self._lexicon.word_for(s, s) for s in ("side-mat", "side-pat"))
            raise self._doubt(
                "shorthand.ask.which_side", step, tuple(f"{side} {token.text}" for side in sides)
            )
        if step.side and not _needs_side(step):
            raise self._doubt("shorthand.ask.of_whom", step, ())
        found = []
        for path in relation.paths:
            who = base
            for n, kind in enumerate(path):
                is_final = n == len(path) - 1
                kind = step.side if kind == "?parent" else kind
                way = Way(self._mode(step, is_final=is_final, is_named=is_named), step, is_final)
                who = self._step(who, kind, way)
            found.append(who)
        return found

    def _which_grandparent(self, step: Step) -> Doubt:
        """A great-aunt: whose sister? Each grandparent of her side to choose from."""
        sides = {"mother": ("mgm", "mgf"), "father": ("pgm", "pgf")}
        elders = sides.get(step.side, ("mgm", "mgf", "pgm", "pgf"))
        word = self._lexicon.word_for("relation", step.relation.of)
        choices: tuple[str, ...] = ()
        if not (step.is_plural or step.order or step.pick is not None):
            owners = (self._lexicon.word_for("relation", elder) for elder in elders)
            choices = tuple(
                self._lexicon.owned.format(owner=owner.upper(), relation=word) for owner in owners
            )
        token = step.token
        words = (("words", token.text),)
        return Doubt(Question("shorthand.ask.which_person", step.start, step.end, words, choices))

    @staticmethod
    def _mode(step: Step, *, is_final: bool, is_named: bool) -> str:
        if not is_final:
            return "link"
        if step.relation.is_single and step.order in ("another", "former", "divorced"):
            return "add"
        if step.pick is not None:
            return "pick"
        if step.relation.is_single or step.order == "the":
            return "point"
        if step.order == "aged":
            return "one"
        return "add" if is_named or step.order == "another" else "owner"

    def _step(self, base: PersonId, kind: str, way: Way) -> PersonId:
        sex = way.step.relation.sex if way.is_last_of_path else Sex.UNKNOWN
        if kind in PARENT_STEPS:
            return self._parent(base, PARENT_STEPS[kind], way.step)
        if kind == "half":
            return self._half(base, sex, way.step)
        if kind in SOCIAL:
            return self._social(base, kind, sex, way.step)
        if way.mode != "add" and (found := self._present(base, kind, sex, way)):
            return found
        is_placeholder = way.mode == "link"
        if way.mode == "add" and not way.step.order and not way.step.count:
            self._doubt_another(base, kind, sex, way.step)
        if way.mode == "add" and way.step.order in _FORMER:
            self._refuse_drawn_partner(base, way.step)
        if kind == "sibling":
            return self._sibling(base, sex, way.step, is_placeholder=is_placeholder)
        if kind == "partner":
            return self._partner(base, sex, is_placeholder=is_placeholder)
        return self._child(base, sex, way.step, is_placeholder=is_placeholder)

    def _present(self, base: PersonId, kind: str, sex: Sex, way: Way) -> PersonId:
        """One of the people who are there; "" where one may be added. Raises Doubt."""
        draft, step = self._draft, way.step
        look = {"sibling": draft.siblings, "child": draft.children, "partner": draft.partners}
        near = look[kind](base)
        if kind != "partner" and sex is not Sex.UNKNOWN:
            near = [x for x in near if draft.people[x].sex in (sex, Sex.UNKNOWN)]
        is_first = kind == "partner" and step.pick == 0 and len(near) == 1
        if is_first and near == [self._other_parent(base)]:
            raise self._doubt("shorthand.ask.which_person", step, ())  # "dad's 1st wife": mum?
        if way.mode == "pick":
            if step.pick == len(near) and not self.is_shaken and step.token.end < step.end:
                return ""  # "sister 2": one more, the next
            if self.is_shaken or step.pick is None or not 0 <= step.pick < len(near):
                raise self._doubt("shorthand.ask.no_such_person", step, ())
            return near[step.pick]
        if way.mode == "one" and (told := self._of_word(near, step)) is not None:
            return told
        if not near:
            if step.order == "the" and kind != "partner" and self.is_shaken:
                raise self._doubt("shorthand.ask.no_such_person", step, ())
            return ""
        if way.mode == "link" and not (kind == "partner" and len(near) == 1):
            return self._link(step)
        if kind == "partner" and near == [self._other_parent(base)]:
            another = self._lexicon.word_for("another", "another")
            choices = (
                f"{another} {step.token.text}",
            )  # "mother's partner" is often not the father
            raise self._doubt("shorthand.ask.which_person", step, choices)
        if len(near) == 1 and way.mode != "one" and not (self.is_shaken and kind != "partner"):
            return self._fitting(near[0], kind, sex, step)
        raise self._doubt("shorthand.ask.which_person", step, self._picks(step, len(near), kind))

    def _of_word(self, near: list[PersonId], step: Step) -> PersonId | None:
        """ "Big sis" beside a "wee sis" is one more, "" then; None where the words do not say."""
        lexicon, word = self._lexicon, step.age_word.casefold()
        words = {x: (self._draft.people[x].note.casefold() or "").split("; ") for x in near}
        same = [x for x in near if word in words[x]]
        if len(same) == 1 and not self.is_shaken:
            return same[0]
        others = lexicon.younger if word in lexicon.elder else lexicon.elder
        is_told = word in (*lexicon.elder, *lexicon.younger) and not same
        is_apart = is_told and all(others & set(words[x]) for x in near)
        return "" if near and is_apart and not self.is_shaken else None

    def _doubt_another(self, base: PersonId, kind: str, sex: Sex, step: Step) -> None:
        """ "Brother's wife br ca 39, brother well": one more, or he of whom nothing was told?"""
        draft = self._draft
        look = {"sibling": draft.siblings, "child": draft.children}
        links = [x for x in draft.links() if sex in (Sex.UNKNOWN, draft.people[x].sex)]
        if kind not in look or not links:
            return
        near = look[kind](base)
        if any(who in near for who in links):
            fitting = len([x for x in near if draft.people[x].sex in (sex, Sex.UNKNOWN)])
            raise self._doubt("shorthand.ask.which_person", step, self._picks(step, fitting, kind))

    def _other_parent(self, base: PersonId) -> PersonId:
        """Father where this is the patient's mother, mother where it is the father."""
        person = self._draft.people[self._consultand]
        pair = {person.mother: person.father, person.father: person.mother}
        return pair.get(base) or ""

    def _link(self, step: Step) -> PersonId:
        """Through whom? Somebody is there; "another" says that it goes through one more."""
        if step.order == "another":
            return ""
        another = self._lexicon.word_for("another", "another")
        raise self._doubt("shorthand.ask.through_whom", step, (f"{another} {step.token.text}",))

    def _fitting(self, who: PersonId, kind: str, sex: Sex, step: Step) -> PersonId:
        person = self._draft.people[who]
        if sex is Sex.UNKNOWN or person.sex is sex:
            return who
        if person.sex is not Sex.UNKNOWN or not self._draft.is_turnable(who, sex):
            another = self._lexicon.word_for("another", "another")
            choices = (f"{another} {step.token.text}",) if kind == "partner" else ()
            raise self._doubt("shorthand.ask.sex", step, choices)
        self._draft.set_sex(who, sex)
        return who

    def _picks(self, step: Step, count: int, kind: str) -> tuple[str, ...]:
        if kind == "partner":
            return ()
        another = self._lexicon.word_for("another", "another")
        picks = tuple(f"{step.token.text} #{k}" for k in range(1, min(count, 4) + 1))
        return (*picks, f"{another} {step.token.text}")

    def _refuse_drawn_partner(self, base: PersonId, step: Step) -> None:
        """A partner nobody named is there: is the former one meant?"""
        if any(self._draft.people[mate].is_placeholder for mate in self._draft.partners(base)):
            another = self._lexicon.word_for("another", "another")
            choices = (step.token.text, f"{another} {step.token.text}")
            raise self._doubt("shorthand.ask.which_person", step, choices)
