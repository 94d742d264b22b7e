"""Models of texts: learned from labelled files, written, read back, corrected, measured."""

from pathlib import Path

import numpy as np
import pytest

from gongkai_monitor.errors import InputError
from gongkai_monitor.opinion.features import features
from gongkai_monitor.opinion.labelled import read_labelled
from gongkai_monitor.opinion.learning import Labelled, learn
from gongkai_monitor.opinion.measuring import measure
from gongkai_monitor.opinion.model_file import load_model, save_model, shipped
from gongkai_monitor.opinion.near_duplicates import groups, has_copy
from gongkai_monitor.opinion.normal_form import normal_forms
from gongkai_monitor.opinion.recipe import Recipe
from gongkai_monitor.opinion.sentiment import located, score
from gongkai_monitor.opinion.tasks import SENTIMENT, TERMS

RECIPE = Recipe(task=SENTIMENT, labels=tuple(TERMS[SENTIMENT]), bits=12)
PLACES = (
    "幸福路",
    "人民广场",
    "东城小区",
    "第三医院",
    "南门",
    "火车站",
    "图书馆",
    "文化宫",
    "菜市场",
    "河西村",
)
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


def test_a_model_read_back_says_the_same(tmp_path: Path) -> None:
    learned = learn(made_up(), RECIPE, card={"source": "编造"})
    first, second = (save_model(learned.model, tmp_path) for _ in range(2))
    assert (first.name, second.name) == ("sentiment-v1.npz", "sentiment-v2.npz")
    texts = ["幸福路太脏了", "请问南门在哪里", "感谢热情服务"]
    before = learned.model.probabilities(texts)
    model = load_model(second, task=SENTIMENT)
    assert model.probabilities(texts) == pytest.approx(before, abs=0.02)
    assert list(before.argmax(axis=1)) == [0, 1, 2]
    assert model.card["version"] == 2
    assert model.card["held_out"]["macro_f1"][0] > 0.9


def test_the_same_recipe_gives_the_same_model() -> None:
    one, other = (learn(made_up(), RECIPE, card={}).model for _ in range(2))
    assert np.array_equal(one.weights, other.weights)
    assert one.temperature == other.temperature


def test_no_text_stands_in_a_model_file(tmp_path: Path) -> None:
    path = save_model(learn(made_up(), RECIPE, card={"source": "编造"}).model, tmp_path)
    with np.load(path) as stored:
        card = stored["card"].tobytes().decode()
    beside = path.with_suffix(".json").read_text("utf-8")
    assert beside.strip() == card
    assert not any(place in card for place in PLACES)


def test_corrections_move_the_model_only_where_they_speak() -> None:
    start = learn(made_up(), RECIPE, card={}).model
    corrections = Labelled(
        texts=tuple(f"{place}给力" for place in PLACES) * 1, labels=np.full(len(PLACES), 2)
    )
    together = Labelled(
        texts=(*made_up().texts, *corrections.texts),
        labels=np.concatenate([made_up().labels, corrections.labels]),
    )
    corrected = learn(together, RECIPE, card={}, start=start).model
    new, kept = ["北站给力"], list(made_up().texts)
    assert corrected.probabilities(new)[0, 2] > start.probabilities(new)[0, 2]
    assert (corrected.probabilities(kept).argmax(axis=1) == made_up().labels).mean() > 0.95


def test_sets_without_every_class_do_not_set_the_confidence() -> None:
    """Easy praise and blame in plenty leaves the confidence on mixed texts as it was measured."""
    mixed = made_up()
    wrong = np.arange(len(mixed.texts)) % 3 == 0  # labels that no model can know
    labels = np.where(wrong, (mixed.labels + 1) % 3, mixed.labels)
    easy = tuple(f"{word}{n}号院{word}" for n in "甲乙丙丁戊己庚辛" for word in ("很差", "很好"))
    both = {
        "texts": (*mixed.texts, *easy),
        "labels": np.concatenate([labels, np.tile([0, 2], len(easy) // 2)]),
    }
    is_complete = np.arange(len(both["texts"])) < len(mixed.texts)
    told = learn(Labelled(**both, is_complete=is_complete), RECIPE, card={})
    untold = learn(Labelled(**both), RECIPE, card={})
    assert np.array_equal(told.model.weights, untold.model.weights)
    assert told.model.temperature > untold.model.temperature
    assert told.held_out.count == len(mixed.texts) < untold.held_out.count


def test_a_deployment_scores_with_the_model_of_its_settings(tmp_path: Path) -> None:
    path = save_model(learn(made_up(), RECIPE, card={}).model, tmp_path / "模型")
    texts = ["图书馆太脏了没人管"]
    used = located("模型/sentiment-v1.npz", tmp_path)
    assert score(texts, model=used) == pytest.approx(score(texts, model=path))
    assert score(texts, model=used) != pytest.approx(score(texts), abs=1e-6)
    assert located("snownlp", tmp_path) == "snownlp"


def test_a_model_of_another_task_is_refused(tmp_path: Path) -> None:
    path = save_model(learn(made_up(), RECIPE, card={}).model, tmp_path)
    with pytest.raises(InputError, match="message-class"):
        load_model(path, task="message-class")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", "不是模型".encode()])
def test_what_is_no_model_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sentiment-v1.npz"
    path.write_bytes(content)
    with pytest.raises(InputError, match="模型文件"):
        load_model(path, task=SENTIMENT)


def test_the_shipped_models_are_small_and_say_what_they_learned_from() -> None:
    for task in TERMS:
        model = shipped(task)
        assert model.card["source"]
        assert model.card["learned_on"]
        assert model.labels == tuple(TERMS[task])
        assert np.isfinite(model.weights).all()


def test_copies_are_found_whatever_marks_they_carry() -> None:
    text = "我们小区门口的路灯已经坏了三个月了，打了多次电话没有人来修"
    texts = [text, text + "！！", text.replace("三", "3"), "请问医保卡在哪里补办", "图书馆几点开门"]
    number = groups(texts)
    assert number[0] == number[1] == number[2]
    assert len(set(number)) == 3
    assert has_copy(texts, ["转发：" + text]).tolist() == [True, True, True, False, False]


def test_features_have_length_one_in_each_block_and_none_for_nothing() -> None:
    found = features(["路灯坏了", "", "\ud800", "http://t.cn/abc @某人"], bits=10)
    squares = np.asarray(found.multiply(found).sum(axis=1)).ravel()
    assert squares == pytest.approx([2, 0, 0, 0], abs=1e-5)


def test_an_address_ends_where_chinese_begins_and_may_follow_it() -> None:
    assert normal_forms(["链接t.cn/Ab3打不开", "http://t.cn/Ab3打不开"]) == ["链接打不开", "打不开"]


def test_later_files_correct_earlier_ones(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("text,label\n路灯坏了,中性\n很满意,pos\n", "utf-8")
    second.write_text("文本,标签,权重\n路灯坏了,负面,3\n", "utf-8")
    labelled = read_labelled([first, second], task=SENTIMENT)
    assert dict(zip(labelled.texts, labelled.labels.tolist(), strict=True)) == {
        "很满意": 2, "路灯坏了": 0
    }  # fmt: skip
    assert labelled.weights.tolist() == [1.0, 3.0]


def test_a_wrong_label_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text,label\n路灯坏了,愤怒\n", "utf-8")
    with pytest.raises(InputError, match=r"第 2 行.*负面/中性/正面"):
        read_labelled([path], task=SENTIMENT)


def test_copies_of_learned_texts_are_not_measured() -> None:
    labelled = made_up()
    figures = measure(labelled, "default", known=labelled.texts[:3])
    assert figures.left_out >= 3
    assert figures.result.count == len(labelled.texts) - figures.left_out
    assert {"auc", "auc_negative_against_rest"} <= set(figures.polarity)
    low, high = figures.polarity["auc"].low, figures.polarity["auc"].high
    assert low <= figures.polarity["auc"].value <= high
