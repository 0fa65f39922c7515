"""How fast the search is: `python build_spec/bench_search.py [10000 100000 1000000]` prints a table of ratios.

The baseline is a look-up of 60 rows by their ids in the same encrypted file; indexing is compared with a
bare insert of the same documents. Not a test: times depend on the machine, ratios hardly.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sqlcipher3 import dbapi2

from crm_desktop.kit import search

PLACES = ["北京", "上海", "深圳市", "广州市", "重庆", "苏州", "厦门", "成都市", "武汉", "杭州", "宁波市", "青岛", "南京", "西安市"]
SYLLABLES = "龙腾华盛鑫源宏达瑞丰天行长乐恒信博远金石海川云峰凯德明辉嘉禾安泰顺和美佳亿联众创新锐智拓展文昌永兴飞跃"
TRADES = ["电子", "科技", "贸易", "机械", "建材", "食品", "物流", "信息技术", "医疗器械", "广告", "实业", "化工"]
ENDS = ["有限公司"] * 8 + ["股份有限公司", "集团", "厂", "Ltd", "有限责任公司"]
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗曾仇解单查区任"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英"
COMMON = ["有限公司", "公", "l", "ltd", "138", "电子", "科技有限", "市", "有限", "gs", "yxgs", "gongsi", "kh", "zh", "an"]
RARE = ["北京龙腾", "重庆", "曾", "0042", "8765", "ltdz", "zeng", "KH-0042", "司限", "市公", "限有", "龙腾 138", "王 8888",
        "xqzv", "hao", "sz", "wangwei", "公司 138", "13800", "szs", "龙和美", "chongqing"]


def documents(count: int) -> Iterator[search.Doc]:
    """Customers that look real; the same for every run."""
    pick = random.Random(7)
    for record in range(1, count + 1):
        name = (pick.choice(PLACES) + "".join(pick.choices(SYLLABLES, k=pick.choice((2, 2, 3))))
                + pick.choice(TRADES) + pick.choice(ENDS))
        people = pick.choice(SURNAMES) + "".join(pick.choices(GIVEN, k=pick.choice((1, 2))))
        phone = pick.choice(("138", "139", "186", "177")) + f"{pick.randrange(10**8):08d}"
        yield search.Doc("customer_master", record, f"KH-{record:04d}", name, phones=phone, people=people)


def timed(work: Callable[[], Any], rounds: int = 15) -> float:
    """The 95th percentile of the milliseconds that the work takes."""
    spans = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spans.append((time.perf_counter() - start) * 1000)
    return sorted(spans)[int(rounds * 0.95) - 1]


def opened(file: str) -> dbapi2.Connection:
    """A keyed database as the office's own is opened."""
    run = dbapi2.connect(file, isolation_level=None)
    run.execute(f"PRAGMA key = \"x'{'5a' * 32}'\"")
    for pragma in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "cache_size=-16384"):
        run.execute(f"PRAGMA {pragma}").fetchall()
    return run


def bench(count: int, folder: str) -> None:
    """Index that many customers, then ask; print one line for each question."""
    run = opened(os.path.join(folder, f"{count}.db"))
    docs = list(documents(count))
    run.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, number TEXT, name TEXT, phones TEXT, people TEXT) STRICT")
    start = time.perf_counter()
    run.execute("BEGIN IMMEDIATE")
    run.executemany("INSERT INTO bare VALUES (?, ?, ?, ?, ?)",
                    [(d.record, d.number, d.name, d.phones, d.people) for d in docs])
    run.execute("COMMIT")
    bare, middle = time.perf_counter() - start, time.perf_counter()
    before = os.path.getsize(os.path.join(folder, f"{count}.db"))
    run.execute("BEGIN IMMEDIATE")
    for statement in search.SCHEMA:
        run.execute(statement)
    search.index_many(run, docs)
    run.execute("COMMIT")
    built = time.perf_counter() - middle
    size = (os.path.getsize(os.path.join(folder, f"{count}.db")) - before) / 1e6
    print(f"\n{count:,} customers: indexed in {built:.2f} s = {built / bare:.1f} x a bare insert; {size:.0f} MB")
    base = timed(lambda: run.execute("SELECT * FROM bare WHERE id BETWEEN 40 AND 99").fetchall(), 200)
    print(f"{'asked':<14}{'find ms':>9}{'x base':>8}{'match ms':>10}{'x base':>8}  found")
    worst = [0.0, 0.0]
    for text in COMMON + RARE:
        finding, matching = timed(lambda t=text: search.find(run, t)), timed(  # type: ignore[misc]
            lambda t=text: search.match(run, t, "customer_master"))  # type: ignore[misc]
        hits = search.match(run, text, "customer_master")
        worst = [max(worst[0], finding), max(worst[1], matching)]
        print(f"{text:<14}{finding:>9.2f}{finding / base:>8.0f}{matching:>10.2f}{matching / base:>8.0f}"
              f"  {len(hits.ids or [])}{'+' if hits.capped else ''}")
    print(f"worst: find {worst[0]:.2f} ms, match {worst[1]:.2f} ms; base {base:.3f} ms")
    run.execute("BEGIN IMMEDIATE")
    again = [docs[count // 2]]
    print(f"one document again, the same: {timed(lambda: search.index_many(run, again)):.2f} ms, changed: "
          f"{timed(lambda: search.index_many(run, [replace(again[0], name=f'改名{time.perf_counter_ns()}公司')])):.2f} ms, "
          f"new: {timed(lambda: search.index_many(run, [replace(again[0], record=time.perf_counter_ns() % 10**9)])):.2f} ms")
    run.execute("ROLLBACK")
    run.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for number in map(int, sys.argv[1:] or ["10000", "100000"]):
            bench(number, place)
