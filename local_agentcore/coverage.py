"""What of the operations' input is taken and has no effect, for want of a cloud around it."""

WITHOUT_EFFECT: dict[str, dict[str, str]] = {
    "CreateMemory": {
        "encryptionKeyArn": "kept and answered; the file on disk is not encrypted",
        "memoryExecutionRoleArn": "kept and answered; no role is needed, for custom ones neither",
        "streamDeliveryResources": "kept and answered; nothing is streamed to Kinesis",
        "memoryStrategies": "prompts, models and instructions for a model have effect only where "
        "a model is configured, and none for episodes and reflections",
    },
    "UpdateMemory": {
        "memoryExecutionRoleArn": "kept and answered",
        "streamDeliveryResources": "kept and answered; nothing is streamed to Kinesis",
        "memoryStrategies": "as with CreateMemory",
    },
    "DeleteMemory": {"clientToken": "a second request finds nothing to delete"},
    "CreateAgentRuntime": {
        "roleArn": "kept and answered",
        "agentRuntimeArtifact": "a folder of this machine instead of S3; no containers",
        "networkConfiguration": "kept and answered",
        "authorizerConfiguration": "kept and answered; nobody is asked for a token",
        "protocolConfiguration": "kept and answered; every agent is spoken to by HTTP",
        "hooksConfiguration": "kept and answered",
        "filesystemConfigurations": "kept and answered; an agent has this machine's files",
        "capacityProviderConfiguration": "kept and answered",
        "platformVersion": "kept and answered",
        "allowedPorts": "kept and answered",
        "resourceConfigurations": "kept and answered",
    },
    "UpdateAgentRuntime": {
        "roleArn": "as with CreateAgentRuntime, and so on",
        "metadataConfiguration": "kept and answered",
    },
    "DeleteAgentRuntime": {"clientToken": "a second request finds nothing to delete"},
    "DeleteAgentRuntimeEndpoint": {"clientToken": "a second request finds nothing to delete"},
    "UpdateAgentRuntimeEndpoint": {"clientToken": "the same change is made again"},
    "InvokeAgentRuntime": {"accountId": "there is one account"},
    "StopRuntimeSession": {"clientToken": "a second request finds no session"},
    "Converse": {
        "inferenceConfig": "none on the offline model",
        "guardrailConfig": "no guardrails",
        "performanceConfig": "none",
        "serviceTier": "none",
        "requestMetadata": "none",
        "additionalModelRequestFields": "none",
        "promptVariables": "none",
    },
    "ConverseStream": {
        "inferenceConfig": "none on the offline model",
        "guardrailConfig": "no guardrails",
    },
}
"""By operation and member of its input, what becomes of the member."""
