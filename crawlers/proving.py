"""Whether a suspicious page can be parsed, tried in a child process with a bound on CPU and memory.

Only pages that ``text.tangle`` suspects come here: a handful in a million, 60 ms each.
"""

import subprocess
import sys

_SECONDS = 2
_WALL_SECONDS = 30.0
_BYTES = 450_000_000
_DEEPEST = 1_000
_MOST_NODES = 400_000

_CHILD = f"""
import sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_CPU, ({_SECONDS}, {_SECONDS}))
    resource.setrlimit(resource.RLIMIT_AS, ({_BYTES}, {_BYTES}))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except ImportError:
    pass
from selectolax.lexbor import LexborHTMLParser
node = LexborHTMLParser(sys.stdin.buffer.read().decode()).root
depth = nodes = 0
while node is not None:
    nodes += 1
    if depth > {_DEEPEST} or nodes > {_MOST_NODES}:
        sys.exit(1)
    if node.first_child is not None:
        node, depth = node.first_child, depth + 1
        continue
    while node is not None and node.next is None:
        node, depth = node.parent, depth - 1
    node = node.next if node is not None else None
"""


def can_be_parsed(html: str) -> bool:
    """Parse and walk it elsewhere: within 2 s of CPU, 450 MB, 400 000 nodes and 1 000 levels."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-c", _CHILD],
            input=html.encode("utf-8", "replace"),
            capture_output=True,
            timeout=_WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0
