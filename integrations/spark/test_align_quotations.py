#!/usr/bin/env python3
"""Runs align_quotations.py on two executors and compares its result with that of `wic-verify align`.

    python3 test_align_quotations.py --program PATH [--quotes QUOTES.jsonl]

Without --quotes: a few thousand invented quotations, JSON lines and Parquet, in and out, and inputs that must fail. With --quotes: that file only, with the time and
memory it took. Where `pyspark` or Java is missing it says so and ends with status 0: skipped.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
JOB = os.path.join(HERE, "align_quotations.py")
MASTER = "local-cluster[2,1,1024]"

WORDS = """ferry council budget harbour teacher winter island bridge market engine doctor library garden railway village lantern
the a of and to in that we they will not must never open close build repair sell keep hold carry before after without every many""".split()
OPENINGS = ["We have always said in this house that", "There is no doubt at all in my mind that", "Let me say this to every family tonight"]


def invented(count: int, seed: int) -> list[dict]:
    """Quotations in clusters: whole, cut, altered, with other marks, behind stock openings, and two joined."""
    draw = random.Random(seed)
    statement = lambda: " ".join(draw.choice(WORDS) for _ in range(draw.randint(8, 30)))
    rows, statements = [], []
    while len(rows) < count:
        own = statement()
        if draw.random() < 0.3:
            own = f"{draw.choice(OPENINGS)} {own}"
        statements.append(own)
        for _ in range(min(40, int(1 / (1 - draw.random())))):
            words, kind = own.split(), draw.random()
            if kind < 0.2:
                start = draw.randrange(max(1, len(words) - 6))
                words = words[start : start + draw.randint(6, 12)]
            elif kind < 0.4:
                words[draw.randrange(len(words))] = draw.choice(WORDS)
            elif kind < 0.5:
                words = words + ["..."] + draw.choice(statements).split()
            text = " ".join(words)
            text = f"“{text.capitalize()}.”" if draw.random() < 0.3 else text
            rows.append({"id": f"q{len(rows)}", "doc": f"d{len(rows) // 9}", "text": text})
    rows += [{"id": "tab\tand \\N “marks”", "text": "Two words"}, {"id": "", "text": ""}, {"id": "é😀", "text": rows[0]["text"]}]
    draw.shuffle(rows)
    return rows


def expected(program: str, path: str) -> dict:
    began = time.monotonic()
    done = subprocess.run([program, "align", path], capture_output=True, check=True, encoding="utf-8")
    print(f"one process: {time.monotonic() - began:.1f} s")
    return by_id(done.stdout.splitlines())


def by_id(lines) -> dict:
    rows = [json.loads(line) for line in lines]
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows), "an id came twice"
    return found


def usage(root: int) -> tuple[float, int]:
    """CPU seconds and resident bytes of a process and all below it, those that have ended and were waited for included (Linux)."""
    parents, own = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="ascii", errors="replace") as file:
                fields = file.read().rsplit(") ", 1)[1].split()
        except OSError:
            continue
        parents[int(name)] = int(fields[1])
        own[int(name)] = (sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK"), int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))
    tree = {root}
    while grown := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= grown
    return sum(own[pid][0] for pid in tree if pid in own), sum(own[pid][1] for pid in tree if pid in own)


def job(program: str, output: str, *inputs: str, options=()) -> int:
    """Runs the job; the status it ends with. Prints what it took."""
    began, cpu, memory = time.monotonic(), 0.0, 0
    command = [sys.executable, JOB, "--program", program, "--master", MASTER, "--output", output, *options, *inputs]
    with subprocess.Popen(command) as process:
        while process.poll() is None:
            if os.path.isdir("/proc/self"):
                now = usage(process.pid)
                cpu, memory = max(cpu, now[0]), max(memory, now[1])
            time.sleep(0.5)
    print(f"{MASTER}: status {process.returncode}, {time.monotonic() - began:.0f} s, {cpu:.0f} CPU s, {memory / 2**20:.0f} MiB", flush=True)
    return process.returncode


def read_back(output: str) -> dict:
    if any(name.endswith(".parquet") for name in os.listdir(output)):
        import pyarrow.parquet as parquet  # only where it is installed

        return by_id(json.dumps(row) for row in parquet.read_table(output).to_pylist())
    lines = []
    for name in sorted(os.listdir(output)):
        if name.startswith("part-"):
            with open(os.path.join(output, name), encoding="utf-8") as file:
                lines += file.read().split("\n")
    return by_id(line for line in lines if line)


def compare(found: dict, wanted: dict) -> int:
    assert found.keys() == wanted.keys(), f"{len(wanted)} quotations in, {len(found)} out"
    differing = [id for id in wanted if found[id] != wanted[id]]
    for id in differing[:5]:
        print(f"  one process: {wanted[id]}\n  spark:       {found[id]}")
    apart = sum(found[id]["cluster"] != wanted[id]["cluster"] for id in wanted)
    print(f"{len(wanted)} quotations, {len({row['cluster'] for row in wanted.values()})} clusters; {apart} in another cluster, {len(differing)} lines differ")
    return len(differing)


def small(program: str, folder: str) -> int:
    rows = invented(3000, 11)
    quotes = os.path.join(folder, "quotes.jsonl")
    write = lambda path, lines: open(path, "w", encoding="utf-8").write("".join(lines))
    write(quotes, (json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
    wanted = expected(program, quotes)
    output = os.path.join(folder, "out")
    faults = job(program, output, quotes) or compare(read_back(output), wanted)
    try:
        import pyarrow
        import pyarrow.parquet as parquet

        table = os.path.join(folder, "quotes.parquet")
        parquet.write_table(pyarrow.Table.from_pylist(rows), table)
        output = os.path.join(folder, "out-parquet")
        faults += job(program, output, table, options=["--format", "parquet"]) or compare(read_back(output), wanted)
    except ImportError:
        print("skipped: Parquet in and out, since `pyarrow` is not installed")
    broken = os.path.join(folder, "broken.jsonl")
    write(broken, [json.dumps(rows[0]) + "\n", '{"id": "x"}\n', json.dumps(rows[1]) + "\n"])
    output = os.path.join(folder, "out-broken")
    if job(program, output, broken) == 0 or os.path.exists(os.path.join(output, "_SUCCESS")):
        print("a malformed line was passed over")
        faults += 1
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--program", default=shutil.which("wic-verify"))
    parser.add_argument("--quotes", help="compare on this file of JSON lines instead")
    args = parser.parse_args()
    try:
        import pyspark  # noqa: F401
    except ImportError:
        print("skipped: `pyspark` is not installed")
        return 0
    if not shutil.which("java") and not os.environ.get("JAVA_HOME"):
        print("skipped: no Java")
        return 0
    if not args.program:
        print("no wic-verify on the path; name it with --program")
        return 1
    program = os.path.abspath(args.program)
    with tempfile.TemporaryDirectory(prefix="wic-verify-test-") as folder:
        if args.quotes:
            output = os.path.join(folder, "out")
            faults = job(program, output, args.quotes) or compare(read_back(output), expected(program, args.quotes))
        else:
            faults = small(program, folder)
    print("failed" if faults else "passed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
