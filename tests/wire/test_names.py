"""Names are looked up beside the loop, a few at a time, and each look-up makes room for the next."""

from ipaddress import ip_address

from hashtui.wire.names import AT_ONCE, Names


async def test_any_number_of_names_can_be_looked_up_one_after_the_other() -> None:
    names = Names()

    found = [await names.addresses("127.0.0.1") for _ in range(2 * AT_ONCE + 1)]

    assert found == [[ip_address("127.0.0.1")]] * (2 * AT_ONCE + 1)
