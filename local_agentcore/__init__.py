"""The embedded AgentCore: Amazon Bedrock AgentCore's wire API on loopback, without an AWS account.

Memory, runtime and Bedrock's Converse, served from the service models that botocore ships.
"""
