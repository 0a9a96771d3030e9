"""Progress of long work: a function of the user's own, or a bar."""
from __future__ import annotations

from contextlib import contextmanager
from typing import Any, Callable, Iterator

from .errors import OptionsError


@contextmanager
def reporting(progress: Any) -> Iterator[Callable[[int, int], None] | None]:
    """What is called with (done, total), some ten times a second; None for nothing."""
    if progress is None or progress is False:
        yield None
    elif callable(progress):
        yield progress
    elif progress is True:
        try:
            from tqdm.auto import tqdm
        except ImportError:
            raise OptionsError("progress=True needs tqdm, which is not installed. Install it, or pass a function of (done, total).") from None
        with tqdm(desc="mining", unit="step", leave=False) as bar:
            def report(done: int, total: int) -> None:
                bar.total = total
                bar.update(done - bar.n)
            yield report
    else:
        raise OptionsError(f"progress is {progress!r}; expected True for a bar, or a function of (done, total).")
