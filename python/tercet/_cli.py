"""The command line, which comes with this package."""
from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from . import _engine
from .errors import TercetError


def executable() -> str:
    """The native executable: that of this package, or one named by TERCET_EXECUTABLE."""
    folder = Path(__file__).parent / "bin"
    bundled = [folder / f"tercet-{name}" for name in _engine.LEVELS if _engine.has_level(name)]
    found = os.environ.get("TERCET_EXECUTABLE") or next((str(path) for path in bundled if path.exists()), None) or _on_path()
    if found is None:
        raise TercetError(f"{folder}: no command line in this package, and no tercet on the PATH. Install a wheel for this platform, "
                          "or name the executable: TERCET_EXECUTABLE.")
    return found


def _on_path() -> str | None:
    """An executable on the PATH that is not the script of this package."""
    found = shutil.which("tercet")
    return found if found and Path(found).resolve() != Path(sys.argv[0]).resolve() else None


def main() -> None:
    """Becomes the executable."""
    try:
        path = executable()
    except TercetError as error:
        sys.exit(f"tercet: {error}")
    name = "tercet" if shutil.which("tercet") == sys.argv[0] else sys.argv[0]
    os.environ.setdefault("TERCET_INVOCATION", name)  # so that commands that it suggests work as printed
    os.execv(path, [path, *sys.argv[1:]])
