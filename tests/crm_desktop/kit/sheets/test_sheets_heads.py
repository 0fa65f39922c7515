"""The head row is found under titles and over two rows, and columns find their fields in three languages."""

from __future__ import annotations

from crm_desktop.kit import forms
from crm_desktop.kit.sheets import find_head, map_columns, signature
from crm_desktop.kit.sheets.heads import fold

CUSTOMER = forms.get("customer_master")


def test_title_rows_above_are_skipped() -> None:
    rows = [["客户资料表", "", ""], [], ["制表：王 2024-05-06"], ["客户名称", "电话", "地址"], ["甲公司", "1", "上海"]]
    assert find_head(rows, CUSTOMER).row == 3


def test_a_data_row_that_looks_like_a_head_does_not_win() -> None:
    rows = [["客户名称", "电话", "地址"], ["公司", "手机", "x"], ["名称", "电话", "住址"]]
    assert find_head(rows, CUSTOMER).row == 0


def test_without_any_known_name_the_first_wide_row_is_the_head() -> None:
    assert find_head([[], ["一览"], ["foo", "bar"], ["1", "2"]], CUSTOMER).row == 2
    assert find_head([], CUSTOMER).names == ()


def test_labels_of_all_languages_and_their_trimmings() -> None:
    heads = ["Customer name *", "聯絡電話（必填）", "地址 ", "Ｅ－ｍａｉｌ", "所属行业：", "邮 编", "客户编号\n(系统)", "Region"]
    assert map_columns(heads, CUSTOMER) == {
        0: "customer_name", 1: "telephone", 2: "address", 3: "email", 4: "industry", 5: "postal_code", 6: "customer_no",
        7: "region"}


def test_each_field_is_taken_once_and_the_surest_column_has_it() -> None:
    assert map_columns(["公司", "客户名称", "单位名称"], CUSTOMER) == {1: "customer_name"}
    assert map_columns(["手机", "电话"], CUSTOMER) == {0: "telephone"}


def test_nearly_right_heads_are_found_but_not_guessed() -> None:
    assert map_columns(["客户的名称", "统一社会信用代码号"], CUSTOMER) == {0: "customer_name", 1: "registration_code"}
    assert map_columns(["开票抬头", "颜色", "x"], CUSTOMER) == {}


def test_what_is_worked_out_is_never_read() -> None:
    heads = ["客户名称", "资料完备率", "最近联系时间", "未结投诉数"]
    assert map_columns(heads, CUSTOMER) == {0: "customer_name"}


def test_the_users_choice_stands() -> None:
    heads = ["客户名称", "电话", "别名"]
    assert map_columns(heads, CUSTOMER, {2: "customer_name", 1: None}) == {2: "customer_name"}
    assert map_columns(heads, CUSTOMER, {7: "email", 0: "gone"}) == {1: "telephone"}


def test_a_head_over_two_rows_by_merged_cells() -> None:
    rows = [["客户名称", "联系方式", "", "备注"], ["", "电话", "电子邮箱", ""], ["甲", "1", "a@b.cn", ""]]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]
    head = find_head(rows, CUSTOMER, merged)
    assert (head.row, head.data) == (0, 2)
    assert head.names == ("客户名称", "联系方式 / 电话", "联系方式 / 电子邮箱", "备注")
    assert map_columns(head, CUSTOMER) == {0: "customer_name", 1: "telephone", 2: "email"}


def test_a_head_over_two_rows_of_a_text_file() -> None:
    rows = [["客户名称", "联系方式", "", "地址"], ["", "电话", "电子邮箱", ""], ["甲", "1", "a@b.cn", "上海"]]
    head = find_head(rows, CUSTOMER)
    assert head.data == 2
    assert map_columns(head, CUSTOMER) == {0: "customer_name", 1: "telephone", 2: "email", 3: "address"}


def test_a_title_merged_over_all_columns_is_no_group() -> None:
    rows = [["客户资料", "", ""], ["客户名称", "电话", "地址"], ["甲", "1", "x"]]
    head = find_head(rows, CUSTOMER, [(0, 0, 0, 2)])
    assert (head.row, head.data, head.names) == (1, 2, ("客户名称", "电话", "地址"))


def test_groups_above_the_head_do_not_matter() -> None:
    rows = [["基本信息", "", "分类", ""], ["客户名称", "电话", "客户等级", "区域"], ["甲", "1", "A级", "华东"]]
    head = find_head(rows, CUSTOMER, [(0, 0, 0, 1), (0, 2, 0, 3)])
    assert head.data == 2
    assert set(map_columns(head, CUSTOMER).values()) == {"customer_name", "telephone", "customer_grade", "region"}


def test_the_first_data_row_is_not_eaten_by_the_head() -> None:
    rows = [["客户名称", "电话", ""], ["甲", "", ""], ["乙", "2", ""]]
    assert find_head(rows, CUSTOMER).data == 1


def test_other_forms_have_their_own_names() -> None:
    complaint = forms.get("complaint_record")
    found = map_columns(["单号", "客户", "投诉日期", "内容"], complaint)
    assert found == {0: "complaint_no", 1: "customer", 2: "received_at", 3: "content"}


def test_every_form_finds_its_own_labels_in_every_language() -> None:
    for form_id in ("customer_master", "contact_person", "purchase_record", "complaint_record", "callback_record",
                    "callback_plan", "staff_record", "communication_record", "customer_satisfaction_survey"):
        form = forms.get(form_id)
        for language in ("en", "zh_CN", "zh_TW"):
            fields = [f for f in form.fields if f.stored]
            heads = [f.label[language] for f in fields]
            found = map_columns(heads, form)
            wrong = [h for i, h in enumerate(heads) if found.get(i) != fields[i].id and heads.count(h) == 1]
            assert wrong == [], (form_id, language)


def test_a_signature_stands_for_the_heads_not_their_looks() -> None:
    assert signature(["客户名称 ", "电话"]) == signature(["客户名称", "电　话", ""])
    assert signature(["客户名称", "电话"]) != signature(["电话", "客户名称"])
    assert len(signature([])) == 16


def test_folding() -> None:
    assert fold(" Ｃustomer - Name* ") == "customername"
    assert fold("金额（元）", brackets=False) == "金额"
    assert fold(None) == "none"


def test_a_giant_cell_is_no_head_and_is_not_read_to_its_end() -> None:
    found = find_head([["x" * 1_000_000, "电话"], ["客户名称", "电话"], ["甲", "1"]], forms.get("customer_master"))
    assert found.row == 1
    found = find_head([["x" * 1_000_000]], forms.get("customer_master"))
    assert len(found.names[0]) == 300
