from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from studio.identity import LASTS, person, providers
from studio.owners import Owner
from studio.settings import SettingsError

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
CLAIMS: dict[str, Any] = {
    "is_logged_in": True,
    "iss": "https://id.example",
    "sub": "1234",
    "iat": int(NOW.timestamp()),
    "name": "Ana",
    "email": "ana@example.com",
}
SECRET = {"cookie_secret": "x" * 32}
PROVIDER = {"client_id": "app", "client_secret": "s", "server_metadata_url": "https://id.example"}


def test_who_signed_in_is_told_by_issuer_and_subject_not_by_e_mail() -> None:
    ana, renamed = person(CLAIMS, NOW), person(CLAIMS | {"email": "a@b.c", "name": "Anna"}, NOW)
    assert ana is not None and renamed is not None
    assert ana.owner == renamed.owner == Owner.of("https://id.example", "1234")
    assert (ana.name, renamed.name) == ("Ana", "Anna")


@pytest.mark.parametrize(
    ("missing", "name"), [(["name"], "ana@example.com"), (["name", "email"], "1234")]
)
def test_a_person_without_a_name_is_called_what_is_known(missing: list[str], name: str) -> None:
    found = person({key: value for key, value in CLAIMS.items() if key not in missing}, NOW)
    assert found is not None
    assert found.name == name


def test_nobody_is_there_before_signing_in_nor_long_after() -> None:
    assert person({"is_logged_in": False}, NOW) is None
    assert person({}, NOW) is None
    assert person(CLAIMS, NOW + LASTS) is not None
    assert person(CLAIMS, NOW + LASTS + timedelta(seconds=1)) is None


def test_providers_are_the_one_in_the_section_and_those_named_in_it() -> None:
    assert providers(SECRET | PROVIDER | {"client_kwargs": {"prompt": "login"}}) == ("default",)
    assert providers(SECRET | {"google": PROVIDER, "okta": PROVIDER}) == ("google", "okta")


@pytest.mark.parametrize(
    ("section", "said"),
    [
        ({}, "cookie_secret"),
        (PROVIDER | {"cookie_secret": "short"}, "32 characters"),
        (SECRET, "names no provider"),
        (SECRET | {"client_kwargs": {"prompt": "login"}}, "names no provider"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused(section: Any, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        providers(section)
