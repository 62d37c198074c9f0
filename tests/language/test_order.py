"""Lists stand in the order of the language: as its dictionaries have it, and as CLDR says."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from counselling.language.catalogue import Catalogue
from counselling.language.order import Order
from counselling.language.registry import LANGUAGES, find
from tests.language.collation import compared
from tests.language.folders import traits
from tests.language.test_golden import GOLDEN

CODES = [language.code for language in LANGUAGES]
CLDR = {"nb": "no"}  # CLDR's rules of a language stand under another code


def language(code: str) -> Catalogue:
    return Catalogue(code, find(code).direction, {}, traits(code))


# Names as they follow each other in the dictionaries and telephone books of the language.
LISTS = {
    "ar": "أحمد باسم تامر جميل خالد سعيد عمر فاطمة كريم ليلى محمد نور هدى يوسف",
    "bg": "Ангелов Борисов Георгиев Иванов Йорданов Константинов Цветков Чавдаров Щерев Янев",
    "cs": "Cibulka Čapek Dvořák Hora Hus Chalupa Jirásek Rybář Říha Svoboda Šimek Zeman Žák",
    "da": "Andersen Møller Nielsen Zeuthen Æbelø Ørsted Østergaard Aagaard Åkjær",
    "de": "Muller Müller Mutter Straße Strasser Strauß Zahn",
    "el": "Άννινος Αντωνίου Βασιλείου Γεωργίου Έλλην Ευαγγέλου Ζήσης Ήρων Ωραίου",
    "es": "Nadal Núñez Ñíguez Olmo Ortega",
    "et": "Saar Sõber Šmidt Zirk Žukov Tamm Urb Vaher Õun Äär Öpik Üksküla Xavier Young",
    "fa": "آرش احمد بهرام پروین تهمینه جمشید چنگیز ژاله کاوه گیتی مریم نوید وحید هما یاسمن",
    "fi": "Aalto Virtanen Wirtanen Yrjänä Zetterberg Åkerman Äijälä Öhman",
    "hr": "Car Čačić Ćosić Dujmović Džaja Đurić Lukić Ljubić Novak Njegoš Šimić Zec Žanić",
    "hu": "Cukor Csabai Gulyás Gyulai Nagy Novák Nyári Ormos Őry Szabó Tar Tyúk Zoltán Zsolt",
    "is": "Andri Ásgeir Baldur Davíð Eva Élise Óðinn Pétur Unnur Úlfar Yrsa Ýmir Þór Ægir Örn Åse",
    "lt": "Cibulskas Čekuolis Yla Įsrutis Ivanauskas Jonaitis Sabonis Šimkus Zuokas Žukauskas",
    "lv": "Cīrulis Čaks Gailis Ģērmanis Kalniņš Ķikuts Liepa Ļaudona Ņikita Šmits Zariņš Žagars",
    "mt": "Bonniċi Ċini Cassar Fenech Ġalea Gauci Għarb Hili Ħaber Żahra Zammit",
    "nb": "Andersen Solberg Zahl Ærland Øverland Åkre Aasen Åsheim",
    "pl": "Adamski Ącki Cybulski Ćwik Lis Łoś Nowak Ński Osa Ósemka Sowa Śliwa Zając Źrebak Żak",
    "ro": "Avram Ăvram Âvram Ionescu Înscu Stan Șerban Toma Țurcanu",
    "ru": "Евдокимов Ёжиков Елисеев Жуков Иванов Йогансен Щербаков Эренбург Юдин Яшин",
    "sk": "Adam Äther Bača Cibula Čech Hora Chalupa Ivan Oto Ôsmy Pavol Sova Šimek Zeman Žiak",
    "sl": "Car Čuk Ćosić Debevc Đurić Sova Šuštar Zupan Žagar",
    "sv": "Andersson Virtanen Wahlström Zetterlund Åberg Ängström Öberg",
    "tr": "Can Çelik Gül Hasan Ilgaz Işık İnan İnönü Jale Orhan Öztürk Sezer Şahin Uçar Ünal Zeki",
    "uk": "Гончар Ґудзь Дорош Єфремов Жук Зима Ильїн Іваненко Їжак Йосипенко Щерба Юрченко Яценко",
}  # fmt: skip


@pytest.mark.parametrize("code", LISTS)
def test_names_stand_as_in_the_languages_books(code: str) -> None:
    names = [name for name in LISTS[code].split() if not name.endswith("_")]
    assert sorted(sorted(names), key=language(code).collation_key) == names
    assert sorted(sorted(names, reverse=True), key=language(code).collation_key) == names


def letters_of(code: str) -> list[str]:
    """Letters of a language, Latin ones, and what stands between the words of a name."""
    own = {letter.lower() for letter in GOLDEN[code]["letters"] if letter.isalpha()}
    return sorted({*own, *string.ascii_lowercase, *" -'7"} - {"i̇", "ʼ"})


@pytest.mark.parametrize("code", CODES)
@given(data=st.data())
def test_words_of_a_languages_letters_stand_as_cldr_says(code: str, data: st.DataObject) -> None:
    words = language(code)
    small = st.text(st.sampled_from(letters_of(code)), min_size=1, max_size=5)
    texts = small | small.map(words.begun) | small.map(words.capitals)
    one, other = data.draw(texts), data.draw(texts)
    assume("aå" not in f"{one} {other}".casefold())  # CLDR takes it for aa with a ring
    key = words.collation_key
    if key(one) != key(other):
        is_first = compared(CLDR.get(code, code), one, other) < 0
        assert (key(one) < key(other)) == is_first


@pytest.mark.parametrize("code", CODES)
@given(one=st.text(max_size=8), other=st.text(max_size=8))
def test_any_text_has_a_place(code: str, one: str, other: str) -> None:
    key = language(code).collation_key
    assert (key(one) < key(other)) + (key(other) < key(one)) + (key(one) == key(other)) == 1


def test_marks_of_direction_and_of_nothing_count_not() -> None:
    english = language("en")
    assert english.collation_key("\u2068Anna\u2069") == english.collation_key("anna")


def test_digits_of_every_script_count_as_numbers_do() -> None:
    assert language("ar").collation_key("٧") == language("ar").collation_key("7")


def test_a_letter_of_several_signs_is_one_and_a_doubled_one_two() -> None:
    hungarian = language("hu").collation_key
    assert hungarian("hossz") == hungarian("hoszsz")
    assert hungarian("cukor") < hungarian("csabai")


@pytest.mark.parametrize("code", CODES)
def test_every_alphabet_has_the_letters_of_its_language(code: str) -> None:
    order = traits(code).order
    if order != Order():
        own = {letter.lower() for letter in GOLDEN[code]["letters"] if letter.isalpha()}
        foreign = {each for each in own if order.key(each)[0] and order.key(each)[0][0][0] == 3}
        assert foreign - {*"ʼςªº"} == set()


def test_languages_stand_by_their_names_behind_what_the_page_falls_back_to() -> None:
    first, *others = LANGUAGES
    own_names = [each.own_name for each in others]
    assert first.code == "en"
    assert sorted(own_names, key=language("en").collation_key) == own_names
