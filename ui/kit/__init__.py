"""What every window shares; knows no feature itself."""

import builtins

# PySide6 puts its own hook into every later import, to look up in the module's source whether it asks for
# snake_case and the like. Nothing here does, and keeping all those sources costs 8 MB and a tenth of the start.
_import = builtins.__import__
import PySide6.QtCore  # noqa: E402, F401

builtins.__import__ = _import
