"""Read one file from standard input and answer with JSON: ``{state, text, detail}``.

The bounds on memory and processor time are set here, before any library sees the file.
"""

import json
import sys

_SECONDS = 20
_BYTES = 900_000_000


def _bound() -> None:
    try:
        import resource
    except ImportError:  # not a Unix system: the starting process keeps the time
        return
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _main() -> int:
    _bound()
    from gongkai_monitor.text.attachment_text import read_attachment

    ending = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        found = read_attachment(sys.stdin.buffer.read(), ending)
    except (MemoryError, RecursionError):
        return 3
    answer = {"state": found.state.value, "text": found.text, "detail": found.detail}
    sys.stdout.write(json.dumps(answer))
    return 0


sys.exit(_main())
