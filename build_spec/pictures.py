"""The pictures of the docs: the real program in a seeded sample office on a day that stands still.

    python build_spec/pictures.py [docs/pictures]

Every step is waited for, never guessed; the same sources give the same pictures. No screen is needed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 11, 19)
NOW = datetime(2026, 11, 19, 2, 26, tzinfo=UTC)  # 10:26 in the office
PASSWORD = "a sample password"
OFFICE = "澄屿机电设备有限公司客户服务办公室"
PLACE = f"~/文档/{OFFICE}.crm"  # what the pictures say instead of a scratch folder
PATIENCE_MS = 60_000
COLOURS = 256

# A list as offices keep it: some heads of their own, one customer known already, two lines that cannot be read.
SHEET: list[list[Any]] = [
    ["单位名称", "客户等级", "行业", "区域", "电话", "通讯地址", "邮箱", "老编号"],
    ["苏州明泽精密机械有限公司", "A级", "机械制造", "华东", "0512-5550-2301", "苏州市吴中区越溪街道 16 号", "office@mingze.example", "S-017"],
    ["杭州云栖食品有限公司", "B级", "食品", "华东", "0571-5550-7788", "杭州市余杭区文一西路 210 号", "", "S-018"],
    ["武汉长亭电子有限公司", "B级", "电子", "华中", "027-5550-4410", "武汉市洪山区光谷大道 3 号", "hr@changting.example", "S-021"],
    ["杭州烟远包装有限责任公司", "C级", "包装", "华东", "0571-5550-2020", "杭州市萧山区市心路 9 号", "", "S-022"],
    ["厦门澜海包装有限公司", "C级", "包装", "华南", "打前台转", "厦门市集美区杏林湾路 9 号", "", "S-025"],
    ["成都锦澜仪表有限公司", "VIP", "仪器仪表", "西南", "028-5550-6120", "成都市高新区天府大道 77 号", "", "S-031"],
]

CALL = {"content": "2 号空压机从昨天下午起噪声明显变大，停机后重新开机，半小时又响。",
        "customer_request": "今天派人来看，别耽误夜班。", "subject": "product", "product": "空压机 KY-22"}

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from crm_desktop.kit.store import Store
    from ui.shell.main_window import MainWindow


class Camera:
    """Waits until the window stands still, then keeps what it shows."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        self._window, self._target = window, target

    def until(self, ready: Callable[[], object]) -> None:
        """Let the program work until this is so."""
        from PySide6.QtCore import QDeadlineTimer
        from PySide6.QtTest import QTest

        deadline = QDeadlineTimer(PATIENCE_MS)
        while not ready():
            if deadline.hasExpired():
                raise TimeoutError(f"waited in vain: {ready}")
            QTest.qWait(10)

    def still(self) -> None:
        """Until three looks in a row see the same."""
        seen = [None, None]

        def same() -> bool:
            from PySide6.QtTest import QTest

            QTest.qWait(150)
            now = self._window.grab().toImage()
            seen.append(now)
            return seen[-3] == seen[-2] == now

        self.until(same)

    def take(self, name: str) -> None:
        """Keep a picture, in so few colours that it stays small."""
        from PIL import Image
        from PySide6.QtCore import QBuffer

        self.still()
        raw = QBuffer()
        raw.open(QBuffer.OpenModeFlag.WriteOnly)
        self._window.grab().save(raw, "PNG")
        picture = Image.open(BytesIO(raw.data().data())).convert("RGB")
        few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self._target / f"{name}.png", optimize=True)


def first_start(window: MainWindow, camera: Camera, scratch: Path) -> None:
    """The wizard: the office's data, and the recovery sheet."""
    window.show_wizard()
    wizard = window.wizard
    assert wizard is not None
    wizard.show_step(1)
    fields = wizard.office.fields
    fields.name.setText(OFFICE)
    fields.address.setText("苏州市工业园区望亭路 88 号")
    fields.phone.setText("0512-5550-0100")
    wizard.office.path.setText(PLACE)
    camera.take("first-start")
    wizard.office.path.setText(str(scratch / "new.crm"))
    wizard.show_step(2)
    wizard.user._name.setText("陈敏")
    wizard.user.pair.first.setText(PASSWORD)
    wizard.user.pair.again.setText(PASSWORD)
    wizard.next()
    camera.until(lambda: wizard.at() == 3)
    wizard.recovery.write(scratch / "sheet.pdf")
    wizard.recovery._now_exists(f"已存为 恢复单 {OFFICE}.pdf")
    camera.take("recovery")


def sign_in(window: MainWindow, camera: Camera, office: Path) -> None:
    """The sheet with the password, then the desk."""
    window.offices.remember(office, OFFICE, "demo")
    window.show_sign_in(office)
    window.sign_in.path.setText(PLACE)
    camera.take("sign-in")
    window.enter(window.offices.open(office, "demo", PASSWORD))


def pages(window: MainWindow, camera: Camera) -> None:
    """List, search, card, forms."""
    desk = window.desk
    assert desk is not None
    for page in ("today", "customers"):
        desk.go(page)
        camera.take(page)
    desk.find("jc")
    camera.take("find")
    desk.box.leave()
    customer = busiest(desk.session.store)
    desk.open_record("customer_master", customer)
    camera.take("card")
    window.set_look(wish="dark")
    camera.take("card-dark")
    window.set_look(wish="light")
    forms(window, camera, customer)


def forms(window: MainWindow, camera: Camera, customer: int) -> None:
    """Lists of what happened, and its forms, partly filled in."""
    desk = window.desk
    assert desk is not None
    desk.go("complaints")
    camera.take("complaints")
    desk.open_record("complaint_record", handled(desk.session.store))
    camera.take("case")
    desk.new_record("complaint_record", {"customer": customer, **CALL})
    camera.take("new-complaint")
    for page in ("visits", "reception"):
        desk.go(page)
        camera.take(page)
    desk.new_record("customer_master", {})
    same_name(window, camera, "杭州烟远包装有限责任公司")
    camera.take("new-customer")
    desk.go("survey_entry")
    for digit in "22311122":
        desk.pages["survey_entry"].paper.digit(int(digit))
    camera.take("new-survey")
    desk.go("survey_results")
    camera.take("survey-results")


def handled(store: Store) -> int:
    """The open complaint with the most steps."""
    from crm_desktop.complaints import clocks, history
    from crm_desktop.kit.query import Query
    open_ = Query("complaint_record", where=clocks.still_open(), sort=("id",)).run(store).ids(0, 99)
    return max(open_, key=lambda one: (len(history.steps(store, one)), -one))


def same_name(window: MainWindow, camera: Camera, name: str) -> None:
    """Type the name of a customer who is there already, and wait for the warning."""
    from PySide6.QtWidgets import QLineEdit

    from ui.kit.form_editor import FormEditor

    assert window.desk is not None and window.desk.current is not None
    editor, line = window.desk.current.findChildren(FormEditor)[-1], window.focusWidget()
    assert isinstance(line, QLineEdit)
    line.insert(name)
    camera.until(lambda: editor.boxes["customer_name"].near.isVisible())
    editor.flush_draft()  # now, not when its timer would


def busiest(store: Store) -> int:
    """The customer with the fullest card: the most kinds of entries, then the most entries."""
    from crm_desktop.kit.query import Query
    from crm_desktop.kit.timeline import timeline

    listing = Query("customer_master", sort=("id",)).run(store)
    entries = {one: timeline(store, one) for one in listing.ids(0, listing.count)}
    return min(entries, key=lambda one: (-len({e.form for e in entries[one]}), -len(entries[one]), one))


def import_page(window: MainWindow, camera: Camera, scratch: Path) -> None:
    """A list on its way in."""
    from crm_desktop.kit.sheets import write_sheet

    path = scratch / "客户名单.xlsx"
    write_sheet(path, SHEET[0], SHEET[1:])
    desk = window.desk
    assert desk is not None
    desk.go("import", {"form": "customer_master"})
    page: Any = desk.current
    page.load(path)
    camera.until(lambda: page.plan is not None)
    camera.take("import")
    page.panes.segments.choose("rejected")
    page.panes.show_act("rejected")
    camera.take("import-rejected")


def report_page(window: MainWindow, camera: Camera) -> None:
    """The month's summary as the boss gets it."""
    desk = window.desk
    assert desk is not None
    desk.go("reports", {"report": "monthly", "period": f"{DAY:%Y}-10"})
    page: Any = desk.current
    camera.until(lambda: page.preview.content() and page.view.pages() and not page._timer.isActive())
    camera.until(lambda: inked(page.view.viewport()))
    camera.take("reports")


def undo_bar(window: MainWindow, camera: Camera) -> None:
    """What a mistake looks like, and the way back."""
    desk = window.desk
    assert desk is not None
    from crm_desktop.complaints.proposals import open_ones
    one = next(n for n in range(5, 99) if not open_ones(desk.session.store, n, 1))  # open cases keep a customer
    desk.open_record("customer_master", one)
    page: Any = desk.current
    page.delete([one])
    camera.take("undo")


def inked(view: QWidget) -> bool:
    """Whether a paper is painted there, not only its white ground."""
    image = view.grab().toImage()
    seen = {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    return len(seen) > 20


def main() -> int:
    """All pictures."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "docs" / "pictures").resolve()
    target.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="crm-pictures-")))
        os.environ |= {"CRM_DESKTOP_HOME": str(scratch / "home"), "QT_QPA_PLATFORM": "offscreen",
                       "QT_SCALE_FACTOR": "1"}
        sys.path.insert(0, str(ROOT))
        shoot(stack, scratch, target)
    size = sum(p.stat().st_size for p in target.glob("*.png"))
    print(f"{len(list(target.glob('*.png')))} pictures, {size // 1024} KB")
    return 0


def shoot(stack: ExitStack, scratch: Path, target: Path) -> None:
    """Make the office, open the window, go round."""
    import ui  # noqa: F401 - before Qt
    from crm_desktop.kit import clock
    from crm_desktop.kit.sample import make_demo
    from ui.kit.window_state import WindowState
    from ui.shell.app import dress, make_app
    from ui.shell.main_window import MainWindow

    office = scratch / f"{OFFICE}.crm"
    make_demo(office, 500, 1, DAY, PASSWORD, "zh_CN")
    stack.enter_context(clock.frozen(NOW))
    app = make_app(["crm-desktop"])
    app.setCursorFlashTime(0)
    settings = WindowState()
    settings.set("theme", "light")
    dress(settings, "zh_CN")
    window = MainWindow(settings)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    camera = Camera(window, target)
    try:
        first_start(window, camera, scratch)
        sign_in(window, camera, office)
        pages(window, camera)
        import_page(window, camera, scratch)
        report_page(window, camera)
        undo_bar(window, camera)
    finally:
        window.close()


if __name__ == "__main__":
    sys.exit(main())
