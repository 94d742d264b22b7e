"""How a model of texts is made."""

from dataclasses import dataclass

from gongkai_monitor.opinion.features import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class NetRecipe:
    """How a small net is learned.

    Attributes:
        size: numbers in the vector of a bucket.
        rounds: how often every text is seen.
        batch: texts of one step.
        rate: length of the first steps.
        left_out: share of the features that a step does not see.
        start: largest number of a vector at the start.
    """

    size: int = 8
    rounds: int = 3
    batch: int = 256
    rate: float = 0.05
    left_out: float = 0.3
    start: float = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model is made; the same recipe on the same texts gives the same model.

    Attributes:
        task: what is told apart.
        labels: the classes in the order of the columns.
        style: what is looked at; words of letters also count by how rare they are.
        evenness: 0 every text counts the same, 1 every class, between them something between.
        bits: a block of features has ``2 ** bits`` buckets.
        freedom: how far weights may go from where they start; larger follows the texts more.
        folds: parts for held-out figures.
        seed: of the drawing of folds, and of a net.
        net: how a net is learned that is averaged with the linear part; None for none.
        least_confidence: below this the model is not sure.
    """

    task: str
    labels: tuple[str, ...]
    style: Style = Style.POST
    evenness: float = 0.0
    bits: int = 18
    freedom: float = 3.0
    folds: int = 3
    seed: int = 7
    net: NetRecipe | None = None
    least_confidence: float = 0.5
