"""BIP-340 signatures: the vectors of the BIP, by plain Python and by libsecp256k1."""

import pytest

from hashtui.sources.nostr import schnorr, signature

DFF1 = "DFF1D77F2A671C5F36183726DB2341BE58FEAE1DA2DECED843240F7B502BA659"
M243F = "243F6A8885A308D313198A2E03707344A4093822299F31D0082EFA98EC4E6C89"
R6CFF = "6CFF5C3BA86C69EA4B7376F31A9BCB4F74C1976089B2D9963DA2E5543E177769"
S69E8 = "69E89B4C5564D00349106B8497785DD7D1D713A8AE82B32FA79D5F7FC407D39B"

VECTORS = [
    (
        "F9308A019258C31049344F85F89D5229B531C845836F99B08601F113BCE036F9",
        "0000000000000000000000000000000000000000000000000000000000000000",
        (
            "E907831F80848D1069A5371B402410364BDF1C5F8307B0084C55F1CE2DCA8215"
            "25F66A4A85EA8B71E482A74F382D2CE5EBEEE8FDB2172F477DF4900D310536C0"
        ),
        True,
        "the smallest numbers",
    ),
    (
        DFF1,
        M243F,
        (
            "6896BD60EEAE296DB48A229FF71DFE071BDE413E6D43F917DC8DCF8C78DE3341"
            "8906D11AC976ABCCB20B091292BFF4EA897EFCB639EA871CFA95F6DE339E4B0A"
        ),
        True,
        "ordinary",
    ),
    (
        "DD308AFEC5777E13121FA72B9CC1B7CC0139715309B086C960E18FD969774EB8",
        "7E2D58D8B3BCDF1ABADEC7829054F90DDA9805AAB56C77333024B9D0A508B75C",
        (
            "5831AAEED7B44BB74E5EAB94BA9D4294C49BCF2A60728D8B4C200F50DD313C1B"
            "AB745879A5AD954A72C45A91C3A51D3C7ADEA98D82F8481E0E1E03674A6F3FB7"
        ),
        True,
        "ordinary too",
    ),
    (
        "25D1DFF95105F5253C4022F628A996AD3A0D95FBF21D468A1B33F8C160D8F517",
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF",
        (
            "7EB0509757E246F19449885651611CB965ECC1A187DD51B64FDA1EDC9637D5EC"
            "97582B9CB13DB3933705B32BA982AF5AF25FD78881EBB32771FC5922EFC66EA3"
        ),
        True,
        "the message is not taken modulo anything",
    ),
    (
        "D69C3509BB99E412E68B0FE8544E72837DFA30746D8BE2AA65975F29D22DC7B9",
        "4DF3C3F68FCC83B27E9D42C90431A72499F17875C81A599B566C9889B9696703",
        (
            "00000000000000000000003B78CE563F89A0ED9414F5AA28AD0D96D6795F9C63"
            "76AFB1548AF603B3EB45C9F8207DEE1060CB71C04E80F593060B07D28308D7F4"
        ),
        True,
        "a small r",
    ),
    (
        "EEFDEA4CDB677750A420FEE807EACF21EB9898AE79B9768766E4FAA04A2D4A34",
        M243F,
        R6CFF + S69E8,
        False,
        "the key is not on the curve",
    ),
    (
        DFF1,
        M243F,
        (
            "FFF97BD5755EEEA420453A14355235D382F6472F8568A18B2F057A1460297556"
            "3CC27944640AC607CD107AE10923D9EF7A73C643E166BE5EBEAFA34B1AC553E2"
        ),
        False,
        "R has an odd y",
    ),
    (
        DFF1,
        M243F,
        (
            "1FA62E331EDBC21C394792D2AB1100A7B432B013DF3F6FF4F99FCB33E0E1515F"
            "28890B3EDB6E7189B630448B515CE4F8622A954CFE545735AAEA5134FCCDB2BD"
        ),
        False,
        "the message is negated",
    ),
    (DFF1, M243F, R6CFF + "961764B3AA9B2FFCB6EF947B6887A226E8D7C93E00C5ED0C1834FF0D0C2E6DA6", False, "s is negated"),
    (
        DFF1,
        M243F,
        "0" * 64 + "123DDA8328AF9C23A94C1FEECFD123BA4FB73476F0D594DCB65C6425BD186051",
        False,
        "R is at infinity, and r 0",
    ),
    (
        DFF1,
        M243F,
        "0" * 63 + "17615FBAF5AE28864013C099742DEADB4DBA87F11AC6754F93780D5A1837CF197",
        False,
        "R is at infinity, and r 1",
    ),
    (
        DFF1,
        M243F,
        "4A298DACAE57395A15D0795DDBFD1DCB564DA82B0F269BC70A74F8220429BA1D" + S69E8,
        False,
        "r is no x of the curve",
    ),
    (
        DFF1,
        M243F,
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F" + S69E8,
        False,
        "r is the size of the field",
    ),
    (
        DFF1,
        M243F,
        R6CFF + "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141",
        False,
        "s is the order of the curve",
    ),
    (
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC30",
        M243F,
        R6CFF + S69E8,
        False,
        "the key is larger than the field",
    ),
]


@pytest.fixture(params=[False, True], ids=["plain", "fast"])
def fast(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param and not signature.IS_FAST:
        pytest.skip("coincurve is not installed")
    monkeypatch.setattr(signature, "IS_FAST", request.param)
    signature.holds.cache_clear()
    return bool(request.param)


@pytest.mark.parametrize(("key", "message", "signed", "verdict", "what"), VECTORS, ids=[row[4] for row in VECTORS])
def test_the_vectors_of_the_bip_are_judged_right(
    fast: bool, key: str, message: str, signed: str, verdict: bool, what: str
) -> None:
    found = signature.holds(bytes.fromhex(message), bytes.fromhex(key), bytes.fromhex(signed))

    assert found is verdict


@pytest.mark.parametrize(
    ("key", "signed"), [("", ""), ("00" * 31, "00" * 64), (DFF1, "00" * 63), ("00" * 32, "00" * 64)]
)
def test_what_is_no_key_or_no_signature_does_not_hold(fast: bool, key: str, signed: str) -> None:
    assert signature.holds(bytes(32), bytes.fromhex(key), bytes.fromhex(signed)) is False


def test_any_changed_bit_breaks_it() -> None:
    key, message, signed = (bytes.fromhex(text) for text in VECTORS[1][:3])

    for parts in (_changed(key, message, signed, place) for place in range(0, 128, 7)):
        assert schnorr.verify(*parts) is False


def _changed(key: bytes, message: bytes, signed: bytes, place: int) -> tuple[bytes, bytes, bytes]:
    whole = bytearray(message + key + signed)
    whole[place] ^= 1 << place % 8
    return bytes(whole[:32]), bytes(whole[32:64]), bytes(whole[64:])
