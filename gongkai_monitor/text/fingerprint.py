"""近似文本: a hash for equal texts, bands for alike ones, and how alike two texts are.

Bands are those of a MinHash over groups of five characters. Two texts that share four fifths of
their groups have a band in common with a chance of 0.998; those that share a fifth, of 0.005. The
bands are stored with the posts and joined there: the numbers below must therefore never change,
which is why they stand here and in no library.
"""

import hashlib
import re
import unicodedata

import numpy as np
import numpy.typing as npt

SHINGLE = 5
BANDS = 16
ROWS = 5
SHORTEST = 24
"""Characters below which a text has no bands: greetings and stock phrases are no copies."""

_LONGEST = 20_000
_NOT_WORDS = re.compile(r"https?://\S+|[\W_]+")
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SEED = 20_261_126

Hashes = npt.NDArray[np.uint64]


def plain_text(text: str) -> str:
    """Letters and digits only, in one width and case, without web addresses."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def text_hash(text: str) -> str | None:
    """Equal for texts that differ in spaces, punctuation and addresses only; None for no text."""
    plain = plain_text(text)
    return hashlib.sha256(plain.encode("utf-8", "replace")).hexdigest()[:16] if plain else None


def text_bands(text: str) -> tuple[str, ...] | None:
    """Keys of which alike texts share at least one; None for a text too short to be a copy."""
    plain = plain_text(text)[:_LONGEST]
    if len(plain) < SHORTEST:
        return None
    factors, shifts = _family()
    mixed = _shingles(plain)[None, :] * factors[:, None] + shifts[:, None]
    least = (mixed >> np.uint64(16)).min(axis=1).reshape(BANDS, ROWS)
    return tuple(
        f"{number:x}{hashlib.blake2b(row.tobytes(), digest_size=5).hexdigest()}"
        for number, row in enumerate(least.astype("<u8"))
    )


def text_similarity(first: str, second: str) -> float:
    """The share of groups of characters that two texts have in common, 0..1 (Jaccard)."""
    one, other = _shingles(plain_text(first)), _shingles(plain_text(second))
    if not one.size or not other.size:
        return 0.0
    common = np.intersect1d(one, other, assume_unique=True).size
    return float(common / (one.size + other.size - common))


def _shingles(plain: str) -> Hashes:
    """A number for each different group of characters, sorted."""
    codes = np.frombuffer(plain.encode("utf-32-le", "replace"), dtype="<u4").astype(np.uint64)
    count = len(codes) - SHINGLE + 1
    if count < 1:
        return np.zeros(0, dtype=np.uint64)
    value = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        value = (value ^ codes[place : place + count]) * _BASE
        value ^= value >> np.uint64(29)
    return np.unique(value)


def _family() -> tuple[Hashes, Hashes]:
    """The hash functions: an odd factor and a shift each, from a generator with a fixed stream."""
    bits = np.random.PCG64(_SEED).random_raw(2 * BANDS * ROWS)
    return bits[: BANDS * ROWS] | np.uint64(1), bits[BANDS * ROWS :]
