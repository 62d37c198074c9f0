"""From words for a person to the people of the draft; missing links are added as placeholders."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from counselling.pedigree.partnership import Partnership
from counselling.pedigree.person import ParentLink, PersonId
from counselling.pedigree.terms import ParentKind, PartnershipStatus, Sex
from counselling.shorthand.anchors import Doubt
from counselling.shorthand.draft import Draft
from counselling.shorthand.lexicon import Lexicon
from counselling.shorthand.phrase import PersonPhrase, Step
from counselling.shorthand.reading import Question
from counselling.shorthand.tokens import Token

_PARENT_STEPS: Final = {"mother": Sex.FEMALE, "father": Sex.MALE}
_STEMS: Final[Mapping[str, Mapping[Sex, str]]] = {
    "sibling": {Sex.FEMALE: "sis", Sex.MALE: "bro", Sex.UNKNOWN: "sib"},
    "aunt": {Sex.FEMALE: "aunt", Sex.MALE: "uncle", Sex.UNKNOWN: "auncle"},
    "child": {Sex.FEMALE: "dau", Sex.MALE: "son", Sex.UNKNOWN: "child"},
}
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


class People:
    """Finds or makes the people that phrases speak of."""

    def __init__(self, draft: Draft, lexicon: Lexicon, consultand: PersonId) -> None:
        self._draft, self._lexicon, self._consultand = draft, lexicon, consultand
        self.is_shaken = False  # a statement before waits: "the sister" may be another one

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
        for n, step in enumerate(phrase.steps):
            is_last = n == len(phrase.steps) - 1
            base = who[0]
            if step.is_plural and not step.count and len(step.relation.paths) == 1:
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
        return who, base

    def _part(self, base: PersonId, who: list[PersonId], step: Step) -> None:
        if step.relation.paths != (("partner",),):
            raise self._doubt("shorthand.ask.word", step, ())
        for mate in who:
            known = self._draft.partnership(base, mate)
            self._draft.couple(replace(known, status=_FORMER[step.order]))

    def _walk(self, base: PersonId, step: Step, *, is_named: bool) -> list[PersonId]:
        relation, token = step.relation, step.token
        if any("?parent" in path or "half" in path for path in relation.paths) and not step.side:
            sides = (self._lexicon.word_for(s, s) for s in ("side-mat", "side-pat"))
            raise self._doubt(
                "shorthand.ask.which_side", step, tuple(f"{side} {token.text}" for side in sides)
            )
        if step.side and not any("?parent" in p or "half" in p for p in relation.paths):
            raise self._doubt("shorthand.ask.of_whom", step, ())
        if relation.id.startswith("great"):
            raise self._doubt("shorthand.ask.which_person", step, ())
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
        if kind in _PARENT_STEPS:
            return self._parent(base, _PARENT_STEPS[kind], way.step)
        if kind == "half":
            return self._half(base, sex, way.step)
        if way.mode != "add" and (found := self._present(base, kind, sex, way)):
            return found
        is_placeholder = way.mode == "link"
        if way.mode == "add" and way.step.order in _FORMER:
            self._refuse_drawn_partner(base, way.step)
        if kind == "sibling":
            return self._sibling(base, sex, way.step, is_placeholder=is_placeholder)
        if kind == "partner":
            return self._partner(base, sex)
        return self._child(base, sex, way.step, is_placeholder=is_placeholder)

    def _present(self, base: PersonId, kind: str, sex: Sex, way: Way) -> PersonId:
        """One of the people who are there; "" where one may be added. Raises Doubt."""
        draft, step = self._draft, way.step
        look = {"sibling": draft.siblings, "child": draft.children, "partner": draft.partners}
        near = look[kind](base)
        if kind != "partner" and sex is not Sex.UNKNOWN:
            near = [x for x in near if draft.people[x].sex in (sex, Sex.UNKNOWN)]
        if way.mode == "pick":
            if self.is_shaken or step.pick is None or not 0 <= step.pick < len(near):
                raise self._doubt("shorthand.ask.no_such_person", step, ())
            return near[step.pick]
        if not near:
            if step.order == "the" and kind != "partner":
                raise self._doubt("shorthand.ask.no_such_person", step, ())
            return ""
        if way.mode == "link":
            return self._link(step)
        if len(near) == 1 and way.mode != "one" and not (self.is_shaken and kind != "partner"):
            return self._fitting(near[0], kind, sex, step)
        raise self._doubt("shorthand.ask.which_person", step, self._picks(step, len(near), kind))

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

    # --- elementary steps

    def _parent(self, who: PersonId, sex: Sex, step: Step) -> PersonId:
        person = self._draft.people[who]
        have = person.mother if sex is Sex.FEMALE else person.father
        if have and have in self._draft.people:
            return have
        raised = [link.parent for link in person.parents if not link.kind.is_genetic]
        if raised:
            if who == self._consultand:
                raise self._doubt("shorthand.ask.which_parent", step, ())
            fitting = [x for x in raised if self._draft.people[x].sex is sex]
            if len(fitting) == 1:
                return fitting[0]
        links = list(person.parents)
        for one, kind in ((Sex.FEMALE, ParentKind.MOTHER), (Sex.MALE, ParentKind.FATHER)):
            if not (person.mother if one is Sex.FEMALE else person.father):
                new = self._draft.add(self._parent_id(who, one), one, is_placeholder=True)
                links.append(ParentLink(new, kind))
        self._draft.put(replace(self._draft.people[who], parents=tuple(links)))
        return next(x.parent for x in links if self._draft.people[x.parent].sex is sex)

    def _parent_id(self, who: PersonId, sex: Sex) -> PersonId:
        consultand = self._draft.people[self._consultand]
        is_mother = sex is Sex.FEMALE
        name = f"{who}-mother" if is_mother else f"{who}-father"
        if who == self._consultand:
            name = "mother" if is_mother else "father"
        elif who == consultand.mother:
            name = "mgm" if is_mother else "mgf"
        elif who == consultand.father:
            name = "pgm" if is_mother else "pgf"
        return self._draft.fresh(name, is_counted=False)

    def _sibling(self, base: PersonId, sex: Sex, step: Step, *, is_placeholder: bool) -> PersonId:
        mother = self._parent(base, Sex.FEMALE, step)
        father = self._parent(base, Sex.MALE, step)
        consultand = self._draft.people[self._consultand]
        stem = _STEMS["sibling"][sex]
        if base == consultand.mother:
            stem = f"mat-{_STEMS['aunt'][sex]}"
        elif base == consultand.father:
            stem = f"pat-{_STEMS['aunt'][sex]}"
        elif base != self._consultand:
            stem = f"{base}-{stem}"
        return self._draft.add(
            self._draft.fresh(stem), sex, mother=mother, father=father,
            is_placeholder=is_placeholder,
        )  # fmt: skip

    def _half(self, base: PersonId, sex: Sex, step: Step) -> PersonId:
        draft, shared = self._draft, _PARENT_STEPS[step.side]
        parent = self._parent(base, shared, step)
        own = {link.parent for link in draft.people[base].parents}
        mates = [x for x in draft.partners(parent) if x not in own]
        if len(mates) > 1 or (mates and step.order != "another" and not self._is_new(mates[0])):
            raise self._doubt("shorthand.ask.other_parent", step, ())
        other = mates[0] if mates else self._new_partner(parent, draft.other_sex(parent))
        stem = f"{'mat' if step.side == 'mother' else 'pat'}-half-{_STEMS['sibling'][sex]}"
        name = draft.fresh(stem if base == self._consultand else f"{base}-{stem}")
        mother, father = (parent, other) if shared is Sex.FEMALE else (other, parent)
        return draft.add(name, sex, mother=mother, father=father)

    def _is_new(self, who: PersonId) -> bool:
        """Whether somebody was added by this statement: two half-sisters named together."""
        return self._draft.is_new(who)

    def _partner(self, base: PersonId, sex: Sex) -> PersonId:
        new = self._new_partner(base, sex, is_placeholder=False)
        self._draft.couple(Partnership((base, new)))
        return new

    def _new_partner(self, base: PersonId, sex: Sex, *, is_placeholder: bool = True) -> PersonId:
        stem = "partner" if base == self._consultand else f"{base}-partner"
        return self._draft.add(self._draft.fresh(stem), sex, is_placeholder=is_placeholder)

    def _child(self, base: PersonId, sex: Sex, step: Step, *, is_placeholder: bool) -> PersonId:
        mother, father = self.parents_for_child(base, step.token)
        stem = _STEMS["child"][sex]
        name = self._draft.fresh(stem if base == self._consultand else f"{base}-{stem}")
        return self._draft.add(
            name, sex, mother=mother, father=father, is_placeholder=is_placeholder
        )

    def parents_for_child(self, base: PersonId, token: Token) -> tuple[PersonId, PersonId]:
        """Mother and father of a child of this person, its other parent added where unknown.

        Where both sexes are unknown the named parent is put first; set_sex turns it later.
        Raises Doubt when the person has several partners.
        """
        draft = self._draft
        mates = draft.partners(base)
        if len(mates) > 1:
            words = (("words", token.text),)
            raise Doubt(Question("shorthand.ask.other_parent", token.start, token.end, words))
        other = mates[0] if mates else self._new_partner(base, draft.other_sex(base))
        own, others = draft.people[base].sex, draft.people[other].sex
        if own is others and own is not Sex.UNKNOWN:
            words = (("words", token.text),)
            raise Doubt(Question("shorthand.ask.other_parent", token.start, token.end, words))
        is_father = own is Sex.MALE or (own is Sex.UNKNOWN and others is Sex.FEMALE)
        return (other, base) if is_father else (base, other)

    @staticmethod
    def _doubt(message_id: str, step: Step, choices: tuple[str, ...]) -> Doubt:
        token = step.token
        words = (("words", token.text),)
        return Doubt(Question(message_id, token.start, token.end, words, choices))
