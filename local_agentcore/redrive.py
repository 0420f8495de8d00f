"""Extraction jobs that failed: listed, and started again. One method an operation."""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from local_agentcore.clock import now_ms
from local_agentcore.control import find_memory
from local_agentcore.errors import ResourceNotFoundException
from local_agentcore.store import client_tokens, events, jobs, paging
from local_agentcore.store.database import Database
from local_agentcore.store.jobs import FailedJob

Input = Mapping[str, Any]
Output = dict[str, Any]

FILTERS = {"strategyId": "strategy_id", "actorId": "actor_id", "sessionId": "session_id"}


class Redrive:
    """ListMemoryExtractionJobs and StartMemoryExtractionJob."""

    def __init__(self, database: Database, wake_extraction: Callable[[], None]) -> None:
        self._database = database
        self._wake_extraction = wake_extraction

    def list_jobs(self, given: Input) -> Output:
        """ListMemoryExtractionJobs: those that failed, with the messages that wait for them."""
        size = given.get("maxResults", paging.DEFAULT_PAGE_SIZE)
        after = paging.decode(given.get("nextToken"), (int,))
        chosen = given.get("filter", {})
        conditions = {FILTERS[name]: chosen[name] for name in FILTERS if name in chosen}
        with self._database.read() as db:
            memory = find_memory(db, given["memoryId"])
            found = jobs.failed(db, memory.id, conditions, after, size + 1)
            shown, more = paging.page(found, size)
            output: Output = {"jobs": [_describe(db, job) for job in shown]}
        if more:
            output["nextToken"] = paging.encode((shown[-1].id,))
        return output

    def start_job(self, given: Input) -> Output:
        """StartMemoryExtractionJob: all that the job's session has waiting is tried again."""
        job_id, token = given["extractionJob"]["jobId"], given.get("clientToken")
        with self._database.write() as db:
            memory = find_memory(db, given["memoryId"])
            name = "StartMemoryExtractionJob"
            answer = client_tokens.find(db, memory.id, name, token)
            if answer is None:
                if not jobs.restart(db, memory.id, job_id, now_ms()):
                    raise ResourceNotFoundException(f"No failed extraction job {job_id}")
                answer = {"jobId": job_id}
                client_tokens.keep(db, memory.id, name, token, answer)
        self._wake_extraction()
        return answer


def _describe(db: sqlite3.Connection, job: FailedJob) -> Output:
    waiting = events.awaiting(db, job.session, job.strategy_id)
    messages = [
        {"eventId": event.event_id, "messageIndex": index}
        for event in waiting
        for index in range(len(event.payload))
    ]
    return {
        "jobID": job.job_id,
        "messages": {"messagesList": messages},
        "status": "FAILED",
        "failureReason": job.failure,
        "strategyId": job.strategy_id,
        "sessionId": job.session.session_id,
        "actorId": job.session.actor_id,
    }
