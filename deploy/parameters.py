"""The template's parameters: as asked for, else as they were, else those to begin with."""

from collections.abc import Mapping

from deploy.names import Names
from deploy.options import Options

BUCKET, KEY = "CodeBucket", "CodeKey"
MODEL, LOG_DAYS = "ModelId", "LogRetentionDays"
DEFAULTS = {
    MODEL: "global.anthropic.claude-sonnet-4-6",
    "Episodic": "false",
    "EventExpiryDays": "90",
    LOG_DAYS: "30",
}
"""The template has the same; here they are for what is not the stack's: costs and log groups."""
GEOGRAPHIES = frozenset({"apac", "au", "ca", "eu", "global", "jp", "us", "us-gov"})
"""What an inference profile's ID puts before its model's."""


def parameters(
    options: Options, kept: Mapping[str, str], own_bucket: str, digest: str
) -> dict[str, str]:
    """All parameters, for code of this digest.

    `kept` are those of the stack that there is: what is not asked for anew stays.
    """
    given = {
        BUCKET: options.bucket,
        MODEL: options.model,
        "Episodic": None if options.episodic is None else str(options.episodic).lower(),
        "EventExpiryDays": options.event_days,
        LOG_DAYS: options.log_days,
    }
    values = {BUCKET: own_bucket} | DEFAULTS
    values |= {name: kept[name] for name in given.keys() & kept.keys()}
    values |= {name: str(value) for name, value in given.items() if value is not None}
    return values | {
        "Name": options.names.resource,
        KEY: key(options.names, digest),
        "FoundationModel": foundation_model(values[MODEL]),
    }


def key(names: Names, digest: str) -> str:
    """The S3 key of code: the same for the same contents."""
    return f"{names.prefix}{digest}.zip"


def foundation_model(model: str) -> str:
    """The model behind an inference profile, or the model itself."""
    geography, _, behind = model.partition(".")
    return behind if geography in GEOGRAPHIES else model
