"""Pin what the program needs: requirements*.in become requirements*.txt with versions and hashes.

    python build_spec/pin.py

pip itself finds the versions and the hashes, from whatever index it is set up with; the files name none.
Wheels only, for CPython 3.11 and later on Linux (x86_64, arm64), Windows and macOS.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHONS = re.compile(r"py3|cp3(?:2|[6-9]|10)-abi3|cp31[1-4]-(?:cp31[1-4]|abi3)$")
PLATFORMS = re.compile(r"any|manylinux.*_(?:x86_64|aarch64)|win_amd64|win_arm64|macosx_.*_(?:x86_64|arm64|universal2)")


def plain(name: str) -> str:
    """A package's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass
class Wanted:
    """What the files to edit ask for."""

    here: list[str] = field(default_factory=list)  # lines for this system
    others: dict[str, str] = field(default_factory=dict)  # what only other systems need: name, condition
    instead: dict[str, tuple[str, str]] = field(default_factory=dict)  # name, and another version under a condition


def wanted(*files: Path) -> Wanted:
    """Read them."""
    found = Wanted()
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            line = line.split("#")[0].strip()
            what, _, condition = (part.strip() for part in line.partition(";"))
            name, _, version = what.partition("==")
            if condition and version:
                found.instead[plain(name)] = version, condition
            elif condition:
                found.others[plain(name)] = condition
            elif line:
                found.here.append(line)
    return found


def opposite(condition: str) -> str:
    """The condition that holds where that one, of equalities joined by `and`, does not."""
    return condition.replace("==", "!=").replace(" and ", " or ")


def resolve(lines: list[str]) -> dict[str, str]:
    """Name and version of everything those lines bring along."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed",
                        "--only-binary=:all:", "--report", str(report), *lines], check=True)
        found = json.loads(report.read_text("utf-8"))["install"]
    return {plain(i["metadata"]["name"]): i["metadata"]["version"] for i in found}


def fits(file: str, version: str) -> bool:
    """Whether a file of an index is a wheel of that version we could install somewhere."""
    if not file.endswith(".whl"):
        return False
    parts = file.removesuffix(".whl").split("-")
    python, abi, platform = parts[-3:]
    return parts[1] == version and bool(PYTHONS.search(f"{python}-{abi}")) and bool(PLATFORMS.fullmatch(platform))


def hashes(names: dict[str, str]) -> dict[str, list[str]]:
    """The hashes of every fitting wheel, read by pip's own reader of indexes."""
    from pip._internal.commands import create_command
    from pip._internal.index.collector import parse_links

    command = create_command("download")
    options, _ = command.parse_args([])
    found: dict[str, list[str]] = {}
    with command.main_context():
        collector = command._build_package_finder(  # type: ignore[attr-defined]
            options, command.get_default_session(options))._link_collector  # type: ignore[attr-defined]
        for name, version in names.items():
            urls = collector.collect_sources(name, candidates_from_page=lambda link: []).index_urls
            pages = [collector.fetch_response(source.link) for source in urls if source is not None]
            links = [link for page in pages if page is not None for link in parse_links(page)]
            found[name] = sorted({link.hash for link in links if link.hash_name == "sha256"
                                  and fits(link.filename, version)})
            if not found[name]:
                raise SystemExit(f"no wheel of {name} {version}")
    return found


def entry(name: str, version: str, condition: str, digests: list[str]) -> str:
    """One pin of a requirements file."""
    head = f"{name}=={version} ; {condition}" if condition else f"{name}=={version}"
    return " \\\n    ".join([head, *(f"--hash=sha256:{d}" for d in digests)])


def write(target: Path, names: dict[str, str], asked: Wanted, source: str) -> None:
    """One requirements file."""
    lines = [f"# Made by build_spec/pin.py from {source}; do not edit."]
    instead = {n: (v, c) for n, (v, c) in asked.instead.items() if n in names and names[n] != v}
    found, other = hashes(names), hashes({n: v for n, (v, _) in instead.items()})
    for name in sorted(names):
        condition = opposite(instead[name][1]) if name in instead else asked.others.get(name, "")
        lines.append(entry(name, names[name], condition, found[name]))
        if name in instead:
            lines.append(entry(name, *instead[name], other[name]))
    target.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{target.name}: {len(names)} packages")


def main() -> None:
    """Make both files anew."""
    run, dev = HERE / "requirements.in", HERE / "requirements-dev.in"
    alone, both = wanted(run), wanted(run, dev)
    names = resolve([*alone.here, *alone.others])
    write(HERE / "requirements.txt", names, alone, run.name)
    together = resolve([*both.here, *both.others])
    moved = {n: v for n, v in together.items() if names.get(n, v) != v}
    if moved:
        raise SystemExit(f"the tools need other versions than the program: {moved}")
    write(HERE / "requirements-dev.txt", {n: v for n, v in together.items() if n not in names}, both, dev.name)


if __name__ == "__main__":
    main()
