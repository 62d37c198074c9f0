"""Words of a pedigree as cancers, and operations as organs that are gone."""

import pytest

from counselling.risk.organs import cancer_of, first_cancer, has_lost, taken_by


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
    ],
)
def test_words_mean_the_cancer_that_they_say(told: str, cancer: str) -> None:
    assert cancer_of(told) == cancer


@pytest.mark.parametrize(
    "told",
    ["", "polyps", "colon polyps", "cervical cancer", "skin cancer", "cancer of unknown site",
     "ulcerative colitis", "urothelial cancer", "irritable bowel syndrome", "breast lump",
     "brain haemorrhage", "cancer", "benign ovarian cyst", "Magengeschwür", "carcinoma of the"],
)  # fmt: skip
def test_other_words_mean_none(told: str) -> None:
    assert cancer_of(told) == ""


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
