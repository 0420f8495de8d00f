"""The agent's zip: the same bytes for the same contents, and refused where it could not run."""

import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy import checks, dependencies, package
from deploy.problems import DeployError
from tests.deploy.conftest import write_small

X86_64 = b"\x7fELF" + bytes(14) + (62).to_bytes(2, "little")
ARM64 = b"\x7fELF" + bytes(14) + (183).to_bytes(2, "little")

Contents = dict[str, bytes]


@pytest.fixture
def contents(small_package: Path) -> Contents:
    with zipfile.ZipFile(small_package) as small:
        return {name: small.read(name) for name in small.namelist()}


def test_the_same_contents_are_the_same_bytes(tmp_path: Path, contents: Contents) -> None:
    one, other = tmp_path / "one.zip", tmp_path / "other.zip"
    package.write(one, contents)
    package.write(other, dict(reversed(contents.items())))

    assert one.read_bytes() == other.read_bytes()
    assert package.read(one).digest == package.read(other).digest


def test_other_contents_have_another_key(tmp_path: Path, small_package: Path) -> None:
    other = tmp_path / "other.zip"
    write_small(other, added=b"# changed")

    assert package.read(other).digest != package.read(small_package).digest


def test_what_starts_the_agent_can_be_executed(tmp_path: Path, contents: Contents) -> None:
    file = tmp_path / "agent.zip"
    package.write(file, contents | {package.INSTRUMENT: package.SCRIPT})

    with zipfile.ZipFile(file) as made:
        modes = {item.filename: item.external_attr >> 16 & 0o777 for item in made.infolist()}
    assert modes[package.INSTRUMENT] == 0o755
    assert modes["app.py"] == 0o644


def without(name: str) -> Callable[[Contents], Contents]:
    return lambda contents: {key: value for key, value in contents.items() if key != name}


def having(**more: bytes) -> Callable[[Contents], Contents]:
    return lambda contents: contents | {key.replace("__", "/"): each for key, each in more.items()}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (without("app.py"), "it has no app.py"),
        (without("strands/nothing"), "imports strands, which is not in it"),
        (without("opentelemetry/instrumentation/auto_instrumentation/__init__.py"), "it has no"),
        (having(numpy__core=X86_64), "numpy/core is not for Arm64"),
        (having(build__nothing=b""), "build.py hides the package build"),
        (
            lambda contents: contents | {"numpy/core.cpython-312-aarch64-linux-gnu.so": ARM64},
            "is for another Python",
        ),
    ],
)
def test_what_could_not_run_is_refused(
    tmp_path: Path, contents: Contents, change: Callable[[Contents], Contents], why: str
) -> None:
    file = tmp_path / "agent.zip"
    package.write(file, change(contents))

    with pytest.raises(DeployError, match=why):
        package.read(file)


def test_a_library_for_arm64_is_taken(tmp_path: Path, contents: Contents) -> None:
    file = tmp_path / "agent.zip"
    package.write(file, contents | {"numpy/core.cpython-313-aarch64-linux-gnu.so": ARM64})

    assert package.read(file).files == len(contents) + 1


def test_what_is_too_big_is_refused(tmp_path: Path, contents: Contents) -> None:
    file = tmp_path / "agent.zip"
    package.write(file, contents)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
        for number in range(16):
            made.writestr(f"data/{number}", bytes(48 * checks.MEGABYTE))

    with pytest.raises(DeployError, match="768 MB unpacked, and 750 is the most"):
        package.read(file)


def test_what_is_no_zip_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "agent.zip"
    file.write_text("no")

    with pytest.raises(DeployError, match="is no zip"):
        package.read(file)


@pytest.mark.long
@pytest.mark.timeout(1200)
def test_the_real_one_is_built_for_arm64(tmp_path: Path) -> None:
    """Fetches what constraints.txt names, once for all runs on this machine."""
    cache = Path(tempfile.gettempdir()) / "agentcore-memory-studio-arm64"
    installed = dependencies.install(cache, print)
    (tmp_path / installed.name).symlink_to(installed)

    built = package.build(tmp_path, print)

    first = built.file.read_bytes()
    assert package.build(tmp_path, print) == built
    assert built.file.read_bytes() == first
    with zipfile.ZipFile(built.file) as made:
        names = made.namelist()
        assert made.read(package.INSTRUMENT) == package.SCRIPT
    compiled = [name for name in names if ".so" in Path(name).suffixes]
    assert any("aarch64-linux-gnu" in name for name in compiled)
    assert not any("x86_64" in name for name in compiled)
    assert not any(Path(name).name in package.OF_PIP for name in names)


def test_dependencies_that_cannot_be_had_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "constraints.txt"
    wanted.write_text("strands-agents==0.0.999\n")
    monkeypatch.setattr(dependencies, "CONSTRAINTS", wanted)
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    with pytest.raises(DeployError, match=r"strands-agents==0\.0\.999"):
        dependencies.install(tmp_path, print)

    assert not [each for each in tmp_path.glob("arm64-*") if each.suffix != ".unfinished"]
