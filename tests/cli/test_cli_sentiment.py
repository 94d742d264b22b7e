"""``gongkai sentiment``: train, evaluate, score."""

import json
from pathlib import Path
from typing import Any

PLACES = ("幸福路", "人民广场", "东城小区", "第三医院", "南门", "火车站", "图书馆", "文化宫")
SAID = {
    "负面": ("{}太脏了没人管", "{}又停水真气人", "{}态度恶劣太失望"),
    "中性": ("请问{}几点开门", "{}在哪里办理", "咨询{}的电话"),
    "正面": ("{}修好了很满意", "{}服务热情点赞", "感谢{}帮了大忙"),
}


def labelled(path: Path) -> Path:
    rows = [f"{form.format(place)},{label}"
            for label, forms in SAID.items() for form in forms for place in PLACES]  # fmt: skip
    path.write_text("text,label\n" + "\n".join(rows) + "\n", "utf-8")
    return path


def test_train_writes_a_new_version_and_its_card(gongkai: Any, tmp_path: Path) -> None:
    file, into = labelled(tmp_path / "a.csv"), tmp_path / "models"
    done = gongkai("sentiment", "train", file, "--into", into, "--source", "编造的例句", "--json")
    assert done.code == 0, done.err
    assert done.json["file"].endswith("sentiment-v1.npz")
    card = json.loads((into / "sentiment-v1.json").read_text("utf-8"))
    assert card["source"] == "编造的例句"
    assert card["started_from"].startswith("sentiment v")
    assert not any(place in json.dumps(card, ensure_ascii=False) for place in PLACES)
    model = into / "sentiment-v1.npz"
    scored = gongkai("sentiment", "score", "图书馆太脏了没人管", "--model", model, "--json")
    assert scored.json["tendency"] == "negative"
    figures = gongkai("sentiment", "evaluate", file, "--model", model, "--json").json
    assert figures["auc"][0] > 0.95
    assert figures["left_out"] == 0


def test_two_trainings_of_one_file_give_equal_files(gongkai: Any, tmp_path: Path) -> None:
    file = labelled(tmp_path / "a.csv")
    for name in ("one", "other"):
        assert gongkai("sentiment", "train", file, "--into", tmp_path / name).code == 0
    one, other = (tmp_path / name / "sentiment-v1.npz" for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    assert one.stat().st_size <= 4_000_000


def test_an_office_may_start_anew(gongkai: Any, tmp_path: Path) -> None:
    """Without the shipped model a model with weights and a net of its own comes out."""
    file, into = labelled(tmp_path / "a.csv"), tmp_path / "models"
    done = gongkai("sentiment", "train", file, "--into", into, "--from-scratch", "--json")
    assert done.code == 0, done.err
    assert "started_from" not in json.loads((into / "sentiment-v1.json").read_text("utf-8"))
    model = into / "sentiment-v1.npz"
    for text, tendency in (("图书馆太脏了没人管", 0), ("感谢图书馆帮了大忙", 1)):
        scored = gongkai("sentiment", "score", text, "--model", model, "--json").json
        assert (scored["score"] > 0.5) == bool(tendency)


def test_a_damaged_model_file_is_refused_by_name(gongkai: Any, tmp_path: Path) -> None:
    file, into = labelled(tmp_path / "a.csv"), tmp_path / "models"
    assert gongkai("sentiment", "train", file, "--into", into).code == 0
    model = into / "sentiment-v1.npz"
    model.write_bytes(model.read_bytes()[:10_000])
    done = gongkai("sentiment", "score", "好", "--model", model)
    assert done.code == 2
    assert "sentiment-v1.npz" in done.err
    assert "模型文件" in done.err


def test_copies_of_training_texts_are_left_out(gongkai: Any, tmp_path: Path) -> None:
    file = labelled(tmp_path / "a.csv")
    more = tmp_path / "b.csv"
    more.write_text(file.read_text("utf-8") + "河西村的路终于通了太好了,正面\n", "utf-8")
    figures = gongkai("sentiment", "evaluate", more, "--train", file, "--json").json
    assert (figures["count"], figures["left_out"]) == (1, 72)


def test_a_set_of_nothing_but_training_texts_cannot_be_measured(
    gongkai: Any, tmp_path: Path
) -> None:
    file = labelled(tmp_path / "a.csv")
    done = gongkai("sentiment", "evaluate", file, "--train", file)
    assert done.code == 2
    assert "72 条全部与训练文本近似重复" in done.err


def test_too_few_texts_are_refused(gongkai: Any, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("text,label\n路灯坏了,负面\n", "utf-8")
    train = ("sentiment", "train", file, "--into", tmp_path / "models")
    assert "实际 1 条" in gongkai(*train).err
    done = gongkai(*train, "--from-scratch")
    assert done.code == 2
    assert "中性 0 条" in done.err
    assert not (tmp_path / "models").exists()


def test_unknown_models_and_tasks_are_refused(gongkai: Any, tmp_path: Path) -> None:
    file = labelled(tmp_path / "a.csv")
    assert gongkai("sentiment", "evaluate", file, "--model", "bert").code == 2
    assert gongkai("sentiment", "evaluate", file, "--task", "weather").code == 2
    assert gongkai("sentiment", "score", "好", "--model", tmp_path / "none.npz").code == 2
