"""Sentences that must be found before a letter is sent, and sentences that must not."""

import pytest

from counselling.letters.wordlists import WordLists
from tests.letters.conftest import words

NO_SPAN, NO_WHOLE, PERCENT = "no_span", "no_whole", "percent"
RELATIVE, JARGON = "relative", "jargon"

SAID = [
    ("en", "1 in 8 women get breast cancer.", [NO_SPAN]),
    ("en", "One in eight women gets breast cancer.", [NO_SPAN]),
    ("en", "Your risk of cancer is 12 per cent by the age of 80.", [PERCENT]),
    ("en", "About 12 women get cancer by the age of 80.", [NO_WHOLE]),
    ("en", "Your risk of breast cancer is doubled.", [RELATIVE]),
    ("en", "You are three times more likely to get cancer.", [RELATIVE]),
    ("en", "The chance of a stroke is 12 in 100.", [NO_SPAN]),
    ("en", "About 12 out of 100 get melanoma.", [NO_SPAN]),
    ("en", "The mutation is dominant.", [JARGON, JARGON]),
    ("en", "You are a carrier of a variant of uncertain significance.", [JARGON, JARGON]),
    ("en", "Your chromosome has a recessive change.", [JARGON, JARGON]),
    ("en", "About 12 out of 100 women get breast cancer by the age of 80.", []),
    ("en", "Two talks of one hour help you to find out why an illness runs in your family.", []),
    ("de", "1 von 8 Frauen bekommt Brustkrebs.", [NO_SPAN]),
    ("de", "Eine von acht Frauen bekommt Brustkrebs.", [NO_SPAN]),
    ("de", "Jede achte Frau erkrankt.", [NO_SPAN]),
    ("de", "Das Risiko für Krebs ist bis zum Alter von 80 Jahren 12 Prozent.", [PERCENT]),
    ("de", "Etwa 12 Frauen bekommen bis zum Alter von 80 Jahren Krebs.", [NO_WHOLE]),
    ("de", "Das Risiko ist verdoppelt.", [RELATIVE]),
    ("de", "Die Mutation ist dominant.", [JARGON, JARGON]),
    ("de", "Etwa 12 von 100 Frauen bekommen bis zum Alter von 80 Jahren Brustkrebs.", []),
    ("fr", "1 femme sur 8 a un cancer du sein.", [NO_SPAN]),
    ("fr", "Une femme sur huit a un cancer.", [NO_SPAN]),
    ("fr", "Le risque de cancer est de 12 pour cent à l’âge de 80 ans.", [PERCENT]),
    ("fr", "Environ 12 femmes ont un cancer avant 80 ans.", [NO_WHOLE]),
    ("fr", "Le risque de cancer est doublé.", [RELATIVE]),
    ("fr", "La mutation est récessive.", [JARGON, JARGON]),
    ("fr", "Environ 12 femmes sur 100 ont un cancer avant l’âge de 80 ans.", []),
    ("es", "1 de cada 8 mujeres tiene cáncer de mama.", [NO_SPAN]),
    ("es", "Una de cada ocho mujeres tiene cáncer.", [NO_SPAN]),
    ("es", "El riesgo de cáncer es del 12 por ciento a la edad de 80 años.", [PERCENT]),
    ("es", "Unas 12 mujeres tienen cáncer a la edad de 80 años.", [NO_WHOLE]),
    ("es", "El riesgo de cáncer es el doble.", [RELATIVE]),
    ("es", "La mutación es dominante.", [JARGON, JARGON]),
    ("es", "Unas 12 de cada 100 mujeres tienen cáncer a la edad de 80 años.", []),
    ("pl", "1 na 8 kobiet ma raka piersi.", [NO_SPAN]),
    ("pl", "Jedna na osiem kobiet ma raka.", [NO_SPAN]),
    ("pl", "Ryzyko raka wynosi 12 procent do wieku 80 lat.", [PERCENT]),
    ("pl", "Około 12 kobiet ma raka do wieku 80 lat.", [NO_WHOLE]),
    ("pl", "Ryzyko raka jest dwukrotnie większe.", [RELATIVE]),
    ("pl", "Ta mutacja jest dominująca.", [JARGON, JARGON]),
    ("pl", "Około 12 na 100 kobiet ma raka do wieku 80 lat.", []),
    ("fi", "Yksi kahdeksasta naisesta sairastuu.", [NO_SPAN]),
    ("fi", "Noin 12 sadasta saa syövän.", [NO_SPAN]),
    ("fi", "Syövän riski on 12 prosenttia 80 vuoden ikään mennessä.", [PERCENT]),
    ("fi", "Noin 12 naista saa syövän 80 vuoden ikään mennessä.", [NO_WHOLE]),
    ("fi", "Syövän riski on kaksinkertainen.", [RELATIVE]),
    ("fi", "Mutaatio on kromosomissa.", [JARGON, JARGON]),
    ("fi", "Noin 12 sadasta saa syövän 80 vuoden ikään mennessä.", []),
    ("el", "1 στις 8 γυναίκες παθαίνει καρκίνο.", [NO_SPAN]),
    ("el", "Μία στις οκτώ γυναίκες παθαίνει καρκίνο.", [NO_SPAN]),
    ("el", "Ο κίνδυνος για καρκίνο είναι 12 τοις εκατό ως την ηλικία των 80.", [PERCENT]),
    ("el", "Περίπου 12 γυναίκες παθαίνουν καρκίνο ως την ηλικία των 80.", [NO_WHOLE]),
    ("el", "Ο κίνδυνος για καρκίνο είναι διπλάσιος.", [RELATIVE]),
    ("el", "Η μετάλλαξη είναι στο χρωμόσωμα.", [JARGON, JARGON]),
    ("el", "Περίπου 12 στις 100 γυναίκες παθαίνουν καρκίνο ως την ηλικία των 80.", []),
    ("tr", "8 kadından biri meme kanseri olur.", [NO_SPAN]),
    ("tr", "Sekiz kadından biri kanser olur.", [NO_SPAN]),
    ("tr", "Kanser riski 80 yaşına kadar yüzde 12 olur.", [PERCENT]),
    ("tr", "Yaklaşık 12 kadın 80 yaşına kadar kanser olur.", [NO_WHOLE]),
    ("tr", "Kanser riski iki katına çıkar.", [RELATIVE]),
    ("tr", "Bu mutasyon bir kromozomda.", [JARGON, JARGON]),
    ("tr", "100 kadında yaklaşık 12 kadın 80 yaşına kadar kanser olur.", []),
    ("ar", "واحدة من كل ثماني نساء تصاب بالسرطان.", [NO_SPAN]),
    ("ar", "تصاب 12 من كل 100 امرأة بالسرطان.", [NO_SPAN]),
    ("ar", "خطر السرطان هو 12 في المئة حتى سن 80.", [PERCENT]),
    ("ar", "تصاب 12 امرأة بالسرطان حتى سن 80.", [NO_WHOLE]),
    ("ar", "خطر السرطان هو ضعف المعتاد.", [RELATIVE]),
    ("ar", "هذه الطفرة في الكروموسوم.", [JARGON, JARGON]),
    ("ar", "تصاب 12 من كل 100 امرأة بالسرطان حتى سن 80.", []),
    ("ru", "1 из 8 женщин заболевает раком.", [NO_SPAN]),
    ("ru", "Одна из восьми женщин заболевает раком.", [NO_SPAN]),
    ("ru", "Риск рака составляет 12 процентов к возрасту 80 лет.", [PERCENT]),
    ("ru", "Примерно 12 женщин заболевают раком к возрасту 80 лет.", [NO_WHOLE]),
    ("ru", "Риск рака вдвое больше.", [RELATIVE]),
    ("ru", "Эта мутация доминантная.", [JARGON, JARGON]),
    ("ru", "Примерно 12 из 100 женщин заболевают раком к возрасту 80 лет.", []),
]


@pytest.mark.parametrize(("code", "sentence", "found"), SAID)
def test_a_sentence_is_found_or_let_pass(code: str, sentence: str, found: list[str]) -> None:
    told = WordLists(words(code)).found(sentence, is_for_patients=True)
    assert [message_id.removeprefix("finding.letter_") for message_id, _ in told] == found


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("1 in 8 women get breast cancer.", [NO_SPAN]),
        ("The risk is 12 % by the age of 80; the mutation doubled it.", []),
    ],
)
def test_a_professional_is_told_numbers_whole_and_spared_no_word(
    sentence: str, found: list[str]
) -> None:
    told = WordLists(words("en")).found(sentence, is_for_patients=False)
    assert [message_id.removeprefix("finding.letter_") for message_id, _ in told] == found
