"""Notes put together from known parts, with what each part means: nobody wrote them before."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

PERSONS = (
    ("mother", "mother", ""),
    ("Mum", "mother", ""),
    ("dad", "father", ""),
    ("MGM", "mgm", ""),
    ("pgf", "pgf", ""),
    ("mat aunt", "mat-aunt1", "f child-of mgm mgf"),
    ("pat uncle", "pat-uncle1", "m child-of pgm pgf"),
    ("sister", "sis1", "f child-of mother father"),
    ("bro", "bro1", "m child-of mother father"),
    ("MGM's sister", "mgm-sis1", "f child-of mgm-mother mgm-father"),
    ("niece", "sib1-dau1", "f child-of sib1 sib1-partner1"),
    ("half sister (mat)", "mat-half-sis1", "f child-of mother mother-partner1"),
)
MEN = ("father", "pgf", "pat-uncle1", "bro1")
CONDITIONS = (
    ("br ca", "breast"), ("breast cancer", "breast"), ("ca ovary", "ovarian"), ("ov ca", "ovarian"),
    ("CRC", "colorectal"), ("panc ca", "pancreatic"), ("melanoma", "melanoma"),
    ("cancer of the stomach", "gastric"), ("womb ca", "uterine"),
)  # fmt: skip
SIDES = {"": "", "L": " left", "R": " right", "bilat": " bilateral"}
RESULTS = (("+ve", "pos"), ("pos", "pos"), ("neg", "neg"), ("VUS", "vus"), ("path var", "pos"))
ASIDES = ("smoker", "HRT", "menopause 50", "on OCP", "chemo")


@dataclass
class Person:
    """One person of a note: what was said already, so that nothing contradicts itself."""

    id: str
    rng: random.Random
    conditions: set[str] = field(default_factory=set)
    genes: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)

    def fact(self) -> tuple[str, str] | None:
        kinds = (
            *(self._condition,) * 4, self._death, self._well, self._age, self._gene, self._gene,
            self._operation, self._denied, self._suspected, self._aside,
        )  # fmt: skip
        return self.rng.choice(kinds)()

    def _new_condition(self) -> tuple[str, str] | None:
        words, condition = self.rng.choice(CONDITIONS)
        is_womans = condition in ("ovarian", "uterine") and self.id in MEN
        if condition in self.conditions or is_womans:
            return None
        self.conditions.add(condition)
        return words, condition

    def _condition(self) -> tuple[str, str] | None:
        found = self._new_condition()
        if found is None:
            return None
        self.said.add("ill")
        words, condition = found
        age, meant = self._told_age()
        side = self.rng.choice(("", "", *SIDES)) if condition == "breast" else ""
        if side:
            words = f"{side} {words}" if self.rng.random() < 0.5 else f"{words} {side}"
        marks = self.rng.choice(("", "", " ER+ HER2-")) if condition == "breast" else ""
        text = f"{words} {age}".strip() + marks
        return text, f"condition {self.id} {condition} @{meant}{SIDES[side]}{marks}"

    def _told_age(self) -> tuple[str, str]:
        age = self.rng.randint(30, 60)
        ten = age // 10 * 10
        return self.rng.choice((
            (f"{age}", f"{age}"), (f"at {age}", f"{age}"), (f"@{age}", f"{age}"),
            (f"aged {age}", f"{age}"), (f"dx {age}", f"{age}"), (f"dx at {age}", f"{age}"),
            (f"{age}y", f"{age}"), (f"{age} yrs", f"{age}"), (f"({age})", f"{age}"),
            (f"{ten}s", f"{ten}-{ten + 9}"), (f"in her {ten}s", f"{ten}-{ten + 9}"),
            (f"~{age}", f"{age}"), (f"{age}-{age + 3}", f"{age}-{age + 3}"), ("", "?"),
        ))  # fmt: skip

    def _once(self, what: str, *unless: str) -> bool:
        if self.said & {what, *unless}:
            return False
        self.said.add(what)
        return True

    def _death(self) -> tuple[str, str] | None:
        age = self.rng.randint(66, 90)
        words = self.rng.choice((f"d {age}", f"d. {age}", f"died at {age}", f"deceased {age}"))
        is_new = self._once("dead", "age", "well")
        return (words, f"set {self.id} dead {age}") if is_new else None

    def _well(self) -> tuple[str, str] | None:
        words = self.rng.choice(("A&W", "well", "alive and well", "aw", "alive + well"))
        return (words, f"set {self.id} well") if self._once("well", "dead", "ill") else None

    def _age(self) -> tuple[str, str] | None:
        age = self.rng.randint(66, 90)
        words = self.rng.choice((f"now {age}", f"currently {age}"))
        return (words, f"set {self.id} age {age}") if self._once("age", "dead") else None

    def _gene(self) -> tuple[str, str] | None:
        gene = self.rng.choice(("BRCA1", "BRCA2", "PALB2"))
        words, result = self.rng.choice(RESULTS)
        if gene in self.genes:
            return None
        self.genes.add(gene)
        return f"{gene} {words}", f"test {self.id} {gene} {result}"

    def _operation(self) -> tuple[str, str] | None:
        age = self.rng.randint(35, 60)
        words = self.rng.choice((f"RRSO {age}", f"BSO at {age}"))
        return (words, f"procedure {self.id} rrso @{age}") if self._once("rrso") else None

    def _denied(self) -> tuple[str, str] | None:
        found = self._new_condition()
        if found is None:
            return None
        word = self.rng.choice(("no", "never had"))
        return f"{word} {found[0]}", f"excluded {self.id} {found[1]}"

    def _suspected(self) -> tuple[str, str] | None:
        found, age = self._new_condition(), self.rng.randint(30, 60)
        if found is None:
            return None
        self.said.add("ill")
        word = self.rng.choice(("?", "poss ", "suspected "))
        return f"{word}{found[0]} {age}", f"suspected {self.id} {found[1]} @{age}"

    def _aside(self) -> tuple[str, str] | None:
        return self.rng.choice(ASIDES), ""


def composed(seed: int) -> tuple[str, frozenset[str]]:
    """Return a note of one to three people and what it means, the nurse's own words left out."""
    rng = random.Random(seed)
    people = rng.sample(PERSONS, rng.randint(1, 3))
    texts, meant = [], set()
    for words, who, how in {who: (words, who, how) for words, who, how in people}.values():
        facts = list(_facts(Person(who, rng), rng.randint(1, 4)))
        if not facts:
            continue
        text = words + rng.choice((" ", ": ", " - ", ", ")) + facts[0][0]
        for told, _ in facts[1:]:
            text += rng.choice((", ", ", ", " ", " - ")) + told
        texts.append(text)
        meant |= {fact for _, fact in facts if fact} | ({f"add {who} {how}"} if how else set())
    return rng.choice(("; ", "\n")).join(texts), frozenset(meant)


def _facts(person: Person, count: int) -> Iterator[tuple[str, str]]:
    for _ in range(count):
        fact = person.fact()
        if fact is not None:
            yield fact
