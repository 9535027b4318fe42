"""E-mail: the alerts as a mail of plain text and HTML over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from alerts.channels.base import ChannelSettings, Parcel, Tools
from alerts.render import mail_html, plain, subject
from extractors.errors import DeliveryError
from extractors.settings import Secret, as_listed


def _mailbox(text: str) -> str:
    try:
        address = Address(addr_spec=text)
    except (ValueError, IndexError, AttributeError):
        address = None
    if address is None or not address.domain or any(char.isspace() for char in text):
        raise ValueError("write an e-mail address such as desk@example.org")
    return text


_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
Mailbox = Annotated[str, AfterValidator(_mailbox)]


class EmailSettings(ChannelSettings):
    """Mail over SMTP."""

    kind: Literal["email"]
    host: str = Field(min_length=1, description="the mail server")
    port: int = Field(default=587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="none only on this machine")
    sender: Mailbox
    to: Annotated[tuple[Mailbox, ...], BeforeValidator(as_listed), Field(min_length=1, max_length=100)]
    user: str | None = None
    password: Secret | None = Field(default=None, description="reference to it")

    @model_validator(mode="after")
    def _no_open_password(self) -> EmailSettings:
        if self.security == "none" and self.password is not None and self.host not in _THIS_MACHINE:
            raise ValueError("security: none would send the password in the open; use starttls or tls")
        if (self.user is None) != (self.password is None):
            raise ValueError("user and password go together")
        return self


def send_email(settings: EmailSettings, parcel: Parcel, tools: Tools) -> str:
    """One mail to all recipients; those a server refuses are named in the receipt, unless it refuses all.

    Also those it refuses for now: a delivery is sent or not, so a repeat would go to those who have the mail, too.
    """
    from alerts.network import within

    password = tools.secrets.read(settings.password) if settings.password is not None else None
    mail = make_mail(settings, parcel, tools)
    refused = within(settings.timeout_s, lambda: _hand_over(settings, mail, password, tools.ca_file))
    accepted = len(settings.to) - len(refused)
    if not refused:
        return f"accepted for {accepted} of {accepted}"
    names = ", ".join(f"{name} ({code})" for name, (code, _) in sorted(refused.items()))
    return f"accepted for {accepted} of {len(settings.to)}; refused: {names}"


def make_mail(settings: EmailSettings, parcel: Parcel, tools: Tools) -> EmailMessage:
    """The mail; its Message-ID is the parcel's, so that a repeat is known as one."""
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = subject(parcel.messages)
    mail["From"] = settings.sender
    mail["To"] = ", ".join(settings.to)
    mail["Date"] = tools.now()
    domain = settings.sender.rpartition("@")[2]
    mail["Message-ID"] = f"<{parcel.parcel_id}.figurewatch@{domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Figurewatch-Id"] = parcel.parcel_id
    mail.set_content(plain(parcel.messages))
    mail.add_alternative(mail_html(parcel.messages), subtype="html")
    return mail


def _hand_over(
    settings: EmailSettings, mail: EmailMessage, password: str | None, ca_file: str
) -> dict[str, tuple[int, bytes]]:
    """The recipients that were refused; DeliveryError when nobody got it."""
    shown = f"{settings.host}:{settings.port}"
    try:
        server = _connect(settings, ca_file)
        try:
            if settings.user is not None and password is not None:
                server.login(settings.user, password)
            refused: dict[str, Any] = server.send_message(mail, settings.sender, list(settings.to))
        except BaseException:
            server.close()
            raise
        # The mail is accepted: whatever the goodbye comes to, sending it again would be a repeat.
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        server.close()
        return refused
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _ in error.recipients.values()]
        names = ", ".join(f"{name} ({code})" for name, (code, _) in sorted(error.recipients.items()))
        raise DeliveryError(f"{shown}: every recipient refused: {names}", permanent=min(codes) >= 500) from None
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(f"{shown}: the login is refused ({error.smtp_code})", retry_after_s=3_600) from None
    except smtplib.SMTPResponseException as error:
        raise DeliveryError(f"{shown}: refused with {error.smtp_code}", permanent=error.smtp_code >= 500) from None
    except smtplib.SMTPNotSupportedError:
        raise DeliveryError(f"{shown}: offers no {settings.security} or login", retry_after_s=3_600) from None
    except ssl.SSLError:
        raise DeliveryError(f"{shown}: no secure connection: check `security` and the certificate") from None
    except (smtplib.SMTPException, OSError) as error:
        slow = isinstance(error, TimeoutError) or "timed out" in str(error)
        why = f"no answer within {settings.timeout_s} s" if slow else getattr(error, "strerror", None)
        raise DeliveryError(f"{shown}: {why or 'the connection broke off'}") from None


def _connect(settings: EmailSettings, ca_file: str) -> smtplib.SMTP:
    """A connection, secured as the settings want; whose certificates count is the same as for web addresses."""
    from alerts.network import trusted

    if settings.security == "tls":
        context = trusted(ca_file)
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout_s, context=context)
    server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout_s)
    if settings.security == "starttls":
        try:
            server.starttls(context=trusted(ca_file))
        except BaseException:
            server.close()
            raise
    return server
