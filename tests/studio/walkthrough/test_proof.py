"""The proof as on AWS: another process serves, named by its ARN and its memory's ID alone."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ELSEWHERE = "eu-north-1"

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """What `python -m local_agentcore` says of itself once it serves."""
    command = [sys.executable, "-m", "local_agentcore", "--data", str(tmp_path / "data")]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=log, text=True)
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()
            process.communicate(timeout=30)


def environment(endpoint: str) -> dict[str, str]:
    """What points boto3 there, and nothing that names an agent or a memory."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("STUDIO_", "AWS_")) and name not in ("AGENT_ARN", "MEMORY_ID")
    }
    services = ("BEDROCK_AGENTCORE", "BEDROCK_AGENTCORE_CONTROL")
    return {
        **kept,
        **{f"AWS_ENDPOINT_URL_{service}": endpoint for service in services},
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": ELSEWHERE,
    }


def test_the_proof_by_arn_and_memory_id(served: Mapping[str, str], tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    named = ["--agent-arn", served["agentRuntimeArn"], "--memory-id", served["memoryId"]]
    done = subprocess.run(
        [
            *[sys.executable, "-m", "studio.walkthrough", *named],
            *["--only", "long-term", "--patience", "30", "--json", str(report)],
        ],
        cwd=ROOT,
        env=environment(served["endpoint"]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Walkthrough: AWS, {served['region']}, memory {served['memoryId']}" in done.stdout
    told = json.loads(report.read_text())
    assert (told["region"], told["passed"]) == (served["region"], True)
    assert served["region"] != ELSEWHERE
    took = re.findall(r"Memory is learning: (\d+\.\d) s", done.stdout)
    assert len(took) == 1
    assert 0 < float(took[0]) < 30
