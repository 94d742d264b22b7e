"""Stop a spider that takes too much memory, by what it holds itself."""

from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_STATUS = Path("/proc/self/status")


def peak_bytes() -> int | None:
    """The most memory this process ever held; None where the system does not say.

    ``ru_maxrss`` would count what the starting process held before it became this one.
    """
    if not _STATUS.is_file():
        return None
    for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return None


class OwnMemoryUsage(MemoryUsage):
    """Scrapy's limit on memory, measured without what was inherited."""

    def get_virtual_size(self) -> int:
        """Peak of this process in bytes."""
        own = peak_bytes()
        return super().get_virtual_size() if own is None else own
