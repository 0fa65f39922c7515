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
from pathlib import Path

HERE = Path(__file__).resolve().parent
PYTHONS = re.compile(r"py3|cp3(?:2|[6-9]|10)-abi3|cp31[1-4]-(?:cp31[1-4]|abi3)$")
PLATFORMS = re.compile(r"any|manylinux.*_(?:x86_64|aarch64)|win_amd64|win_arm64|macosx_.*_(?:x86_64|arm64|universal2)")


def plain(name: str) -> str:
    """A package's name as indexes spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(*files: Path) -> tuple[list[str], dict[str, str]]:
    """The lines for this system, and the names (with their condition) for others."""
    here, others = [], {}
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            line = line.split("#")[0].strip()
            if ";" in line:
                name, condition = line.split(";")
                others[plain(name.strip())] = condition.strip()
            elif line:
                here.append(line)
    return here, others


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


def write(target: Path, names: dict[str, str], others: dict[str, str], source: str) -> None:
    """One requirements file."""
    lines = [f"# Made by build_spec/pin.py from {source}; do not edit."]
    for (name, version), digests in zip(sorted(names.items()), hashes(dict(sorted(names.items()))).values(), strict=True):
        condition = f" ; {others[name]}" if name in others else ""
        lines += [f"{name}=={version}{condition} \\",
                  *(f"    --hash=sha256:{d} \\" for d in digests[:-1]), f"    --hash=sha256:{digests[-1]}"]
    target.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    print(f"{target.name}: {len(names)} packages")


def main() -> None:
    """Make both files anew."""
    run, dev = HERE / "requirements.in", HERE / "requirements-dev.in"
    lines, others = wanted(run)
    names = resolve([*lines, *others])
    write(HERE / "requirements.txt", names, others, run.name)
    both_lines, both_others = wanted(run, dev)
    both = resolve([*both_lines, *both_others])
    moved = {n: v for n, v in both.items() if names.get(n, v) != v}
    if moved:
        raise SystemExit(f"the tools need other versions than the program: {moved}")
    extra = {n: v for n, v in both.items() if n not in names}
    write(HERE / "requirements-dev.txt", extra, both_others, dev.name)


if __name__ == "__main__":
    main()
