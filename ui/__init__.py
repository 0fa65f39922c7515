"""The windows of CRM Desktop."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 hands out None (and compares with True and False) without taking a reference:
    # its build relies on Python 3.12 and later, where these are never freed. On 3.11 the interpreter
    # would die after some thousand calls ("deallocating None"). Give them references nobody can use up.
    import ctypes

    for _one in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(_one)).value += 1 << 48
