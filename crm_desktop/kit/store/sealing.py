"""The keys of a signed-in account, and what they seal: other keys, sensitive values."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from functools import cached_property

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _

# cryptography (35 ms to import) is needed only once somebody signs in: imported inside.

_NONCE, _TAG = 12, 16  # bytes that AES-GCM puts before and behind


@dataclass(frozen=True, repr=False)
class Keys:
    """What one account holds while signed in. Never printed, never stored."""

    uid: str
    name: str
    db: str
    generation: int
    dek: bytes
    secret: bytes | None = None
    private: bytes = b""

    def __repr__(self) -> str:
        return f"Keys({self.uid})"

    @classmethod
    def scratch(cls, uid: str = "tester") -> Keys:
        """Random keys of an office that lives for one test."""
        return cls(uid, uid, "scratch", 1, os.urandom(32), os.urandom(32))

    @cached_property
    def audit(self) -> bytes:
        """The key of the audit chain and of the row hashes."""
        return derive(self.dek, "audit")

    @cached_property
    def ring(self) -> bytes:
        """The key that signs the key ring."""
        return derive(self.dek, "keyring-mac")

    @cached_property
    def manifest(self) -> bytes:
        """The key that signs the list of files of a backup."""
        return derive(self.dek, "manifest")

    @property
    def _sensitive(self) -> bytes:
        if self.secret is None:
            raise Problem(_("This account may not read or write sensitive fields. Ask somebody who may."))
        return self.secret


def derive(key: bytes, purpose: str) -> bytes:
    """A key for one purpose out of another (HKDF-SHA256)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF
    return HKDF(SHA256(), 32, salt=None, info=f"crm-desktop/{purpose}".encode()).derive(key)


def encrypt(key: bytes, plain: bytes, context: bytes) -> bytes:
    """AES-256-GCM with a fresh nonce in front; `context` must be the same when it is opened."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def decrypt(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    """The plain bytes, or None when key, context or bytes aren't the ones that were sealed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    if len(sealed) < _NONCE + _TAG:
        return None
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except InvalidTag:
        return None


def new_pair() -> tuple[bytes, bytes]:
    """A new private and public key (X25519)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    key = X25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def seal_for(public: bytes, plain: bytes, context: bytes) -> bytes:
    """Seal to a public key: only the holder of its private key can open it."""
    ephemeral, sender = new_pair()
    return sender + encrypt(_shared(ephemeral, public, sender, public), plain, context)


def open_for(private: bytes, public: bytes, sealed: bytes, context: bytes) -> bytes | None:
    """What was sealed to this key, or None when it wasn't."""
    sender = sealed[:32]
    try:
        key = _shared(private, sender, sender, public)
    except ValueError:  # a sender key that is no point of the curve
        return None
    return decrypt(key, sealed[32:], context)


def _shared(private: bytes, other: bytes, sender: bytes, receiver: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    secret = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(other))
    return derive(secret + sender + receiver, "sealed-key")


def seal_value(keys: Keys, table: str, column: str, uid: str, text: str) -> str:
    """A sensitive value as it is stored: {"$s": ...}, bound to its table, column and record."""
    sealed = encrypt(keys._sensitive, text.encode("utf-8", "surrogatepass"), _place(table, column, uid))
    return json.dumps({"$s": base64.b64encode(sealed).decode()}, separators=(",", ":"))


def open_value(keys: Keys, table: str, column: str, uid: str, text: str) -> str:
    """The sensitive value again. A value moved from another row or column is refused."""
    key = keys._sensitive
    try:
        sealed = base64.b64decode(json.loads(text)["$s"], validate=True)
    except (ValueError, TypeError, KeyError):
        sealed = b""
    plain = decrypt(key, sealed, _place(table, column, uid))
    if plain is None:
        raise Problem(_("A sealed value of this record was changed outside the program. "
                        "Run the check and restore a backup."))
    return plain.decode("utf-8", "surrogatepass")


def _place(table: str, column: str, uid: str) -> bytes:
    return json.dumps([table, column, uid]).encode()
