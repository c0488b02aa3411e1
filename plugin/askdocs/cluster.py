"""The workers of a dask.distributed cluster, as an executor like any other."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from askdocs_index.errors import InputError
from askdocs_index.state import code_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

    from distributed import Client

SECONDS = 10  # that a scheduler may take to answer


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """An executor over the workers of the scheduler at ``address`` ("tcp://host:8786").

    Raises InputError where there is none, or where its workers would give other bytes.
    """
    client = connected(address)
    try:
        check(client, address)
        executor: Executor = client.get_executor()
        yield executor
    finally:
        client.close()


def connected(address: str) -> Client:
    """A client of the scheduler."""
    try:
        from distributed import Client
    except ImportError as error:
        raise InputError(
            "option 'scheduler': dask.distributed is not installed: pip install 'askdocs[cluster]'"
        ) from error
    try:
        return Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise InputError(
            f"option 'scheduler': no scheduler answers at {address!r} ({error}). "
            "Start one (`dask scheduler`), or correct the address."
        ) from error


def check(client: Client, address: str) -> None:
    """Refuses a cluster without workers, or with another Askdocs on one of them."""
    try:
        digests = client.run(code_digest)
    except ModuleNotFoundError as error:
        raise InputError(
            f"option 'scheduler': a worker of {address} lacks {error.name}. "
            "Install this version of Askdocs there."
        ) from error
    if not digests:
        raise InputError(f"option 'scheduler': {address} has no workers. Start one: `dask worker`.")
    strange = sorted(worker for worker, digest in digests.items() if digest != code_digest())
    if strange:
        raise InputError(
            f"option 'scheduler': the workers {', '.join(strange)} have another version of Askdocs,"
            " which may give other bytes. Install this one there."
        )
