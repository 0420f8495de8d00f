"""The model by its setting."""

import subprocess
import sys

import pytest

from local_agentcore.model import choose_model


def test_settings_and_what_they_are_called() -> None:
    names = {
        "offline": "Offline model",
        "openai:http://localhost:8080/v1#llama3": "openai: llama3 at http://localhost:8080/v1",
        "ollama:llama3:8b": "ollama: llama3:8b at http://127.0.0.1:11434",
    }
    for setting, name in names.items():
        model = choose_model(setting, {})
        assert model
        assert model.name == name
    assert choose_model("bedrock") is None


def test_ollama_may_run_elsewhere() -> None:
    model = choose_model("ollama:llama3", {"OLLAMA_HOST": "http://gpu:1234"})
    assert model
    assert model.name == "ollama: llama3 at http://gpu:1234"


@pytest.mark.parametrize(
    ("setting", "hint"),
    [
        *[
            (s, "Allowed: offline, bedrock")
            for s in ("", "Offline", "gpt-4", "ollama:", "ollama: ")
        ],
        *[(f"openai:{s}", "openai:URL#MODEL") for s in ("", "#m", "http://h/v1", "http://h/v1#")],
        *[(f"openai:{s}", "for example") for s in ("h/v1#m", "ftp://h#m", "http://#m", "https:#m")],
    ],
)
def test_a_bad_setting_says_what_is_allowed(setting: str, hint: str) -> None:
    with pytest.raises(ValueError, match=hint):
        choose_model(setting)


def test_the_default_loads_no_provider() -> None:
    code = (
        "import sys; from local_agentcore.model import choose_model; choose_model('offline');"
        "sys.exit(bool({'strands', 'openai', 'ollama'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
