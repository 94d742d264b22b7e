"""Alerts reach real servers: once, again after a fault, never twice after a restart."""

import asyncio
import json
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from gongkai_monitor.addresses import AddressPolicy
from gongkai_monitor.alerts import sending
from gongkai_monitor.alerts.announcing import announce
from gongkai_monitor.alerts.delivery import Delivery, deliver
from gongkai_monitor.alerts.overview import alert_rows
from gongkai_monitor.opinion.desk import refresh_hotspots
from gongkai_monitor.settings import Settings
from gongkai_monitor.store.frames import insert_rows, read_frame
from gongkai_monitor.store.lake import migrate, open_store
from gongkai_monitor.store.transaction import in_transaction
from gongkai_monitor.vocabulary import AlertOutcome
from tests.crawlers.servers import Call, Reply, Server, hang
from tests.gongkai_monitor.alerts.mail_server import MailServer

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
HALF_HOUR = timedelta(minutes=30)
FIRST = NOON + HALF_HOUR
KEY = "KEY-THAT-NOBODY-MAY-SEE"
OK = Reply(json.dumps({"errcode": 0, "errmsg": "ok"}).encode())
FEISHU_OK = Reply(json.dumps({"code": 0, "msg": "success"}).encode())
SENT = "SELECT recipient, outcome, attempt, detail FROM alerts_sent ORDER BY recorded_at"
ANNOUNCED = "SELECT hotspot_id, reasons FROM hotspot_announcements ORDER BY announced_at"

Office = Callable[..., Settings]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one announced event of which nobody was told."""
    folder = tmp_path_factory.mktemp("told") / "ws"
    folder.mkdir()
    (folder / "gongkai.toml").write_text("[opinion]\nmin_size = 3\n", encoding="utf-8")
    settings = Settings.load(folder)
    migrate(settings)
    put(settings, 3, NOON)
    assert announced(settings, FIRST) == 1
    assert announced(settings, FIRST) == 0  # a round that is repeated says nothing twice
    return folder


@pytest.fixture
def office(tmp_path: Path, told: Path) -> Office:
    """A copy with recipients: name -> (kind, url, more lines of secrets.toml)."""
    folder = Path(shutil.copytree(told, tmp_path / "ws"))

    def make(
        endpoint: str, recipients: dict[str, tuple[str, str, str]], more: str = ""
    ) -> Settings:
        lines = ["[opinion]", "min_size = 3", "[alerts]", f'allow_addresses = ["{endpoint}"]',
                 "timeout_seconds = 1.0", more]  # fmt: skip
        secrets = []
        for name, (kind, url, lines_of_it) in recipients.items():
            lines += [f'[alerts.recipients."{name}"]', f'kind = "{kind}"']
            secrets += [f'[recipients."{name}"]', f'url = "{url}"', lines_of_it]
        (folder / "gongkai.toml").write_text("\n".join(lines), encoding="utf-8")
        path = folder / "secrets.toml"
        path.write_text("\n".join(secrets), encoding="utf-8")
        path.chmod(0o600)
        return Settings.load(folder)

    return make


@pytest.fixture
def one_group(office: Office) -> Iterator[tuple[Settings, Server]]:
    with Server({"/send": OK}) as server:
        url = server.url(f"/send?key={KEY}")
        yield office(server.endpoint, {"值班群": ("wecom", url, "")}), server


def put(settings: Settings, count: int, at: datetime, *, title: str = "翠湖小区夜间施工噪音扰民",
        first: int = 0, **more: object) -> None:  # fmt: skip
    rows = [
        {
            "message_id": f"{title}{n}", "received_at": at + timedelta(minutes=n), "title": title,
            "text": f"{title}，凌晨{n}点还在施工打桩，噪音太大，老人睡不着。", "region": "城东区",
            "likes": 1, "source": "import", "round_id": "r", "observed_at": at, **more,
        }
        for n in range(first, first + count)
    ]  # fmt: skip
    with open_store(settings, read_only=False) as connection:
        in_transaction(
            connection, lambda: insert_rows(connection, "messages", rows), doing="写入留言"
        )


def announced(settings: Settings, at: datetime, now: datetime | None = None) -> int:
    refresh_hotspots(settings, as_of=at)
    return announce(settings, as_of=at, now=now or at)


def sent(settings: Settings, now: datetime) -> tuple[Delivery, ...]:
    """A process of its own reads its settings anew."""
    return deliver(Settings.load(settings.workspace), now=lambda: now)


def rows_of(settings: Settings, sql: str) -> list[tuple[Any, ...]]:
    with open_store(settings) as connection:
        return list(read_frame(connection, sql).itertuples(index=False, name=None))


def content(call: Call) -> str:
    told = json.loads(call.body)
    return str(told["text"]["content"])


def test_an_event_is_announced_once_and_again_when_it_spreads_or_a_deadline_changes(
    one_group: tuple[Settings, Server],
) -> None:
    desk, server = one_group
    first = FIRST
    assert [one.outcome.value for one in sent(desk, first)] == ["delivered"]
    assert sent(desk, first + HALF_HOUR) == ()  # nor does a restart
    put(desk, 1, first, first=4)
    assert announced(desk, first + HALF_HOUR) == 0  # one more of the same: no news
    put(desk, 1, first + HALF_HOUR, first=5, region="城西区")
    assert announced(desk, first + 2 * HALF_HOUR) == 1
    with open_store(desk, read_only=False) as connection:  # an export that still holds all open
        connection.execute(
            "INSERT INTO open_letters SELECT message_id, NULL, NULL, 'e', ?, NULL FROM messages",
            [NOON + timedelta(hours=48, minutes=30)],
        )
    assert announced(desk, NOON + timedelta(hours=49)) == 1
    sent(desk, NOON + timedelta(hours=49))
    reasons = [list(found) for _, found in rows_of(desk, ANNOUNCED)]
    assert reasons == [["first"], ["spread"], ["overdue"]]
    assert [content(call).splitlines()[1] for call in server.calls] == [
        "原因：新发现", "原因：超时",
    ]  # fmt: skip


def test_the_spread_that_expired_unsent_is_named_as_such(
    one_group: tuple[Settings, Server],
) -> None:
    desk, server = one_group
    at = FIRST
    later = at + timedelta(hours=24)
    assert sent(desk, later) == ()
    assert server.calls == []
    (row,) = alert_rows(desk, later, since=NOON)
    assert (row["state_label"], row["title"]) == ("未送达，已过期", "翠湖小区夜间施工噪音扰民")


def test_another_time_is_no_news(one_group: tuple[Settings, Server]) -> None:
    desk, _ = one_group
    at = FIRST + HALF_HOUR
    put(desk, 9, at - timedelta(minutes=20), first=10, region="城西区")
    assert announced(desk, at, now=at + timedelta(days=2)) == 0  # a past moment is worked out anew
    assert announced(desk, at, now=at - HALF_HOUR) == 0  # or one that is yet to come
    assert announced(desk, at + HALF_HOUR) == 1
    assert announced(desk, at, now=at + HALF_HOUR) == 0  # before the last announcement


def test_every_kind_of_recipient_is_told_signed_where_there_is_a_secret(office: Office) -> None:
    routes = {"/wecom": OK, "/ding": OK, "/feishu": FEISHU_OK, "/own": Reply(b"")}
    with Server(routes) as server:
        desk = office(
            server.endpoint,
            {
                "微信群": ("wecom", server.url(f"/wecom?key={KEY}"), ""),
                "钉钉群": ("dingtalk", server.url("/ding?access_token=t"), f'secret = "{KEY}"'),
                "飞书群": ("feishu", server.url("/feishu"), f'secret = "{KEY}"'),
                "平台": ("webhook", server.url("/own"), f'secret = "{KEY}"'),
            },
        )
        ended = sent(desk, FIRST)
    assert {one.outcome.value for one in ended} == {"delivered"}
    calls = {call.path.split("?")[0]: call for call in server.calls}
    assert "【" in content(calls["/wecom"])
    assert "timestamp=" in calls["/ding"].path
    assert "sign=" in calls["/ding"].path
    feishu = json.loads(calls["/feishu"].body)
    assert feishu["sign"]
    assert "翠湖小区" in feishu["content"]["text"]
    own = calls["/own"]
    assert own.headers["X-Gongkai-Signature"].startswith("sha256=")
    assert "翠湖小区" in json.loads(own.body)["text"]
    secret_free = [call.body for call in server.calls]
    assert not any(KEY.encode() in body for body in secret_free)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(b"", status=500), "对方返回错误（HTTP 500）"),
        (Reply(b"", status=302, headers={"Location": "/elsewhere"}),
         "对方要求转到其他地址，没有跟随（HTTP 302）"),
        (Reply(json.dumps({"errcode": 93000, "errmsg": f"key {KEY}"}).encode()),
         "对方拒收（错误码 93000）"),
        (Reply(b"<html>login</html>"), "对方的答复不是机器人的格式，不能认定已送达"),
        (Reply(b"{}", delay=3), "超时"),
        (hang, "超时"),
    ],
)  # fmt: skip
def test_a_fault_is_told_and_tried_again_at_the_next_round(
    one_group: tuple[Settings, Server], reply: Any, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    desk, server = one_group
    at = FIRST
    server.routes["/send"] = reply
    with caplog.at_level(logging.DEBUG):
        (failed,) = sent(desk, at)
    assert (failed.outcome.value, failed.detail) == ("failed", why)
    (row,) = alert_rows(desk, at, since=NOON)
    assert (row["state_label"], row["detail"]) == ("未送达，将重试", why)
    server.routes["/send"] = OK
    (again,) = sent(desk, at + HALF_HOUR)
    assert again.outcome.value == "delivered"
    assert "可能重复" not in content(server.calls[-1])
    assert sent(desk, at + 2 * HALF_HOUR) == ()
    assert server.counts["/elsewhere"] == 0
    assert [row[1] for row in rows_of(desk, SENT)] == ["begun", "failed", "begun", "delivered"]
    stored = repr(rows_of(desk, "SELECT * FROM alerts_sent")) + caplog.text
    assert KEY not in stored
    assert server.endpoint not in stored


def test_a_process_that_was_killed_while_sending_is_followed_by_a_marked_repetition(
    one_group: tuple[Settings, Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, server = one_group
    at = FIRST
    with monkeypatch.context() as killed:
        killed.setattr("gongkai_monitor.alerts.delivery.end_attempts", _die)
        with pytest.raises(KeyboardInterrupt):
            sent(desk, at)
    assert server.counts[f"/send?key={KEY}"] == 1
    assert sent(desk, at + timedelta(minutes=5)) == ()  # it may still be under way
    (again,) = sent(desk, at + HALF_HOUR)
    assert again.outcome.value == "delivered"
    assert "本条可能重复" in content(server.calls[-1])
    assert sent(desk, at + 2 * HALF_HOUR) == ()


def _die(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_rounds_at_once_send_once(one_group: tuple[Settings, Server]) -> None:
    desk, server = one_group
    server.routes["/send"] = Reply(OK.body, delay=0.4)
    at = FIRST
    threads = [threading.Thread(target=sent, args=(desk, at)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(server.calls) == 1


def test_a_round_that_began_later_but_wrote_first_is_seen(
    one_group: tuple[Settings, Server],
) -> None:
    """The other one waited for the lake: its own moment is the earlier one."""
    desk, server = one_group
    sent(desk, FIRST + timedelta(seconds=1))
    assert sent(desk, FIRST) == ()
    assert len(server.calls) == 1


def test_the_attempts_of_one_recipient_begin_when_the_others_have_ended(office: Office) -> None:
    """So an attempt that is taken for dead after a while is dead, however many do not answer."""
    ticks = iter(range(1_000))
    with Server({"/a": OK, "/b": OK}) as server:
        urls = {name: ("wecom", server.url(f"/{name}"), "") for name in ("a", "b")}
        desk = office(server.endpoint, urls)
        deliver(desk, now=lambda: FIRST + timedelta(minutes=next(ticks)))
    told = [(row[0], row[1]) for row in rows_of(desk, SENT)]
    assert told == [("a", "begun"), ("a", "delivered"), ("b", "begun"), ("b", "delivered")]


def test_an_answer_in_two_pieces_is_one_answer(office: Office) -> None:
    async def in_pieces(_: Call, wire: asyncio.StreamWriter) -> None:
        wire.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(OK.body)}\r\n\r\n".encode())
        wire.write(OK.body[:9])
        await wire.drain()
        await asyncio.sleep(0.2)
        wire.write(OK.body[9:])
        await wire.drain()

    with Server({"/send": in_pieces}) as server:
        desk = office(server.endpoint, {"值班群": ("wecom", server.url("/send"), "")})
        (one,) = sent(desk, FIRST)
    assert (one.outcome, one.detail) == (AlertOutcome.DELIVERED, "")


def test_own_networks_are_sent_to_only_where_they_are_listed(office: Office) -> None:
    with Server({"/send": OK}) as server:
        desk = office("10.9.9.9:443", {"值班群": ("wecom", server.url("/send"), "")})
        (one,) = sent(desk, FIRST)
    assert one.detail == "内网或回环地址未列入 [alerts] allow_addresses"
    assert server.calls == []


def test_the_open_internet_is_sent_to_only_encrypted() -> None:
    policy = AddressPolicy.parse(["10.0.0.0/8"])
    sending._check("8.8.8.8", 443, policy, is_plain=False)
    sending._check("10.1.1.1", 80, policy, is_plain=True)
    with pytest.raises(sending.UndeliveredError, match="明文"):
        sending._check("8.8.8.8", 80, policy, is_plain=True)


@pytest.mark.parametrize(
    ("secrets", "mode", "why"),
    [
        ("", 0o600, "没有地址"),
        ("[recipients.值班群]\n", 0o600, "格式有误"),
        ('[recipients."值班群"]\nurl = "https://example.invalid/x"\n', 0o644, "chmod 600"),
        ('[recipients."值班群"]\nurl = "ftp://example.invalid/x"\n', 0o600, "https://"),
        ('[recipients."值班群"]\nurl = "https://example.invalid/x"\n', 0o600, "域名无法解析"),
        ('[recipients."值班群"]\nurl = "https://[x"\n', 0o600, "地址格式有误"),
    ],
)
def test_a_wrong_or_open_file_of_secrets_ends_no_round(
    one_group: tuple[Settings, Server], secrets: str, mode: int, why: str
) -> None:
    desk, _ = one_group
    path = desk.workspace / "secrets.toml"
    path.write_text(secrets, encoding="utf-8")
    path.chmod(mode)
    (one,) = sent(desk, FIRST)
    assert one.outcome.value == "failed"
    assert why in one.detail


def test_a_hostile_title_mentions_nobody_and_links_nowhere(
    one_group: tuple[Settings, Server],
) -> None:
    desk, server = one_group
    put(desk, 4, NOON, title='<at user_id="all">全体</at>停水[领补贴](http://evil.example)',
        region="城东区\n责任单位：假的")  # fmt: skip
    assert announced(desk, FIRST + HALF_HOUR) == 1
    sent(desk, FIRST + HALF_HOUR)
    (call,) = server.calls
    told = content(call).split("\n\n")[0]
    assert "<" not in told
    assert "evil" not in told
    assert "http" not in told
    assert [line.split("：")[0] for line in told.splitlines()[1:]] == [
        "原因", "地点", "来信", "责任单位", "时限", "编号",
    ]  # fmt: skip


def test_many_alerts_are_few_messages_and_the_rest_follows(
    one_group: tuple[Settings, Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, server = one_group
    for n, what in enumerate(
        ("路灯不亮", "垃圾清运", "公交绕行", "学区划分", "水压太低", "飞线充电")
    ):
        put(desk, 3, NOON + timedelta(hours=n), title=f"{'甲乙丙丁戊己'[n]}小区{what}")
    at = NOON + timedelta(hours=9)
    assert announced(desk, at) == 6
    monkeypatch.setattr("gongkai_monitor.alerts.delivery.MOST_MESSAGES", 1)
    (first,) = sent(desk, at)
    assert 1 < first.alert_count < 7
    assert len(content(server.calls[0]).encode()) <= 2_000
    rounds = 0
    while sent(desk, at + HALF_HOUR):
        rounds += 1
    assert sum(content(call).count("编号：") for call in server.calls) == 7
    assert rounds == len(server.calls) - 1


def test_a_mail_names_the_worst_in_its_subject(office: Office) -> None:
    with MailServer() as server:
        desk = office(
            server.endpoint,
            {"邮箱": ("mail", f"smtp://{server.endpoint}",
                      'sender = "a@example.invalid"\nto = ["b@example.invalid"]')},
        )  # fmt: skip
        (one,) = sent(desk, FIRST)
        assert (one.outcome.value, one.detail) == ("delivered", "")
        (letter,) = server.letters
        assert "翠湖小区" in str(letter["Subject"])
        assert "责任单位：待人工指定" in letter.get_content()
        secret = desk.workspace / "secrets.toml"
        with_password = f'{secret.read_text(encoding="utf-8")}\nsecret = "{KEY}"\n'
        secret.write_text(with_password, encoding="utf-8")
        put(desk, 9, NOON, first=10)
        announced(desk, FIRST + HALF_HOUR)
        (refused,) = sent(desk, FIRST + HALF_HOUR)
        assert refused.detail == "邮件服务器没有加密，不发送密码"
        assert len(server.letters) == 1
