import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counselling.errors import DamagedVault, VaultError
from counselling.records.keys.keys import KEY_BYTES
from counselling.records.ways.passphrase import Passphrase, check_passphrase, stretched
from counselling.records.ways.way import Parameters, Proof

PASSPHRASE = "Großmütter ärgern sich"


def counted(length: int) -> bytes:
    return bytes(range(length))


@pytest.fixture(scope="module")
def parameters() -> Parameters:
    return Passphrase().begin(Proof(passphrase=PASSPHRASE), random=counted)


def key(parameters: Parameters, passphrase: str = PASSPHRASE) -> bytes:
    return bytes(stretched(parameters, passphrase).secret)


def test_a_second_implementation_of_argon2_makes_the_same_key(parameters: Parameters) -> None:
    argon2 = pytest.importorskip("argon2.low_level")
    other = argon2.hash_secret_raw(
        unicodedata.normalize("NFC", PASSPHRASE).encode(),
        bytes.fromhex(str(parameters["salt"])),
        time_cost=3,
        memory_cost=65536,
        parallelism=4,
        hash_len=KEY_BYTES,
        type=argon2.Type.ID,
    )
    assert key(parameters) == other


def test_a_passphrase_is_the_same_however_its_umlauts_are_composed(parameters: Parameters) -> None:
    decomposed = unicodedata.normalize("NFD", PASSPHRASE)
    assert decomposed != PASSPHRASE
    assert key(parameters, decomposed) == key(parameters)


@pytest.mark.parametrize("wrong", ["großmütter ärgern sich", PASSPHRASE + " ", "\ud800"])
def test_another_passphrase_makes_another_key(parameters: Parameters, wrong: str) -> None:
    assert key(parameters, wrong) != key(parameters)


def test_nothing_typed_is_no_passphrase(parameters: Parameters) -> None:
    assert Passphrase().key(parameters, Proof()) is None


@pytest.mark.parametrize(
    "weaker",
    [{"passes": 2}, {"memory_kib": 65535}, {"lanes": 3}, {"passes": 0}, {"memory_kib": 2**22}],
)
def test_a_cost_below_the_floor_or_beyond_a_desk_is_refused_unread(
    parameters: Parameters, weaker: dict[str, int]
) -> None:
    with pytest.raises(DamagedVault) as refused:
        key({**parameters, **weaker})
    assert refused.value.message_id == "vault.header_weak"


@pytest.mark.parametrize("parameters", [{}, {"passes": 3, "memory_kib": 65536, "lanes": "4"}])
def test_parameters_that_are_none_are_damage(parameters: Parameters) -> None:
    with pytest.raises(DamagedVault):
        key(parameters)


@given(st.text(max_size=14))
def test_a_short_passphrase_makes_no_slot(text: str) -> None:
    with pytest.raises(VaultError) as refused:
        check_passphrase(unicodedata.normalize("NFD", unicodedata.normalize("NFC", text))[:14])
    assert refused.value.fields == {"minimum": 15}


def test_fifteen_characters_are_counted_as_people_count_them() -> None:
    check_passphrase("Öläüßéñçåøæłđźó")
    with pytest.raises(VaultError):
        check_passphrase(unicodedata.normalize("NFD", "Öläüßéñçåøæłđź"))


@pytest.mark.parametrize(
    "text",
    [
        "passwordpassword",
        "Passw0rd12345678",
        "aaaaaaaaaaaaaaaaaaaa",
        "annaannaannaanna",
        "qwertyuiopasdfghjkl",
        "QWERTZUIOPASDFGHJKL1",
        "1234567890123456",
        "correct horse battery staple",
        "consultand demo vault",
        "Krankenhaus2026!!",
        "abcdefghijklmnop",
        "poiuytrewqlkjhgf",
    ],
)
def test_what_guessers_try_first_makes_no_slot(text: str) -> None:
    with pytest.raises(VaultError) as refused:
        check_passphrase(text)
    assert refused.value.message_id == "vault.passphrase_common"


@pytest.mark.parametrize(
    "text",
    ["a passphrase long enough", "invented families only", "vier Ziegen singen leise",
     "кошка гуляет одна ночью", "το σπίτι είναι μακριά", "猫が夜に一人で歩いている静かな街の中で"],
)  # fmt: skip
def test_words_that_do_not_belong_together_will_do(text: str) -> None:
    check_passphrase(text)
