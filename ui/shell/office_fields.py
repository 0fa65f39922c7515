"""The office's own data as fields: in the wizard and in the settings alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crm_desktop.kit.errors import Problem
from crm_desktop.kit.i18n import N_, _
from ui.kit import ask, words
from ui.kit.buttons import Button
from ui.kit.caption import Captioned, Choice
from ui.kit.widgets import column, row

if TYPE_CHECKING:
    from crm_desktop.kit.store import Office

_NEAR = ("Asia/Shanghai", "Asia/Taipei", "Asia/Hong_Kong", "Asia/Macau", "Asia/Urumqi", "Asia/Singapore", "Asia/Tokyo")
_LOGO_MOST = 2_000_000
CURRENCY_NAMES = {"CNY": N_("Chinese yuan (CNY)"), "TWD": N_("New Taiwan dollar (TWD)"),
                  "HKD": N_("Hong Kong dollar (HKD)"), "USD": N_("US dollar (USD)"), "EUR": N_("Euro (EUR)"),
                  "JPY": N_("Japanese yen (JPY)")}


def zone_items() -> list[tuple[object, words.Message]]:
    """Time zones, those nearby first."""
    rest = sorted(z for z in available_timezones() if "/" in z and not z.startswith(("Etc/", "posix", "right")))
    return [(z, lambda z=z: z) for z in (*_NEAR, *(z for z in rest if z not in _NEAR))]


def currency_items() -> list[tuple[object, words.Message]]:
    """Currencies by name."""
    from crm_desktop.kit.store.office import CURRENCIES

    return [(c, CURRENCY_NAMES.get(c, c)) for c in CURRENCIES]


class OfficeFields(QWidget):
    """Name, address, telephone, logo, time zone, currency: in the wizard and in the settings alike."""

    named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.logo: bytes | None = None
        box = column(self, spacing=12)
        self.name, self.address, self.phone = QLineEdit(), QLineEdit(), QLineEdit()
        self.zone, self.currency = Choice(zone_items(), search=True), Choice(currency_items())
        self.name_row = Captioned(N_("Name of the office *"), self.name)
        words.put_name(self.name, N_("Name of the office, required"))
        box.addWidget(self.name_row)
        box.addWidget(Captioned(N_("Address"), self.address))
        box.addLayout(_side_by_side(Captioned(N_("Telephone"), self.phone), self._logo_row()))
        box.addLayout(_side_by_side(Captioned(N_("Time zone"), self.zone), Captioned(N_("Currency"), self.currency)))
        self.name.textEdited.connect(lambda text: (self.name_row.say(""), self.named.emit(text)))

    def show_office(self, office: Office) -> None:
        """What the office has now."""
        self.name.setText(office.name)
        self.address.setText(office.address)
        self.phone.setText(office.phone)
        self.zone.choose(office.zone)
        self.currency.choose(office.currency)
        self.logo = office.logo
        self.retranslate()

    def office(self, language: str) -> Office:
        """What is in the fields. Raises Problem when it cannot be used."""
        from crm_desktop.kit.store import Office

        made = Office(self.name.text().strip(), self.address.text().strip(), self.phone.text().strip(), language,
                      str(self.zone.value()), str(self.currency.value()), self.logo)
        made.check()
        return made

    def retranslate(self) -> None:
        """Whether there is a logo, in words."""
        words.put(self._logo, N_("Another picture…") if self.logo else N_("Choose a picture…"))
        self._no_logo.setVisible(self.logo is not None)

    def _logo_row(self) -> Captioned:
        holder = QWidget()
        line = row(holder, spacing=8)
        self._logo, self._no_logo = Button(icon="image"), Button(kind="flat")
        words.put(self._no_logo, N_("Without logo"))
        words.put_about(self._logo, N_("PNG or JPEG, at most 2 MB; printed at the head of each paper"))
        line.addWidget(self._logo)
        line.addWidget(self._no_logo)
        line.addStretch(1)
        self._logo.clicked.connect(self._choose_logo)
        self._no_logo.clicked.connect(lambda: self._set_logo(None))
        self._logo_caption = Captioned(N_("Logo"), holder)
        self.retranslate()
        return self._logo_caption

    def _choose_logo(self) -> None:
        path = ask.open_file(self, _("Choose a logo"), _("Pictures") + " (*.png *.jpg *.jpeg)")
        if path is not None:
            try:
                self._set_logo(read_picture(path))
            except Problem as problem:
                self._logo_caption.say(problem.sentence)

    def _set_logo(self, content: bytes | None) -> None:
        self.logo = content
        self._logo_caption.say("")
        self.retranslate()


def read_picture(path: Path) -> bytes:
    """A PNG or JPEG file. Raises Problem for anything else."""
    from PySide6.QtGui import QImage

    try:
        content = path.read_bytes() if path.stat().st_size <= _LOGO_MOST else b""
    except OSError as error:
        raise Problem(_("{name} cannot be read. Choose another picture.").format(name=path.name)) from error
    if not content:
        raise Problem(_("{name} is empty or larger than 2 MB. Choose a smaller picture.").format(name=path.name))
    known = content.startswith((b"\x89PNG", b"\xff\xd8\xff"))
    if not known or QImage.fromData(content).isNull():
        raise Problem(_("{name} is no PNG or JPEG picture. Choose another one.").format(name=path.name))
    return content


def _side_by_side(left: QWidget, right: QWidget) -> QHBoxLayout:
    line = row(spacing=12)
    line.addWidget(left, 1, Qt.AlignmentFlag.AlignTop)
    line.addWidget(right, 1, Qt.AlignmentFlag.AlignTop)
    return line
