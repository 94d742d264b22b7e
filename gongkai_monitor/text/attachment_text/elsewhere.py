"""Read the text of an attachment in a child process: the libraries may choke, the spider not.

The child bounds its own memory and processor time (``gongkai_monitor.text.attachment_text``);
here the clock on the wall is kept, and whatever it did is told as a state.
"""

import json
import subprocess
import sys

from gongkai_monitor.text.attachment_text import FileText
from gongkai_monitor.vocabulary import FileState

_WALL_SECONDS = 60.0
_OUT_OF_MEMORY = 3


def read_elsewhere(body: bytes, ending: str) -> FileText:
    """The text of a file, or why it was not read."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "gongkai_monitor.text.attachment_text", ending],
            input=body,
            capture_output=True,
            timeout=_WALL_SECONDS,
            check=False,
            env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PATH": ""},
        )
    except subprocess.TimeoutExpired:
        return FileText(FileState.TOO_SLOW)
    if done.returncode == _OUT_OF_MEMORY:
        return FileText(FileState.TOO_LARGE, detail="读取时超出内存上限")
    if done.returncode < 0:
        return FileText(FileState.TOO_SLOW, detail="读取时超出时间上限")
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return FileText(FileState.BROKEN)
    return FileText(FileState(answer["state"]), answer["text"], answer["detail"])
