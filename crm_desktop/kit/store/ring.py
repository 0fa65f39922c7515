"""The key ring: each account's own wrapped copy of the office's keys, opened by its password."""

from __future__ import annotations

import base64
import json
import os
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import _
from crm_desktop.kit.store import folder as office_folder
from crm_desktop.kit.store.problems import problem_of
from crm_desktop.kit.store.sealing import (
    Keys,
    decrypt,
    encrypt,
    new_pair,
    open_for,
    seal_for,
)

__all__ = [
    "Keys", "KDF", "RECOVERY", "Ring", "RingChanged", "WrongPassword", "add_user", "drop_user", "new_recovery_code",
    "new_ring", "set_password", "unlock",
]

# argon2id: memory in KiB, rounds, lanes. 0.2 s on an office machine, above the ASVS minimum.
KDF = {"m": 65536, "t": 3, "p": 4}
_KDF_MOST = {"m": 2**21, "t": 64, "p": 64}  # a ring that asks for more is damaged, not careful
RECOVERY = "recovery"
_FORMAT = 1
_LARGEST = 4_000_000
_CODE_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKE = str.maketrans("OILU", "011V")
_NO_SALT = bytes(16)

User = dict[str, Any]


class WrongPassword(Problem):
    """The name or the password isn't right; the sentence never says which."""

    def __init__(self) -> None:
        super().__init__(_("The user or the password is not right. Type both again."))


class RingChanged(Problem):
    """The key ring was edited outside the program."""

    def __init__(self) -> None:
        super().__init__(_("The key file ring.json was changed outside the program. "
                           "Restore it from the newest backup."))


@dataclass
class Ring:
    """The accounts of an office with their wrapped keys; says nothing without a password."""

    db: str
    generation: int = 1
    users: dict[str, User] = field(default_factory=dict)
    next_user: int = 1
    mac: str = ""

    @classmethod
    def load(cls, path: Path) -> Ring:
        """Read a key ring. Raises Problem when it is missing or damaged."""
        try:
            if path.stat().st_size > _LARGEST:
                raise ValueError("too large")
            found = json.loads(path.read_bytes())
            if found["v"] != _FORMAT:
                raise ValueError("another format")
            users = found["users"]
            if not isinstance(users, dict) or not users:
                raise TypeError("users")
            ring = cls(str(found["db"]), int(found["gen"]), users, int(found["next"]), str(found["mac"]))
            for user in users.values():
                _check_user(user)
        except OSError as error:
            raise problem_of(error, path) from error
        except office_folder.UNSOUND as error:
            raise Problem(_("The key file {file} is damaged. Restore it from the newest backup.")
                          .format(file=path.name)) from error
        return ring

    def save(self, path: Path) -> None:
        """Write it whole: after a crash either the old or the new ring is there."""
        try:
            office_folder.write_whole(path, json.dumps({**self._body(), "mac": self.mac}, ensure_ascii=False,
                                                       indent=1).encode())
        except OSError as error:
            raise problem_of(error, path) from error

    def names(self) -> dict[str, str]:
        """The accounts people sign in with: id and name. The recovery account isn't one of them."""
        return {uid: user["name"] for uid, user in self.users.items() if uid != RECOVERY}

    def find(self, user: str) -> str | None:
        """The id of the account with this id or name."""
        if user in self.users:
            return user
        wanted = _fold(user)
        return next((uid for uid, name in self.names().items() if _fold(name) == wanted), None)

    def sign(self, keys: Keys) -> None:
        """Put the MAC of the present content on it."""
        self.mac = self._mac(keys)

    def sound(self, keys: Keys) -> bool:
        """Whether nobody changed it outside the program."""
        from hmac import compare_digest
        return compare_digest(self.mac.encode(), self._mac(keys).encode())

    def context(self, uid: str, what: str) -> bytes:
        """What a sealed key is bound to: a grant copied to another account or generation doesn't open."""
        return json.dumps([self.db, uid, what, self.generation]).encode()

    def _body(self) -> dict[str, Any]:
        return {"v": _FORMAT, "db": self.db, "gen": self.generation, "next": self.next_user, "users": self.users}

    def _mac(self, keys: Keys) -> str:
        import hmac
        body = json.dumps(self._body(), sort_keys=True, separators=(",", ":")).encode()
        return hmac.digest(keys.ring, body, "sha256").hex()


def new_ring(user: str, password: str) -> tuple[Ring, bytes, str]:
    """A ring for a new office: its first account, fresh keys and the recovery code. -> ring, data key, code"""
    ring = Ring(db=os.urandom(16).hex())
    keys = Keys("", user, ring.db, ring.generation, os.urandom(32), os.urandom(32))
    add_user(ring, keys, user, password, secret=True, role="admin")
    return ring, keys.dek, new_recovery_code(ring, keys)


def unlock(ring: Ring, user: str, password: str) -> Keys:
    """The keys of the account (by id or name). Raises WrongPassword, or RingChanged for a ring somebody edited."""
    uid = ring.find(user)
    if uid is None:
        _stretch(password, {**KDF, "salt": _b64(_NO_SALT)})  # takes as long as a wrong password
        raise WrongPassword
    found = ring.users[uid]
    private = decrypt(_stretch(_typed(uid, password), found["kdf"]), _raw(found["sk"]), ring.context(uid, "sk"))
    if private is None:
        raise WrongPassword
    opened = {name: open_for(private, _raw(found["pub"]), _raw(sealed), ring.context(uid, name))
              for name, sealed in found["keys"].items()}
    dek = opened.get("dek")
    if dek is None or None in opened.values():
        raise RingChanged
    keys = Keys(uid, found["name"], ring.db, ring.generation, dek, opened.get("secret"), private)
    if not ring.sound(keys):
        raise RingChanged
    return keys


def add_user(ring: Ring, keys: Keys, name: str, password: str, *, secret: bool = False, role: str = "") -> str:
    """A new account with its own copy of the data key (and of the key of sensitive fields). Returns its id."""
    name = unicodedata.normalize("NFC", name).strip()
    _check_name(ring, name)
    uid = f"u{ring.next_user}"
    ring.next_user += 1
    _enrol(ring, keys, uid, name, password, secret=secret, role=role)
    return uid


def drop_user(ring: Ring, keys: Keys, uid: str) -> None:
    """This account opens the office no more. Raises KeyError for one that isn't there or isn't a person's."""
    if uid not in ring.names():
        raise KeyError(uid)
    del ring.users[uid]
    ring.sign(keys)


def set_password(ring: Ring, keys: Keys, user: str, new: str) -> None:
    """A new password for the own account, or for another one, which then gets a new key pair."""
    uid = ring.find(user)
    if uid is None:
        raise Problem(_("There is no user {name} in this office. Check the name.").format(name=user))
    found = ring.users[uid]
    if uid == keys.uid and keys.private:
        found["kdf"] = _fresh_kdf()
        key = _stretch(_typed(uid, new), found["kdf"])
        found["sk"] = _b64(encrypt(key, keys.private, ring.context(uid, "sk")))
        ring.sign(keys)
        return
    secret = "secret" in found["keys"]
    if secret and keys.secret is None:
        raise Problem(_("{name} may read sensitive fields. Only somebody who may read them too can set this password.")
                      .format(name=found["name"]))
    _enrol(ring, keys, uid, found["name"], new, secret=secret, role=found["role"])


def new_recovery_code(ring: Ring, keys: Keys) -> str:
    """A new recovery code of 160 bits; the one before no longer opens the office."""
    number = int.from_bytes(os.urandom(20), "big")
    signs = "".join(_CODE_SIGNS[(number >> shift) & 31] for shift in range(155, -1, -5))
    code = "-".join(signs[at:at + 5] for at in range(0, len(signs), 5))
    _enrol(ring, keys, RECOVERY, RECOVERY, code, secret=keys.secret is not None, role=RECOVERY)
    return code


def _enrol(ring: Ring, keys: Keys, uid: str, name: str, password: str, *, secret: bool, role: str) -> None:
    private, public = new_pair()
    kdf = _fresh_kdf()
    sealed = {"dek": _b64(seal_for(public, keys.dek, ring.context(uid, "dek")))}
    if secret:
        sealed["secret"] = _b64(seal_for(public, keys._sensitive, ring.context(uid, "secret")))
    key = _stretch(_typed(uid, password), kdf)
    ring.users[uid] = {"name": name, "role": role, "kdf": kdf, "pub": _b64(public),
                       "sk": _b64(encrypt(key, private, ring.context(uid, "sk"))), "keys": sealed}
    ring.sign(keys)


def _fresh_kdf() -> dict[str, Any]:
    return {**KDF, "salt": _b64(os.urandom(16))}


def _stretch(password: str, kdf: dict[str, Any]) -> bytes:
    from argon2.low_level import Type, hash_secret_raw
    plain = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return hash_secret_raw(plain, _raw(kdf["salt"]), time_cost=kdf["t"], memory_cost=kdf["m"], parallelism=kdf["p"],
                           hash_len=32, type=Type.ID)


def _typed(uid: str, password: str) -> str:
    """A recovery code as it was meant: case, spaces, dashes and look-alike signs don't matter."""
    if uid != RECOVERY:
        return password
    signs = unicodedata.normalize("NFKC", password).upper().translate(_LOOK_ALIKE)
    return "".join(sign for sign in signs if sign in _CODE_SIGNS)


def _check_name(ring: Ring, name: str) -> None:
    if not name or len(name) > 100 or not name.isprintable():
        raise Problem(_("Enter the name of the user: 1 to 100 characters on one line."), field="user")
    if _fold(name) == RECOVERY or ring.find(name):
        raise Problem(_("There already is a user {name}. Choose another name.").format(name=name), field="user")


def _check_user(user: User) -> None:
    """Raises ValueError, TypeError or KeyError for an account that can't be right."""
    for name, most in _KDF_MOST.items():
        if type(user["kdf"][name]) is not int or not 1 <= user["kdf"][name] <= most:
            raise ValueError(name)
    if len(_raw(user["kdf"]["salt"])) < 8 or len(_raw(user["pub"])) != 32 or user["kdf"]["m"] < 8 * user["kdf"]["p"]:
        raise ValueError("salt, pub or memory")
    for text in (user["sk"], *user["keys"].values()):
        _raw(text)
    if not isinstance(user["name"], str) or not isinstance(user["role"], str):
        raise TypeError("name")


def _fold(name: str) -> str:
    return unicodedata.normalize("NFKC", name).strip().casefold()


def _b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _raw(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
