"""The ABI as text: every slot of the header with its place, size and type, and what of it may not change any more.

    python3 Tests/System/abi.py check       says what differs from the stored description (make abi-check)
    python3 Tests/System/abi.py record      describes the present header anew (make abi)

While the header's first line says "draft", a change is recorded with `make abi`. Freezing the ABI is taking that word out:
from then on `record` refuses whatever is not growth at the end of a table, a new table, a new constant or a new function.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
HEADER = REPOSITORY / "PluginAPI/Header"
STORED = REPOSITORY / "Tests/Fixtures/ABI/1.0"
FILES = ["patchbay_plugin.h", "patchbay_blocking.h", "patchbay_note.h", "CPatchbay.c", "module.modulemap", "exports.map"]
DESCRIBED = ["patchbay_plugin.h", "patchbay_blocking.h"]


def describe(folder: Path) -> str:
    """One line for each constant, type, function, table (with its size) and slot: offset, size, name, type."""
    text = "\n".join(without_comments((folder / name).read_text()) for name in DESCRIBED)
    constants = re.findall(r'^#define (PATCHBAY_[A-Z_]+) +(\d+u?|"[^"]*")[ \t]*$', text, re.M)
    types = re.findall(r"^typedef ([^{};]+?)\s*\b(patchbay_\w+);", text, re.M)
    types += [(f"{result} (*)({clean(arguments)})", name)
              for result, name, arguments in re.findall(r"^typedef (\w+) \(\*(\w+)\)\(([^)]*)\);", text, re.M)]
    functions = re.findall(r"^PATCHBAY_EXPORT ([^;]+?)\b(patchbay_\w+)\(([^)]*)\);", text, re.M)
    tables = re.findall(r"^typedef struct (\w+) \{(.*?)^\} \1;", text, re.M | re.S)
    sizes = measure(folder, {name: [slot for slot, _ in slots(body)] for name, body in tables})

    lines = [f"constant {name} {value}" for name, value in constants]
    lines += sorted(f"type {name} = {clean(kind)}" for kind, name in types)
    lines += [f"function {name} = {clean(result)} ({clean(arguments)})" for result, name, arguments in functions]
    for name, body in tables:
        lines.append(f"table {name} {sizes[name, None][1]}")
        for slot, kind in slots(body):
            offset, size = sizes[name, slot]
            lines.append(f"slot {name}.{slot} at {offset} size {size} = {kind}")
    return "\n".join(lines) + "\n"


def without_comments(text: str) -> str:
    return re.sub(r"[ \t]*/\*.*?\*/", "", text, flags=re.S)


def clean(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def slots(body: str) -> list[tuple[str, str]]:
    """The members of a table with their types; several may share a declaration."""
    found = []
    for declaration in filter(None, map(clean, body.split(";"))):
        if function := re.match(r"(.+?) ?\(\*(\w+)\)\((.*)\)$", declaration):
            found.append((function[2], f"{function[1]} (*)({function[3]})"))
            continue
        first, *others = declaration.split(",")
        kind, stars, name = re.match(r"(.+?)\s*(\**)(\w+)$", first).groups()
        found += [(each.strip(), f"{kind} {stars}".strip()) for each in [name, *others]]
    return found


def measure(folder: Path, tables: dict[str, list[str]]) -> dict:
    """Offset and size of each slot, and of each table under (name, None), as the C compiler lays them out."""
    prints = []
    for table, members in tables.items():
        prints.append(f'printf("{table} - 0 %zu\\n", sizeof({table}));')
        prints += [f'printf("{table} {m} %zu %zu\\n", offsetof({table}, {m}), sizeof((({table} *)0)->{m}));' for m in members]
    includes = "".join(f'#include "{name}"\n' for name in DESCRIBED)
    with tempfile.TemporaryDirectory() as scratch:
        source, program = Path(scratch) / "measure.c", Path(scratch) / "measure"
        source.write_text(f"{includes}#include <stdio.h>\nint main(void) {{ {' '.join(prints)} return 0; }}\n")
        subprocess.run(["cc", "-std=c99", "-I", folder, "-o", program, source], check=True)
        lines = subprocess.run([program], check=True, capture_output=True, text=True).stdout.splitlines()
    words = [line.split() for line in lines]
    return {(table, None if slot == "-" else slot): (int(offset), int(size)) for table, slot, offset, size in words}


def broken(before: str, after: str) -> list[str]:
    """What a plugin built for `before` could trip over, as sentences; growth is not among it."""
    old, new = parse(before), parse(after)
    problems = []
    for key, value in old.items():
        if key not in new:
            problems.append(f"{key} is gone; it was {value}.")
        elif key.startswith("table "):
            if int(new[key]) < int(value):
                problems.append(f"{key} shrank from {value} to {new[key]} bytes.")
        elif new[key] != value:
            problems.append(f"{key} was {value} and is {new[key]}.")
    ends = {key.split()[1]: int(value) for key, value in old.items() if key.startswith("table ")}
    for key, value in new.items():
        table = key.removeprefix("slot ").split(".")[0]
        if key.startswith("slot ") and key not in old and table in ends and int(value.split()[1]) < ends[table]:
            problems.append(f"{key} is new and not at the end of its table.")
    return problems


def parse(description: str) -> dict[str, str]:
    return dict(line.rsplit(" ", 1) if line.startswith(("constant", "table")) else
                re.match(r"(slot \S+|\w+ \S+) (.*)", line).groups() for line in description.splitlines())


def is_draft(folder: Path) -> bool:
    return "1.0-draft" in (folder / "patchbay_plugin.h").read_text().split("*/")[0].splitlines()[1]


def check() -> list[str]:
    stored, present = (STORED / "slots.txt").read_text(), describe(HEADER)
    if stored == present:
        return []
    return broken(stored, present) or ["The header has grown: record it with make abi."]


def forbidden(header: Path = HEADER) -> list[str]:
    """What must not be recorded: nothing while the header is a draft, afterwards all that breaks a plugin."""
    return [] if is_draft(header) else broken((STORED / "slots.txt").read_text(), describe(header))


def record():
    """Stores the present header, its description, and the golden plugins built from it."""
    slots_file = STORED / "slots.txt"
    if problems := forbidden() if slots_file.exists() else []:
        sys.exit("The ABI is released and must not change:\n" + "\n".join(problems))
    (STORED / "include").mkdir(parents=True, exist_ok=True)
    for name in FILES:
        shutil.copy(HEADER / name, STORED / "include" / name)
    slots_file.write_text(describe(STORED / "include"))
    build_golden(STORED)


def build_golden(into: Path):
    """Builds the golden plugins against the stored header: what authors' files of that time look like."""
    include, hidden = STORED / "include", f"-Wl,--version-script={STORED / 'include/exports.map'}"
    subprocess.run(["cc", "-std=c99", "-O2", "-shared", "-fPIC", "-s", hidden, "-I", include,
                    "-o", into / "golden-c.so", STORED / "golden.c"], check=True)
    toolchain = re.search(r"Swift version ([\d.]+)", subprocess.run(["swiftc", "--version"], capture_output=True, text=True).stdout)[1]
    with tempfile.TemporaryDirectory() as scratch:
        note = Path(scratch) / "note.o"
        subprocess.run(["cc", "-c", "-fPIC", f'-DPATCHBAY_TOOLCHAIN="swift-{toolchain}"', "-o", note, include / "CPatchbay.c"], check=True)
        subprocess.run(["swiftc", "-O", "-swift-version", "6", "-parse-as-library", "-module-name", "Golden", "-emit-library", "-I", include,
                        "-no-toolchain-stdlib-rpath", "-Xlinker", f"--version-script={include / 'exports.map'}", "-Xlinker", "-s",
                        "-o", "golden-swift.so", STORED / "golden.swift", note], check=True, cwd=into)


if __name__ == "__main__":
    if sys.argv[1:] == ["check"]:
        sys.exit("\n".join(check()) or None)
    elif sys.argv[1:] == ["record"]:
        record()
    else:
        sys.exit(__doc__)
