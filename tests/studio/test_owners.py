import pytest

from studio import namespaces
from studio.ids import is_session_id, new_session_id, valid_actor_id
from studio.owners import EVERYBODY, Owner, name_of, tag_of
from studio.types import Strategy, StrategyType

ANA = Owner.of("https://id.example", "ana")
BEN = Owner.of("https://id.example", "ben")


def test_a_person_is_told_by_issuer_and_subject_and_stays_the_same() -> None:
    assert Owner.of("https://id.example", "ana") == ANA
    assert len({ANA, BEN, Owner.of("https://other.example", "ana")}) == 3
    # A boundary that moves does not make one person of two.
    assert Owner.of("https://id.example/a", "na") != Owner.of("https://id.example/", "ana")
    # IDs that were made by an earlier release stay their owner's.
    assert ANA.tag == "oafd838c97870ee5bfa4f"


def test_two_people_may_have_an_actor_of_the_same_name() -> None:
    ana_s, ben_s = ANA.actor_id("alice"), BEN.actor_id("alice")
    assert ana_s != ben_s
    assert name_of(ana_s) == name_of(ben_s) == "alice"
    assert (ANA.owns(ana_s), ANA.owns(ben_s)) == (True, False)
    assert valid_actor_id(ana_s) == ana_s
    assert ANA.actor_id(ana_s) == ana_s


@pytest.mark.parametrize("name", ["alice", "a:b", "a/b", "o:x", "o2c59:x", BEN.actor_id("alice")])
def test_whatever_name_is_typed_becomes_an_actor_of_one_s_own(name: str) -> None:
    actor_id = ANA.actor_id(name)
    assert ANA.owns(actor_id)
    assert not BEN.owns(actor_id)
    assert name_of(actor_id) == name


@pytest.mark.parametrize("actor_id", ["", "alice", ANA.tag, f"{ANA.tag}x:alice", f"x{ANA.tag}:a"])
def test_an_actor_without_the_tag_is_not_theirs(actor_id: str) -> None:
    assert not ANA.owns(actor_id)
    assert EVERYBODY.owns(actor_id)


def test_a_session_bears_the_tag_of_its_actor() -> None:
    session = new_session_id(ANA.actor_id("alice"))
    assert is_session_id(session)
    assert (ANA.owns_session(session), BEN.owns_session(session)) == (True, False)
    assert not ANA.owns_session(new_session_id("alice"))
    assert EVERYBODY.owns_session(session)


@pytest.mark.parametrize(
    ("namespace", "is_reached"),
    [
        (f"/users/{ANA.tag}:alice/facts/", True),
        (f"/users/{ANA.tag}:alice", True),
        (f"/summaries/{ANA.tag}:alice/{ANA.tag}-session/", True),
        (f"/users/{ANA.tag}:a/b/facts/", True),
        (f"/users/{BEN.tag}:alice/facts/", False),
        (f"/users/{BEN.tag}:x/{ANA.tag}:y/facts/", False),
        (f"/users/{ANA.tag}:x/{BEN.tag}:y/facts/", True),
        (f"/users/{ANA.tag}", False),
        (f"/users/{ANA.tag}-x/", False),
        (f"/users/x{ANA.tag}:alice/", False),
        (f"/*/{ANA.tag}:alice/", False),
        ("/users/alice/facts/", False),
        ("/users/", False),
        ("/", False),
        ("", False),
    ],
)
def test_a_namespace_is_whose_actor_it_names_first(namespace: str, is_reached: bool) -> None:
    assert ANA.reaches(namespace) is is_reached
    assert EVERYBODY.reaches(namespace)


def test_an_owned_actor_has_no_part_in_a_namespace_that_names_no_actor() -> None:
    templates = ("/users/{actorId}/facts/", "/shared/", "/{sessionId}/{actorId}/")
    strategy = Strategy("s-1", "facts", StrategyType.SEMANTIC, templates)
    actor = ANA.actor_id("alice")
    assert namespaces.paths(strategy, actor) == [f"/users/{actor}/facts/"]
    assert namespaces.paths(strategy, "alice") == ["/users/alice/facts/", "/shared/", "/"]


def test_an_actor_of_nobody_has_its_id_as_its_name() -> None:
    assert (name_of("alice"), tag_of("alice")) == ("alice", "")
