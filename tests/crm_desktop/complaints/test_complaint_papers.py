"""The papers of complaints: what stands on them, in three languages."""

from __future__ import annotations

from io import BytesIO

from pypdf import PdfReader

from crm_desktop.complaints import figures, service
from crm_desktop.kit import report
from crm_desktop.kit.period import Period
from crm_desktop.kit.store import Store
from tests.crm_desktop.complaints.case_office import at, case, solved


def words(store: Store, name: str, language: str = "en", **options: object) -> str:
    out = BytesIO()
    report.make(store, name, report.Options(language=language, **options), out)  # type: ignore[arg-type]
    return " ".join("".join(p.extract_text() for p in PdfReader(out).pages).split())


def test_the_receipt_says_number_words_limits_and_telephone(store: Store) -> None:
    from crm_desktop.kit.store import office
    office.save(store, office.Office("测试办公室", "望亭路", "0512-5550-0100", "en", "Asia/Shanghai", "CNY"))
    made = case(store, contact="13800001111")
    with at(1):
        said = words(store, "complaint-receipt", record=made)
    for part in ("Complaint receipt", "TS-2026-0001", "甲公司", "保养后漏油", "19 Nov 2026 12:26", "21 Nov 2026 10:26",
                 "0512-5550-0100", "tester"):
        assert part in said, part
    assert "Solution" not in said


def test_the_case_has_its_steps_and_its_ledger(store: Store) -> None:
    made = solved(store, 50)
    with at(60):
        service.record_result(store, made, "客户确认", cause_class="service", cause="漏项")
        service.add_step(store, made, "客户来电")
        service.call_back(store, made, reached=True, satisfied=False, opinions="还漏")
        service.reopen(store, made, "还漏")
        service.add_task(store, made, "质量部", "复查全部接头")
        said = words(store, "complaint-record", record=made)
    for part in ("Customer complaint record", "已致歉", "over the limit", "round 2", "Solution: 48 h left",
                 "Response: In time, 1 h", "复查全部接头", "客户来电", "Reopened", "漏项", "Times reopened"):
        assert part in said, part


def test_the_result_is_the_written_one_or_put_together_from_the_case(store: Store) -> None:
    from crm_desktop.complaints import history
    from crm_desktop.kit import records
    made = solved(store)
    with at(6):
        service.record_result(store, made, "客户确认", cause_class="service")
        said = words(store, "complaint-result", record=made)
        assert "客户确认" in said and "no result report was saved yet" in said
        records.create(store, "complaint_result_report", {**history.result_draft(store, made),
                                                          "handling_result": "另写的结果"})
        said = words(store, "complaint-result", record=made)
    assert "另写的结果" in said and "TB-2026-0001" in said and "not" not in said


def test_the_statistics_say_the_figures(store: Store) -> None:
    made = solved(store)
    case(store, severity="major", responsible_department="质量部")
    with at(6):
        service.call_back(store, made, reached=True, satisfied=True)
        said = words(store, "complaint-statistics", period="2026-11")
        total = figures.month(store, Period.parse("2026-11"))[-1]
    assert (total.received, total.answered_in_time, total.open, total.late) == (2, 1, 1, 1)
    for part in ("Total complaints 2 0", "Customer complaint rate 200.00%", "Answered in time 1/2 50.0%",
                 "Resolved 1/2 50.0%", "Satisfied with the solution 1/1 100.0%", "质量部 1"):
        assert part in said, part


def test_a_period_without_complaints_says_so(store: Store) -> None:
    case(store)
    with at():
        assert "There was no complaint in this period." in words(store, "complaint-statistics", period="2020")
