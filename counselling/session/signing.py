"""A consent on its way: answered question by question, then signed, and nothing lost in between.

    begun -- answered, again and again -->  -- signed -->  Consent

It is a value of the counsellor's program: whoever loses the line or closes the tab goes on where
she was.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from counselling.errors import CallError
from counselling.session.consent import Answer, Consent, Method
from counselling.session.consent_form import FormText


@dataclass(frozen=True, slots=True)
class Signing:
    """A text and what was answered so far, by question."""

    text: FormText
    answers: Mapping[str, bool] = field(default_factory=dict)

    @classmethod
    def begun(cls, text: FormText) -> "Signing":
        """Return it before any answer: all open, or all no where the form starts with no."""
        return cls(text, dict.fromkeys(dict(text.questions), False) if text.starts_with_no else {})

    @property
    def is_complete(self) -> bool:
        """Whether every question was answered."""
        return all(question in self.answers for question, _ in self.text.questions)

    def answered(self, form: str, question: str, *, is_yes: bool) -> "Signing":
        """Return it with a question answered; one that the text does not have changes nothing."""
        if form != self.text.form or question not in dict(self.text.questions):
            return self
        return replace(self, answers={**self.answers, question: is_yes})

    def signed(
        self,
        text_hash: str,
        name: str,
        strokes: Sequence[Sequence[float]],
        *,
        at: datetime.datetime,
    ) -> Consent:
        """Return the consent. text_hash: of the words that whoever signs had before her.

        Raises CallError("session.consent_text") when those are other words, CallError
        ("session.consent_open") when a question or the name is missing.
        """
        if text_hash != self.text.text_hash:
            raise CallError("session.consent_text")
        if not self.is_complete or not name.strip():
            raise CallError("session.consent_open")
        answers = tuple(Answer(q, self.answers[q]) for q, _ in self.text.questions)
        drawn = tuple(tuple(stroke) for stroke in strokes if stroke)
        return Consent(
            text_hash=text_hash,
            version=self.text.version,
            language=self.text.language,
            answers=answers,
            method=Method.DRAWN if drawn else Method.TYPED,
            at=at,
            name=name.strip(),
            strokes=drawn,
        )
