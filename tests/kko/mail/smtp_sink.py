"""A real SMTP server of the standard library alone, which remembers what it took and refuses on demand."""

import socketserver
import threading
from email import message_from_bytes, policy
from email.message import EmailMessage


class SmtpSink(socketserver.ThreadingTCPServer):
    """Listens on a free port of loopback. ``rcpt`` and ``data`` are its answers; change them at will.

    ``data = None`` takes the letter and breaks the connection without a word.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Session)
        self.port = self.server_address[1]
        self.rcpt = "250 2.1.5 Ok"
        self.data: str | None = "250 2.0.0 Ok: queued"
        self.letters: list[EmailMessage] = []
        self.lock = threading.Lock()

    def __enter__(self) -> "SmtpSink":
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def __exit__(self, *_error) -> None:
        self.shutdown()
        self.server_close()

    @property
    def message_ids(self) -> list[str]:
        with self.lock:
            return [str(letter["Message-ID"]) for letter in self.letters]

    def take(self, content: bytes) -> None:
        with self.lock:
            self.letters.append(message_from_bytes(content, policy=policy.default))


class _Session(socketserver.StreamRequestHandler):
    server: SmtpSink

    def handle(self) -> None:
        self.say("220 sink ESMTP")
        while line := self.rfile.readline():
            verb = line.strip().upper()
            if verb == b"QUIT":
                self.say("221 Bye")
                return
            if verb == b"DATA":
                if not self.receive():
                    return
            else:
                self.say(self.server.rcpt if verb.startswith(b"RCPT") else "250 Ok")

    def receive(self) -> bool:
        self.say("354 End data with <CR><LF>.<CR><LF>")
        content = b""
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return False
            content += line[1:] if line.startswith(b"..") else line
        answer = self.server.data
        if answer is None or answer.startswith("250"):
            self.server.take(content)
        if answer is not None:
            self.say(answer)
        return answer is not None

    def say(self, answer: str) -> None:
        self.wfile.write(answer.encode() + b"\r\n")
