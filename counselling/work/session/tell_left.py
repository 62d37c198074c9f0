"""What somebody left on her page before a session, in lines that she can read."""

from collections.abc import Iterator

from counselling.call.link import form as forms
from counselling.call.link.form import Beforehand
from counselling.call.link.signed import SignedBefore
from counselling.errors import PeerNotProven
from counselling.language.catalogue import Catalogue
from counselling.language.marks import N_
from counselling.records.papers.appointments import Mail
from counselling.session.beforehand import line
from counselling.session.telehealth import BEFOREHAND
from counselling.work.session.take_signed import signed_in

_YES, _NO = N_("consent.yes"), N_("consent.no")


def left_lines(mail: Mail, words: Catalogue) -> Iterator[str]:
    """Yield the lines of one thing that was left, the day first; as it came where it is no form."""
    yield f"- {words.date(mail.at.date())}"
    signed, form = signed_in(mail), _form(mail)
    if signed is not None:
        yield from _signed(signed, words)
    elif form is not None:
        yield from _told(form, words)
    else:
        yield f"  {mail.message.decode('utf-8', 'replace')}"


def _told(form: Beforehand, words: Catalogue) -> Iterator[str]:
    kin = "; ".join(line(each, words) for each in form.family)
    asked = (
        (N_("form.reason"), form.reason),
        (N_("form.family"), kin),
        (N_("form.questions"), form.questions),
        (N_("form.needs"), form.needs),
    )
    for question, answer in asked:
        if answer.strip():
            yield f"  {words.say(question)} {' '.join(answer.split())}"


def _signed(signed: SignedBefore, words: Catalogue) -> Iterator[str]:
    form = next((each for each in BEFOREHAND if each.id == signed.form), None)
    title = words.say(form.title) if form else signed.form
    yield f"  {title} ({signed.version}, {signed.language}, {signed.text_hash}): {signed.name}"
    asked = dict(form.questions) if form else {}
    labels = dict(form.blanks) if form else {}
    for question, is_yes in signed.answers.items():
        said = words.say(asked[question]) if question in asked else question
        yield f"  {said} {words.say(_YES if is_yes else _NO)}"
    for blank, text in signed.filled.items():
        yield f"  {words.say(labels[blank]) if blank in labels else blank}: {text}"


def _form(mail: Mail) -> Beforehand | None:
    try:
        return forms.read(mail.message)
    except PeerNotProven:
        return None
