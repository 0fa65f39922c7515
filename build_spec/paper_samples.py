"""Renders every block on sample papers in three languages: python build_spec/paper_samples.py OUT_DIR"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from crm_desktop.kit import clock, forms, i18n
from crm_desktop.kit.i18n import pick
from crm_desktop.kit.pdf import (
    Chart,
    FormSheet,
    Grid,
    Heading,
    Note,
    Paper,
    Print,
    Section,
    Series,
    SideBySide,
    Text,
    draw,
    heading_number,
)
from crm_desktop.kit.period import Period, month_name
from crm_desktop.kit.values import Context

ZONE = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class _Office:
    name: str = "澄屿机电设备有限公司"
    address: str = "江苏省澄屿市临江路 18 号"
    phone: str = "0510-0000 5740"
    logo: bytes | None = None


def complaint() -> Paper:
    """A filled complaint sheet."""
    form = forms.get("complaint_record")
    record = {
        "complaint_no": "TS-2026-0132", "received_at": "2026-11-09T01:40:00Z", "channel": "phone", "customer": 1,
        "complainant": 2, "contact": "138-0000-5740", "subject": "product", "product": "螺杆空压机 LG-37",
        "severity": form.by_id["severity"].choices[0].id, "is_dispute": 0,
        "content": "10 月 21 日安装的两台空压机中，2 号机运行噪声明显大于 1 号机。客户用声级计"
                   "在机旁 1 米处测得 79 分贝，超出供货约定的 75 分贝，夜班工人有意见。",
        "customer_request": "一周内把噪声降到约定值以内；如做不到，请更换整机。", "accepted_by": 3,
        "first_response_at": "2026-11-09T02:25:00Z", "responsible_department": "售后服务部", "owner": 4,
        "solution": "1. 派工程师到现场复测噪声，检查地脚与减振垫；\n2. 更换 2 号机进气消声器和两只减振垫；\n"
                    "3. 复测合格后由客户签字确认，费用由我方承担。",
        "resolved_at": "2026-11-13T03:32:00Z", "status": form.by_id["status"].choices[-1].id,
        "result": "减振垫一只老化开裂，已更换；消声器一并更换。复测机旁 1 米处 72 分贝，低于约定值，"
                  "客户现场试机 4 小时后签字。",
        "response_duration": 45, "response_in_time": 1, "resolution_duration": 1912, "resolved_in_time": 1,
        "is_repeated": 0}
    return Paper(form.text(), "TS-2026-0132", blocks=[FormSheet(form, record, notes={"response_in_time": "（2 h）"})],
                 code="TS-01", sign_off=(pick(form.by_id["accepted_by"].label), pick(form.by_id["owner"].label),
                                         "approved"))


def month() -> Paper:
    """A month's summary with charts."""
    period = Period.parse("2026-10")
    customers = Grid(["客户", "月初", "新增", "流失", "月末"], [["大客户", "37", "1", "0", "38"], [
        "一般客户", "444", "8", "4", "448"], ["合计", "481", "9", "4", "486"]], "lr", total=True)
    complaints = Grid(["投诉", "受理", "及时响应", "响应均值", "及时解决", "解决均值"], [
        ["一般投诉", "14", "14/14", "48分", "13/13", "24小时05分"],
        ["重大投诉", "2", "1/2", "1小时36分", "1/2", "41小时40分"],
        ["合计", "16", "16/17，94.1%", "52分", "15/16，93.8%", "26小时18分"]], "lr", total=True)
    bars = Chart.of("bars", {month_name(m): n for m, n in zip(range(5, 11), (21, 24, 26, 22, 19, 17), strict=True)},
                    title="近六个月受理投诉（件）", emphasis=-1)
    parts = Chart.parts({"满意": 152, "比较满意": 132, "一般": 33, "不满意": 10, "非常不满意": 4},
                        title="满意度：整体服务水平评价（份）")
    regions = Chart.of("hbars", {"华东": 210, "华南": 140, "华北及东北地区合计": 88, "西南": 0, "—": 3}, title="按区域")
    course = Chart("line", [month_name(m) for m in range(1, 7)], (
        Series("2025", (3, 5, 4, None, 6, 9)), Series("2026", (9, 8, 7, 5, 6, 2))), "走势")
    groups = Chart("bars", ["一季度", "二季度", "三季度"], (
        Series("新增", (12, 9, 14)), Series("流失", (3, 4, 2))), "新增与流失")
    return Paper("客户服务月度汇总表", "YH-2026-10", period.span(), [
        Heading(heading_number(1) + "客户"), customers, Heading(heading_number(2) + "投诉"), complaints,
        Note("时限：响应 2 小时，解决 48 小时，均按办公时间。1 件一般投诉月末仍在处理，不计入解决。"),
        SideBySide(bars, parts),
        Heading(heading_number(3) + "区域"), SideBySide(regions, course), groups,
        Note("▲ 满意率 85.8%，低于 90% 阈值，应启动改进措施。")], ("prepared", "reviewed", "approved"))


def hostile() -> Paper:
    """Long, foreign and dangerous texts."""
    rows: list[list[str | None] | Section] = [Section("A<B 公司 & <b>王</b>")]
    rows += [["<img src=\"/etc/passwd\">", "x" * 300, "😀 𠮷野家 مرحبا", "9,999,999.00"],
             ["长" * 3000, "word " * 400, None, "1"]]
    rows += [[f"客户 {n}", "备注", "—", str(n)] for n in range(60)]
    return Paper("Very long title " * 8, "N-1", blocks=[
        Text("long text。" * 900), Grid(["A", "B", "C", "D"], rows, "lllr")])


def blank(form_id: str) -> Paper:
    """An empty sheet to write on."""
    form = forms.get(form_id)
    return Paper(form.text(), blocks=[FormSheet(form, blank=True)], date_text="")


def main(folder: Path) -> None:
    """Write all samples."""
    folder.mkdir(parents=True, exist_ok=True)
    at = datetime(2026, 11, 19, 2, 26, tzinfo=UTC)
    names = {1: "鹭原乳业有限公司", 2: "姜未央", 3: "林晓梅", 4: "陈立安"}
    context = Context(ZONE, at.date(), name_of=lambda _kind, record: names.get(record))
    for language in i18n.LANGUAGES:
        with clock.frozen(at), i18n.using(language):
            run = Print(_Office(), "林晓梅", at.astimezone(ZONE), context)
            made = {"complaint": complaint(), "month": month(), "hostile": hostile()}
            made |= {f"blank-{f}": blank(f) for f in ("callback_record", "customer_satisfaction_survey")}
            for name, paper in made.items():
                with (folder / f"{name}-{language}.pdf").open("wb") as out:
                    draw(paper, run, out)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
