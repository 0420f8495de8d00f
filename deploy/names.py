"""What everything of a deployment is called, all from its one name."""

import re
from dataclasses import dataclass

NAME = re.compile(r"[a-z][a-z0-9-]{1,22}")
"""Short and in small letters: the bucket's name holds it beside account and region (63 at most)."""
LOG_GROUPS = "/aws/bedrock-agentcore/runtimes/"
ENDPOINT = "studio"


@dataclass(frozen=True)
class Names:
    """The names of one deployment."""

    stack: str

    @property
    def resource(self) -> str:
        """Of memory and runtime, which take no hyphens."""
        return self.stack.replace("-", "_")

    @property
    def prefix(self) -> str:
        """What the keys of its code begin with."""
        return f"{self.stack}/"

    def bucket(self, account: str, region: str) -> str:
        """Of the bucket that a deployment makes where it is given none."""
        return f"{self.stack}-code-{account}-{region}"

    @property
    def log_groups(self) -> str:
        """What the names of its log groups begin with."""
        return f"{LOG_GROUPS}{self.resource}-"

    def is_log_group(self, name: str) -> bool:
        """Whether a log group is of this deployment's runtime: its ID and an endpoint follow."""
        of_runtime = rf"{re.escape(self.log_groups)}[A-Za-z0-9]{{10}}-[A-Za-z0-9_]+"
        return re.fullmatch(of_runtime, name) is not None
