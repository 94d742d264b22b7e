"""Model files: models of texts over hashed features, and the card of what they learned from.

A file is ``<task>-v<number>.npz``: weights as 8-bit numbers per class, where the model has one a
net as whole numbers of few steps, and the card as JSON. It holds no words; the buckets of the hash
cannot be turned back into texts.
"""

import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from scipy.sparse import csr_matrix

from gongkai_monitor.errors import Fault, InputError, reason_of
from gongkai_monitor.opinion.features import Style, features, of_length_one, width
from gongkai_monitor.opinion.net import Net, net_of

SHIPPED = Path(__file__).parent / "models"
_BATCH = 20_000
_STEPS = 127


@dataclass(frozen=True, slots=True, kw_only=True)
class TextModel:
    """A linear model over hashed features, and with it a net where there is one.

    Attributes:
        task: what it tells apart, such as ``sentiment``.
        labels: the classes, in the order of the columns.
        style: what is looked at in a text.
        bits: size of a block of features, ``2 ** bits``.
        rarity: of each feature, multiplies it; ones for posts. Shape (width,).
        weights: shape (width, classes).
        bias: shape (classes,).
        temperature: divides the sums, so that shares are as often right as they say.
        least_confidence: below this the model is not sure (待判, 待人工).
        card: what it learned from and how well it did.
        net: its sums are added to those of the weights.
    """

    task: str
    labels: tuple[str, ...]
    style: Style
    bits: int
    rarity: np.ndarray
    weights: np.ndarray
    bias: np.ndarray
    temperature: float
    least_confidence: float
    card: dict[str, Any]
    net: Net | None = None

    def features(self, texts: Iterable[str]) -> csr_matrix:
        """What the model sees of the texts."""
        return with_rarity(features(texts, bits=self.bits, style=self.style), self.rarity)

    def probabilities(self, texts: Iterable[str]) -> np.ndarray:
        """Calibrated shares of the classes, shape (n, classes); equal for a text without words."""
        texts = list(texts)
        parts = [np.zeros((0, len(self.labels)))]
        for first in range(0, len(texts), _BATCH):
            found = self.features(texts[first : first + _BATCH])
            sums = sums_of(found, self.weights, self.bias, self.net)
            shares = softmax(sums / self.temperature)
            shares[np.diff(found.indptr) == 0] = 1 / len(self.labels)
            parts.append(shares)
        return np.concatenate(parts)


def sums_of(
    found: csr_matrix, weights: np.ndarray, bias: np.ndarray, net: Net | None
) -> np.ndarray:
    """What features say for each class, shape (n, classes)."""
    linear = found @ weights + bias
    return np.asarray(linear if net is None else linear + net.sums(found))


def with_rarity(found: csr_matrix, rarity: np.ndarray) -> csr_matrix:
    """Features of letters multiplied by their rarity, again of length 1."""
    if (rarity == 1).all():
        return found
    data = found.data * rarity[found.indices]
    return of_length_one(csr_matrix((data, found.indices, found.indptr), shape=found.shape))


def softmax(sums: np.ndarray) -> np.ndarray:
    """Shares that add up to 1 in each row."""
    powers = np.exp(sums - sums.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float64)


def quantised(weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weights as 8-bit numbers, and the size of a step for each class."""
    scales = np.maximum(np.abs(weights).max(axis=0), 1e-12) / _STEPS
    return np.rint(weights / scales).astype(np.int8), scales.astype(np.float32)


def save_model(model: TextModel, folder: Path) -> Path:
    """Write the model under the next version number, and its card beside it.

    Raises:
        OSError: when the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    named = re.compile(rf"{re.escape(model.task)}-v(\d+)\.npz")
    taken = [int(found[1]) for path in folder.iterdir() if (found := named.fullmatch(path.name))]
    version = max(taken, default=0) + 1
    card = model.card | {
        "task": model.task,
        "version": version,
        "labels": list(model.labels),
        "style": model.style,
        "bits": model.bits,
        "temperature": round(model.temperature, 4),
        "least_confidence": model.least_confidence,
    }
    weights, scales = quantised(model.weights)
    path = folder / f"{model.task}-v{version}.npz"
    text = json.dumps(card, ensure_ascii=False, indent=1)
    parts: dict[str, Any] = {
        "weights": weights,
        "scales": scales,
        "bias": model.bias.astype(np.float32),
        "rarity": model.rarity.astype(np.float16),
        "card": np.frombuffer(text.encode(), dtype=np.uint8),
    }
    parts |= {} if model.net is None else model.net.stored()
    np.savez_compressed(path, **parts)
    path.with_suffix(".json").write_text(text + "\n", encoding="utf-8")
    return path


@cache
def load_model(path: Path, *, task: str) -> TextModel:
    """Read a model file.

    Raises:
        InputError: when it is none, or one for another task.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            parts = {name: stored[name] for name in stored.files}
        card: dict[str, Any] = json.loads(parts["card"].tobytes())
        named = str(card["task"])
        model = _model_of(parts, card)
    except OSError as error:
        raise _refusal(path, "可以读取的模型文件", reason_of(error)) from error
    except (BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError) as error:
        raise _refusal(path, "gongkai 训练的模型文件 .npz", "") from error
    if named != task:
        raise _refusal(path, f"{task} 的模型", named)
    if not _fits(model):
        raise _refusal(path, "完整的模型文件 .npz", "各部分的大小或数值不相符")
    return model


def _model_of(parts: dict[str, np.ndarray], card: dict[str, Any]) -> TextModel:
    return TextModel(
        task=str(card["task"]),
        labels=tuple(card["labels"]),
        style=Style(card["style"]),
        bits=int(card["bits"]),
        rarity=parts["rarity"].astype(np.float32),
        weights=parts["weights"].astype(np.float32) * parts["scales"],
        bias=parts["bias"],
        temperature=float(card["temperature"]),
        least_confidence=float(card["least_confidence"]),
        card=card,
        net=net_of(parts),
    )


def _fits(model: TextModel) -> bool:
    """Whether the parts are of the sizes that the card tells, and all numbers are finite."""
    columns, classes = width(model.style, model.bits), len(model.labels)
    expected = [
        (model.weights, (columns, classes)), (model.bias, (classes,)), (model.rarity, (columns,)),
    ]  # fmt: skip
    if model.net is not None:
        size = model.net.start.size
        expected += [
            (model.net.vectors, (columns, size)), (model.net.start, (size,)),
            (model.net.weights, (size, classes)), (model.net.bias, (classes,)),
        ]  # fmt: skip
    return model.temperature > 0 and all(
        part.shape == shape and bool(np.isfinite(part).all()) for part, shape in expected
    )


def shipped(task: str) -> TextModel:
    """The newest model of this task that came with the package."""
    paths = SHIPPED.glob(f"{task}-v*.npz")
    return load_model(max(paths, key=lambda path: int(path.stem.rpartition("-v")[2])), task=task)


def model_of(name: str | Path, *, task: str) -> TextModel:
    """The shipped model under the name ``default``, or a model file.

    Raises:
        ValueError: when the name is neither.
        InputError: when the file is no model of this task.
    """
    if name == "default":
        return shipped(task)
    path = Path(name)
    if path.suffix != ".npz":
        raise ValueError(f"模型应为 default 或模型文件 *.npz，实际 {str(name)!r}")
    return load_model(path, task=task)


def _refusal(path: Path, expected: str, actual: str) -> InputError:
    return InputError([Fault(file=path.name, expected=expected, actual=actual)])
