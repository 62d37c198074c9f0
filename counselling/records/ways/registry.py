"""All kinds of ways in."""

from collections.abc import Mapping
from typing import Final

from counselling.records.ways.code_to_renew import CodeToRenew
from counselling.records.ways.device import PassphraseAndDevice
from counselling.records.ways.invitation import Invitation
from counselling.records.ways.passphrase import Passphrase
from counselling.records.ways.recovery_code import RecoveryCode
from counselling.records.ways.security_key import SecurityKeyWay
from counselling.records.ways.shares import ClinicShares
from counselling.records.ways.way import Way

_ALL: Final[tuple[Way, ...]] = (
    Passphrase(),
    PassphraseAndDevice(),
    RecoveryCode(),
    CodeToRenew(),
    Invitation(),
    ClinicShares(),
    SecurityKeyWay(),
)
WAYS: Final[Mapping[str, Way]] = {way.kind: way for way in _ALL}
