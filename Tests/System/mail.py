"""A real SMTP server on loopback (aiosmtpd), which keeps what it is given."""

import email
import queue
import socket
import ssl
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class Mailbox:
    """Takes mail and keeps it; refuses recipients at refused.example."""

    def __init__(self, tls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None):
        self.arrived = queue.Queue()
        self.login = login
        options = {"tls_context": tls, "require_starttls": True} if tls else {}
        if login:
            options |= {"authenticator": self._authenticate, "auth_required": True, "auth_require_tls": bool(tls)}
        self.controller = Controller(self, hostname="127.0.0.1", port=_free_port(), **options)
        self.controller.start()
        self.port = self.controller.port

    def _authenticate(self, server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login.decode(), data.password.decode()) == self.login, handled=False)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.endswith("@refused.example"):
            return "550 there is nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.arrived.put((envelope, session.ssl is not None))
        return "250 OK"

    def next(self, timeout: float = 20):
        """The next mail as (message, raw bytes, envelope, whether it came over TLS)."""
        envelope, tls = self.arrived.get(timeout=timeout)
        return email.message_from_bytes(envelope.content, policy=default), envelope.content, envelope, tls

    def close(self):
        self.controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
