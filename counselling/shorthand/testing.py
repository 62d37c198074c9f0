"""What a clause says of gene tests: gene, result, variant, in any order that is written."""

import re
from typing import Final

from counselling.shorthand.fact import Fact, FactKind
from counselling.shorthand.report import ReportScan
from counselling.shorthand.tokens import Kind, Token

# Enough of HGVS to see a slip: c.68_69del, c.5266dupC, c.181T>G, p.(Cys61Gly).
_VARIANT: Final = re.compile(
    r"c\.[-*]?\d+(?:[+-]\d+)?(?:_[-*]?\d+(?:[+-]\d+)?)?"
    r"(?:(?:del|dup)[ACGT]*|(?:del)?ins[ACGT]+|[ACGT]>[ACGT]|=)"
    r"|p\.\(?(?:[A-Z][a-z]{2})\d+(?:[A-Z][a-z]{2}|\*|=|del|dup|(?:[A-Z][a-z]{2})?fs(?:Ter\d+|\*\d+)?)\)?"
)
_RESULTS: Final = ("pos", "neg", "vus")
_JOINTS: Final = ("filler", "of", "because", "purpose", "within", "article", "the", "variant")


class TestedScan(ReportScan):
    """Reads gene tests. A result before the gene waits for it."""

    def _brca(self, token: Token) -> None:
        following = self._next
        is_age = following is not None and following.kind is Kind.NUMBER
        if is_age or self._comes("dx", "at"):
            self._condition(token)
            return
        genes = ("BRCA1", "BRCA2", "BRCA1/2")
        is_result = self._comes(*_RESULTS, "pathogenic")
        if is_result or (following and following.text in ("+", "-")) or self._waits():
            self._ask("gene", token, genes)
        else:
            breast = self._lexicon.word_for("condition", "breast")
            self._ask("ambiguous", token, (breast, *genes))

    def _waits(self) -> str:
        """The result that waits for its gene."""
        return next((result for result in _RESULTS if result in self._pending), "")

    def _gene(self, token: Token) -> None:
        self._tested(token, token.sense("gene"))

    def _tested(self, token: Token, gene: str) -> Fact:
        last = self._last
        fact = self._add(FactKind.GENE, gene, token)
        if result := self._waits():
            said = self._take_up(result)
            fact.traits += [result, "before"]
            fact.start = min(fact.start, said.start if said else fact.start)
        elif self._is_joined and last and last.kind is FactKind.GENE and last.has("before"):
            fact.traits += [t for t in last.traits if t in _RESULTS] + ["before"]
        return fact

    def _family_variant(self, token: Token) -> None:
        """ "neg for fam mut": which gene, if the family has one pathogenic variant only."""
        last = self._last
        if last and last.kind is FactKind.GENE and not self._is_after_comma:
            last.end = token.end
            last.traits.append("direct")
            return
        genes = self._setting.tested_genes
        if len(genes) != 1:
            self._ask("gene", token, genes or ("BRCA1", "BRCA2"))
            return
        fact = self._tested(token, genes[0])
        fact.traits += ["direct", "assumed"]

    def _result(self, token: Token) -> None:
        last, result = self._last, token.sense(*_RESULTS)
        if last and last.kind is FactKind.GENE and not self._leads_to_gene():
            if any(last.has(said) for said in _RESULTS):
                self._ask("result", token)
            last.traits.append(result)
            last.end = token.end
        elif self._leads_to_gene():
            self._wait(result, token)
            self._pass_joints()
        else:
            self._ask("which_test", token)

    def _pass_joints(self) -> None:
        while self._comes(*_JOINTS):
            self._pass(self._tokens[self._at])
            self._at += 1

    def _leads_to_gene(self) -> bool:
        """Whether a gene follows, small words skipped."""
        at = self._at
        while at < len(self._tokens) and self._tokens[at].has(*_JOINTS):
            at += 1
        return at < len(self._tokens) and self._tokens[at].has("gene", "brca", "family-variant")

    def _pathogenic(self, token: Token) -> None:
        """ "BRCA1 path var", "BRCA1 mutation": found, unless another result says otherwise."""
        last = self._last
        is_behind = last is not None and last.kind is FactKind.GENE and not self._is_after_comma
        if not is_behind and self._leads_to_gene():
            self._wait("pos", token)  # "pathogenic variant in BRCA1"
            self._pass_joints()
            return
        if last is None or not is_behind:
            self._ask("which_test", token)
            return
        told = [result for result in _RESULTS if last.has(result)]
        if not told and not self._comes(*_RESULTS) and not self._is_signed():
            last.traits.append("pos")
        elif "vus" in told:
            self._ask("result", token)
        last.end = token.end

    def _is_signed(self) -> bool:
        return self._next is not None and self._next.text in ("+", "-")

    def _variant_word(self, token: Token) -> None:
        """ "BRCA1 variant": a word that says no result."""
        last = self._last
        if self._leads_to_gene():
            self._pass(token)  # "germline ATM+"
        elif last is None or last.kind is not FactKind.GENE:
            self._ask("which_test", token)
        else:
            last.end = token.end

    def _variant(self, token: Token) -> None:
        last = self._last
        is_variant = _VARIANT.fullmatch(token.text) is not None
        if is_variant and last and last.kind is FactKind.GENE and not last.variant:
            last.variant, last.end = token.text, token.end
        elif is_variant and last and last.kind is FactKind.GENE and token.text.startswith("p."):
            last.variant, last.end = f"{last.variant} {token.text}", token.end
        else:
            self._fail(token)

    def _sign(self, token: Token) -> None:
        last, following = self._last, self._next
        if token.text == "-" and following and following.start == token.end and following.senses:
            self._pass(token)  # a hyphen
            return
        is_told = last is not None and any(last.has(result) for result in _RESULTS)
        if last and last.kind is FactKind.GENE and not is_told:
            if token.text == "-" or self._comes(*_RESULTS):
                self._ask("result", token, (self._lexicon.word_for("neg", "neg"),))  # or a dash
            last.traits.append("pos" if token.text == "+" else "neg")
            last.end = token.end
        elif token.text == "+" and following and following.kind is Kind.NUMBER:
            self._is_joined = True
            if not (last and last.kind is FactKind.CONDITION and last.age):
                self._fail(token)
            self._pass(token)
        elif token.text == "+" and not self._comes("condition", "procedure", "loss", "gene"):
            self._fail(token)
        else:
            self._is_joined = self._is_joined or token.text == "+"
            self._pass(token)
