"""The agent's zip in S3: in a bucket that is given, or in one that the deployment makes."""

from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from deploy.aws import Aws
from deploy.names import Names
from deploy.problems import DENIED, DeployError

MISSING = frozenset({"404", "NoSuchBucket", "NoSuchKey", "NotFound"})
NO_LOCATION = "us-east-1"
"""The one region that S3 takes no name of when a bucket is made."""


def upload(aws: Aws, bucket: str, key: str, package: Path) -> bool:
    """Put the zip there unless it is there. Returns whether it had to be.

    Raises:
        ClientError, BotoCoreError: S3 does not allow it.
    """
    named = {"Bucket": bucket, "Key": key}
    if _found(aws.s3.head_object, **named, ExpectedBucketOwner=aws.account) is not None:
        return False
    aws.s3.upload_file(str(package), bucket, key, ExtraArgs={"ExpectedBucketOwner": aws.account})
    return True


def ensure(aws: Aws, bucket: str, *, is_ours: bool) -> bool:
    """Make the bucket where there is none. Returns whether it was made.

    Raises:
        DeployError: it is somebody else's, elsewhere, or not there and not ours to make.
        ClientError, BotoCoreError: S3 does not allow it.
    """
    region = find(aws, bucket)
    if region is None and not is_ours:
        raise DeployError(f"There is no bucket {bucket}.", "Check --bucket, or leave it out.")
    if region is None:
        _make(aws, bucket)
    elif region != aws.region:
        raise DeployError(
            f"The bucket {bucket} is in {region}.", f"AgentCore needs one in {aws.region}."
        )
    return region is None


def find(aws: Aws, bucket: str) -> str | None:
    """The region of a bucket of this account; None where there is none of that name.

    Raises:
        DeployError: it is another account's.
        ClientError, BotoCoreError: S3 does not say.
    """
    try:
        found = _found(aws.s3.head_bucket, Bucket=bucket, ExpectedBucketOwner=aws.account)
    except ClientError as error:
        if error.response["Error"]["Code"] not in DENIED:
            raise
        raise DeployError(
            f"The bucket {bucket} is another account's, or closed to you.",
            "Name one of your own by --bucket, or deploy by another --name.",
        ) from error
    return None if found is None else str(found.get("BucketRegion", aws.region))


def delete(aws: Aws, bucket: str) -> bool:
    """Delete the bucket, unless something is in it. Returns whether it is gone.

    Raises:
        ClientError, BotoCoreError: S3 does not allow it.
    """
    try:
        aws.s3.delete_bucket(Bucket=bucket, ExpectedBucketOwner=aws.account)
    except ClientError as error:
        if error.response["Error"]["Code"] != "BucketNotEmpty":
            raise
        return False
    return True


def keys(aws: Aws, bucket: str, names: Names) -> list[dict[str, str]]:
    """Key and version of all code of this deployment, older versions included.

    Raises:
        ClientError, BotoCoreError: S3 does not list them.
    """
    pages = aws.s3.get_paginator("list_object_versions").paginate(
        Bucket=bucket, Prefix=names.prefix, ExpectedBucketOwner=aws.account
    )
    return [
        {"Key": found["Key"], "VersionId": found["VersionId"]}
        for page in pages
        for kind in ("Versions", "DeleteMarkers")
        for found in page.get(kind, [])
    ]


def empty(aws: Aws, bucket: str, found: list[dict[str, str]]) -> list[str]:
    """Delete these. Returns what could not be deleted, with S3's reason.

    Raises:
        ClientError, BotoCoreError: S3 does not allow it.
    """
    failed: list[str] = []
    for start in range(0, len(found), 1000):
        answer = aws.s3.delete_objects(
            Bucket=bucket,
            Delete={"Objects": found[start : start + 1000], "Quiet": True},
            ExpectedBucketOwner=aws.account,
        )
        failed += [f"s3://{bucket}/{e['Key']}: {e['Message']}" for e in answer.get("Errors", [])]
    return failed


def _make(aws: Aws, bucket: str) -> None:
    where: dict[str, Any] = {}
    if aws.region != NO_LOCATION:
        where["CreateBucketConfiguration"] = {"LocationConstraint": aws.region}
    aws.s3.create_bucket(Bucket=bucket, **where)
    aws.s3.get_waiter("bucket_exists").wait(Bucket=bucket, ExpectedBucketOwner=aws.account)


def _found(head: Any, **named: str) -> dict[str, Any] | None:
    try:
        answer: dict[str, Any] = head(**named)
    except ClientError as error:
        if error.response["Error"]["Code"] in MISSING:
            return None
        raise
    return answer
