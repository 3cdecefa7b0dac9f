"""Which address of a member a tenant vouches for."""

import pytest

from bot.teams.roster import vouched


@pytest.mark.parametrize(
    ("principal", "email", "address"),
    [
        ("dana@northwind.example", "dana@northwind.example", "dana@northwind.example"),
        ("d17@northwind.example", "Dana.Cho@Northwind.example", "Dana.Cho@Northwind.example"),
        ("dana@northwind.example", None, "dana@northwind.example"),
        ("dana@northwind.example", "ceo@victim.example", None),
        ("dana@northwind.onmicrosoft.com", "dana@northwind.example", None),
        ("dana_gmail.com#EXT#@northwind.example", "dana@northwind.example", None),
        ("dana", "dana@northwind.example", None),
        (None, "dana@northwind.example", None),
        ("a@b@northwind.example", "dana@northwind.example", None),
    ],
)
def test_only_an_address_in_the_domain_of_the_principal_name_counts(
    principal: object, email: object, address: str | None
) -> None:
    """A tenant has proven its own domains: an address elsewhere may be anybody's, and a guest has none."""
    assert vouched(principal, email) == address
