"""The windows of CRM Desktop."""

import sys

if sys.version_info < (3, 12):
    # PySide6 6.12.0 hands out None without taking a reference: its build relies on the None of
    # Python 3.12 and later, which is never freed. On 3.11 the interpreter would die after some
    # thousand calls ("deallocating None"). Give None references nobody can use up.
    import ctypes

    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 48
