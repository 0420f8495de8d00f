"""The template as data, with cfn-lint's reading of CloudFormation's YAML."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from cfnlint.api import ManualArgs, lint
from cfnlint.decode import decode

from deploy.plan import TEMPLATE

REGIONS = ["us-east-1", "us-west-2", "eu-central-1", "ap-northeast-1"]


@cache
def template() -> dict[str, Any]:
    """All of it, intrinsic functions as `{"Fn::...": ...}`."""
    found, problems = decode(str(TEMPLATE))
    assert not problems
    return dict(found)


def properties(resource: str) -> dict[str, Any]:
    found: dict[str, Any] = template()["Resources"][resource]["Properties"]
    return found


def parameter(name: str) -> dict[str, Any]:
    found: dict[str, Any] = template()["Parameters"][name]
    return found


def findings(text: str) -> list[str]:
    """What cfn-lint says of a template, from errors to hints."""
    options = ManualArgs(regions=REGIONS, include_checks=["I"])
    return [str(each) for each in lint(text, config=options)]


def policy_template(policy: Path) -> str:
    """A template that holds nothing but an IAM policy, so that cfn-lint looks at it."""
    text = policy.read_text(encoding="utf-8")
    for name, value in {"PARTITION": "aws", "ACCOUNT": "123456789012"}.items():
        text = text.replace(f"${{{name}}}", value)
    text = re.sub(r"\$\{\w+\}", "x", text)
    properties = {"PolicyDocument": json.loads(text)}
    resource = {"Type": "AWS::IAM::ManagedPolicy", "Properties": properties}
    return json.dumps({"Resources": {"Policy": resource}})
