"""Words of a pedigree as cancers, and operations as organs that are gone."""

import pytest

from counselling.risk.organs import cancer_of, first_cancer, has_lost, taken_by
from counselling.shorthand.registry import LANGUAGES, lexicon


@pytest.mark.parametrize(
    ("told", "cancer"),
    [
        ("breast", "breast"),
        ("Ovarian cancer", "ovary"),
        ("Mammakarzinom", "breast"),
        ("cancer of the ovary", "ovary"),
        ("Carcinoma of Colon", "colorectal"),
        ("malignant neoplasm of rectum", "colorectal"),
        ("Malignant tumor of stomach", "stomach"),
        ("colorectal adenocarcinoma", "colorectal"),
        ("Gebärmutterkrebs", "endometrium"),
        ("uterine", "endometrium"),
        ("brain tumor", "brain"),
        ("Hirntumor", "brain"),
        ("small-bowel", "small_bowel"),
        ("malignes Melanom", "melanoma"),
        ("osteosarcoma", "bone"),
        ("soft tissue  sarcoma", "sarcoma"),
        ("kidney cancer", "kidney"),
        ("Mamma-Ca", "breast"),
        ("Triple-negatives Mammakarzinom", "breast"),
        ("Kolon-Ca", "colorectal"),
        ("Korpuskarzinom", "endometrium"),
        ("ov ca", "ovary"),
        ("Bauchspeicheldrüsen-Ca", "pancreas"),
        ("Schilddruesenkrebs", "thyroid"),
    ],
)
def test_words_mean_the_cancer_that_they_say(told: str, cancer: str) -> None:
    assert cancer_of(told) == cancer


@pytest.mark.parametrize(
    "told",
    ["", "polyps", "colon polyps", "cervical cancer", "skin cancer", "cancer of unknown site",
     "ulcerative colitis", "urothelial cancer", "irritable bowel syndrome", "breast lump",
     "brain haemorrhage", "cancer", "MC", "bk", "Darmpolypen", "Herzinfarkt",
     "benign ovarian cyst", "Magengeschwür", "carcinoma of the"],
)  # fmt: skip
def test_other_words_mean_none(told: str) -> None:
    assert cancer_of(told) == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_notes_means_what_it_is_kept_as_today(language: str) -> None:
    words = lexicon(language)
    kept = {term: words.name_told(term) for term in words.phrases if words.name_told(term)}
    as_today = {term: cancer_of(name) for term, name in kept.items()}
    others = {term for term, cancer in as_today.items() if cancer != cancer_of(term)}
    assert others <= {"osteosarcoma", "osteosarkom"}  # of bone, kept as a kind of sarcoma


def test_the_earliest_of_several_words_counts(make_person) -> None:
    person = make_person("x", "F", 60, cancers={"rectal cancer": 55, "colon": 44})
    first = first_cancer(person, "colorectal")
    assert first is not None
    assert first.condition == "colon"
    assert first_cancer(person, "stomach") is None


def test_operations_are_known_by_their_kind(make_person) -> None:
    assert taken_by("Salpingo oophorectomy") == ("ovary",)
    assert taken_by("appendectomy") == ()
    person = make_person("x", "F", 60, surgery={"colectomy": 50})
    assert has_lost(person, "colorectal")
    assert not has_lost(person, "stomach")
