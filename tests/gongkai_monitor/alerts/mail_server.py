"""A mail server of a few lines on loopback: it keeps the letters."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Self, cast


class _Session(socketserver.StreamRequestHandler):
    """One SMTP session (RFC 5321, what smtplib needs of it)."""

    def handle(self) -> None:
        letters = cast("MailServer", self.server).letters
        self._say("220 here")
        while line := self.rfile.readline():
            match line.split()[0].upper() if line.split() else b"":
                case b"DATA":
                    self._say("354 go on")
                    lines: list[bytes] = []
                    while (part := self.rfile.readline()) not in {b".\r\n", b""}:
                        lines.append(part.removeprefix(b".") if part[:2] == b".." else part)
                    letter = message_from_bytes(b"".join(lines), policy=policy.default)
                    letters.append(cast("EmailMessage", letter))
                    self._say("250 kept")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 fine")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


class MailServer(socketserver.ThreadingTCPServer):
    """``with MailServer() as server: server.endpoint; server.letters``."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Session)
        self.letters: list[EmailMessage] = []

    @property
    def endpoint(self) -> str:
        host, port = self.server_address[:2]
        return f"{host!s}:{port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *args: object) -> None:
        self.shutdown()
        self.server_close()
