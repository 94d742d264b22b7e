"""All five official documents: every numbered duty, none invented, deadlines and agencies exact."""

import unicodedata

import pandas as pd

import gongkai_monitor as gm


def _fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _expected(duty: dict, groups: dict) -> dict:
    def names(key: str) -> list[str]:
        value = duty.get(key) or []
        return groups[value] if isinstance(value, str) else value

    deadline = duty.get("deadline") or ["", ""]
    return {
        "section": duty["section"],
        "number": duty["number"],
        "opens": _fold(duty["opens"]),
        "deadline": [str(part) for part in deadline],
        "also": [[str(part) for part in one] for one in duty.get("also", [])],
        "lead": names("lead"),
        "responsible": names("responsible"),
        "quantities": [[str(value), unit] for value, unit in duty.get("quantities", [])],
    }


def _found(row: pd.Series, section: str) -> dict:
    chosen = [row.deadline_text, str(row.due_on or row.recurrence)]
    every = [[one["text"], str(one["due_on"] or one["recurrence"])] for one in row.deadlines]
    return {
        "section": section if row.section.startswith(section) else row.section,
        "number": row.number,
        "opens": _fold(row.text[:12]),
        "deadline": chosen,
        "also": [one for one in every if one != chosen],
        "lead": row.lead_agencies,
        "responsible": row.responsible_agencies,
        "quantities": [[f"{one['value']:g}", one["unit"]] for one in row.quantities],
    }


def test_every_duty_is_found_and_read_as_by_hand(official: tuple[str, dict]) -> None:
    text, gold = official
    frame = gm.duties.parse(text)
    assert frame.attrs["year"] == gold["year"]
    expected = [_expected(duty, gold.get("groups", {})) for duty in gold["duties"]]
    assert [(row.number) for row in frame.itertuples()] == [one["number"] for one in expected]
    found = [
        _found(row, one["section"])
        for (_, row), one in zip(frame.iterrows(), expected, strict=True)
    ]
    assert found == expected


def test_a_duty_is_whole_and_ends_with_its_last_sentence(official: tuple[str, dict]) -> None:
    text, _ = official
    for duty in gm.duties.parse(text).text:
        assert duty.endswith("。")
        assert "\n" not in duty
        assert "责任单位" not in duty
        assert "印发" not in duty[-12:]
