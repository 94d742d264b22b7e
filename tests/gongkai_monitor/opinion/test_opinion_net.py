"""The net beside the weights: learned alike twice, written, read back, kept by corrections."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from gongkai_monitor.errors import InputError
from gongkai_monitor.opinion.features import features
from gongkai_monitor.opinion.learning import Labelled, learn
from gongkai_monitor.opinion.model_file import load_model, save_model
from gongkai_monitor.opinion.net import STEPS, Net, net_of
from gongkai_monitor.opinion.net_learning import fit_net
from gongkai_monitor.opinion.recipe import NetRecipe, Recipe
from gongkai_monitor.opinion.sentiment import judge, score
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS

NET = NetRecipe(size=4, rounds=60, batch=16, left_out=0.1)
RECIPE = Recipe(task=SENTIMENT, labels=tuple(TERMS[SENTIMENT]), bits=10, folds=2, net=NET)
PLACES = ("幸福路", "人民广场", "东城小区", "第三医院", "南门", "火车站", "图书馆", "文化宫")
SAID = {
    0: ("{}太脏了没人管", "{}又停水真气人", "{}态度恶劣太失望"),
    1: ("请问{}几点开门", "{}在哪里办理", "咨询{}的电话"),
    2: ("{}修好了很满意", "{}服务热情点赞", "感谢{}帮了大忙"),
}


def made_up() -> Labelled:
    rows = [(form.format(place), number)
            for number, forms in SAID.items() for form in forms for place in PLACES]  # fmt: skip
    texts, labels = zip(*rows, strict=True)
    return Labelled(texts=texts, labels=np.array(labels))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model file with a net."""
    learned = learn(made_up(), RECIPE, card={"source": "编造"})
    return save_model(learned.model, tmp_path_factory.mktemp("models"))


def test_a_net_tells_what_no_sum_of_weights_can() -> None:
    """Class 1 where exactly one of two features stands: no linear model is right in all four."""
    corners = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]], dtype=np.float32)
    found = csr_matrix(np.tile(corners, (50, 1)))
    labels = np.tile([0, 1, 1, 0], 50)
    recipe = NetRecipe(size=8, rounds=100, batch=20, rate=0.2, left_out=0.0, start=0.5)
    net = fit_net(found, labels, np.ones(200), recipe, classes=2, seed=7)
    assert net.sums(csr_matrix(corners)).argmax(axis=1).tolist() == [0, 1, 1, 0]


def test_texts_that_count_more_are_followed_more() -> None:
    found = features(["路灯坏了"] * 2, bits=8)
    labels, recipe = np.array([0, 1]), NetRecipe(size=4, rounds=50, batch=2, left_out=0.0)
    for counts in ([9.0, 1.0], [1.0, 9.0]):
        net = fit_net(found, labels, np.array(counts), recipe, classes=2, seed=7)
        assert net.sums(found)[0].argmax() == int(np.argmax(counts))


def test_buckets_that_no_text_uses_say_nothing() -> None:
    found = features(made_up().texts, bits=14)
    net = fit_net(found, made_up().labels, np.ones(found.shape[0]), NET, classes=3, seed=7)
    is_used = np.bincount(found.indices, minlength=found.shape[1]) > 0
    assert not net.vectors[~is_used].any()
    assert net.vectors[is_used].any(axis=1).all()


def test_two_runs_give_equal_files(saved: Path, tmp_path: Path) -> None:
    again = save_model(learn(made_up(), RECIPE, card={"source": "编造"}).model, tmp_path)
    assert again.read_bytes() == saved.read_bytes()
    other = learn(made_up(), replace(RECIPE, seed=8), card={"source": "编造"}).model
    assert save_model(other, tmp_path).read_bytes() != saved.read_bytes()


def test_a_net_read_back_says_the_same_in_few_steps(saved: Path) -> None:
    learned = learn(made_up(), RECIPE, card={"source": "编造"})
    texts = [*made_up().texts, "南门服务太差了", "没听说过的话"]
    shares = load_model(saved, task=SENTIMENT).probabilities(texts)
    assert shares == pytest.approx(learned.model.probabilities(texts), abs=0.05)
    assert (shares[: len(made_up().texts)].argmax(axis=1) == made_up().labels).mean() > 0.95
    with np.load(saved) as stored:
        assert stored["net_vectors"].dtype == np.int8
        assert np.abs(stored["net_vectors"]).max() == STEPS
        assert not any(place in stored["card"].tobytes().decode() for place in PLACES)


def test_the_net_is_half_of_what_is_said(saved: Path) -> None:
    model = load_model(saved, task=SENTIMENT)
    assert model.net is not None
    alone = replace(model, net=None)
    difference = np.abs(
        model.probabilities(["幸福路太脏了"]) - alone.probabilities(["幸福路太脏了"])
    )
    assert difference.max() > 0.05


def test_scores_are_between_0_and_1_for_whatever_is_written(saved: Path) -> None:
    odd = ["", " ", "\ud800", "😀" * 300, "好", "http://t.cn/abc", "不" * 5_000, "a\x00b"]
    for model in (saved, "default"):
        found = score([*odd, *made_up().texts], model=model)
        assert ((found >= 0) & (found <= 1)).all()
        assert found[:3].tolist() == [0.5, 0.5, 0.5]
        assert (judge(odd, model)["confidence"] >= 1 / 3 - 1e-9).all()


def test_corrections_leave_the_net_as_it_is(saved: Path) -> None:
    start = load_model(saved, task=SENTIMENT)
    corrections = Labelled(
        texts=tuple(f"{place}给力" for place in PLACES), labels=np.full(len(PLACES), 2)
    )
    corrected = learn(corrections, RECIPE, card={}, start=start).model
    assert corrected.net is start.net
    assert corrected.probabilities(["北站给力"])[0, 2] > start.probabilities(["北站给力"])[0, 2]


def test_what_the_net_knows_already_is_not_learned_again() -> None:
    """Texts of which the net is sure of the right class hardly move the weights."""
    labelled = made_up()
    learned = learn(labelled, RECIPE, card={}).model
    assert learned.net is not None
    sure = replace(learned.net, weights=learned.net.weights * 10, bias=learned.net.bias * 10)
    nothing = replace(learned, weights=np.zeros_like(learned.weights), bias=np.zeros(3), net=None)
    moved = [
        float(np.abs(learn(labelled, RECIPE, card={}, start=start).model.weights).sum())
        for start in (nothing, replace(nothing, net=sure))
    ]
    assert moved[1] < moved[0] / 10


def parts_of(path: Path) -> dict[str, np.ndarray]:
    with np.load(path) as stored:
        return {name: stored[name] for name in stored.files}


@pytest.mark.parametrize(
    "left", ["net_scales", "net_weights", "net_start", "net_bias", "weights", "rarity", "card"]
)
def test_a_file_without_one_of_its_parts_is_refused(saved: Path, tmp_path: Path, left: str) -> None:
    parts = parts_of(saved)
    del parts[left]
    np.savez_compressed(tmp_path / "a.npz", **parts)
    with pytest.raises(InputError, match="模型文件"):
        load_model(tmp_path / "a.npz", task=SENTIMENT)


@pytest.mark.parametrize("name", ["weights", "net_vectors", "net_weights", "net_start", "bias"])
def test_a_file_whose_parts_do_not_fit_is_refused(saved: Path, tmp_path: Path, name: str) -> None:
    parts = parts_of(saved)
    parts[name] = parts[name][:-1]
    np.savez_compressed(tmp_path / "a.npz", **parts)
    with pytest.raises(InputError, match="模型文件"):
        load_model(tmp_path / "a.npz", task=SENTIMENT)


def test_a_file_with_numbers_that_are_none_is_refused(saved: Path, tmp_path: Path) -> None:
    parts = parts_of(saved)
    parts["net_weights"] = np.full_like(parts["net_weights"], np.nan)
    np.savez_compressed(tmp_path / "a.npz", **parts)
    with pytest.raises(InputError, match="大小或数值不相符"):
        load_model(tmp_path / "a.npz", task=SENTIMENT)


def test_a_damaged_or_foreign_file_is_refused(saved: Path, tmp_path: Path) -> None:
    content = saved.read_bytes()
    cut, flipped, foreign = (tmp_path / f"{name}.npz" for name in ("cut", "flipped", "foreign"))
    cut.write_bytes(content[: len(content) // 2])
    middle = len(content) // 2
    changed = bytes(255 - one for one in content[middle : middle + 200])
    flipped.write_bytes(content[:middle] + changed + content[middle + 200 :])
    np.savez_compressed(foreign, coef=np.ones(3), intercept=np.zeros(1))
    for path in (cut, flipped, foreign):
        with pytest.raises(InputError, match=r"模型文件 \.npz"):
            load_model(path, task=SENTIMENT)


def test_one_vector_far_out_does_not_blur_the_others() -> None:
    vectors = np.random.default_rng(7).standard_normal((100_000, 2)).astype(np.float32)
    vectors[0] = 100
    net = Net(vectors=vectors, start=np.zeros(2, np.float32),
              weights=np.ones((2, 3), np.float32), bias=np.zeros(3, np.float32))  # fmt: skip
    back = net_of(net.stored())
    assert back is not None
    assert np.abs(back.vectors - vectors)[1:].max() < 0.25
    assert net_of({"weights": vectors}) is None
