#!/usr/bin/env python3
"""`wic-verify align` beside MinHash LSH (datasketch) with rapidfuzz, on quotations whose clusters are known.

    python3 benches/peers/compare.py --bin target/release/wic-verify QUOTES.jsonl...

A line of QUOTES.jsonl is {"id", "text", "cluster"}. The peers are installed from the package index into a scratch
environment (--env DIR, made where it is not there). CPU seconds are user + system of the whole process, one thread,
reading and writing included; scores are of pairs and BCubed.
"""
import argparse, collections, json, os, re, subprocess, sys, tempfile, venv


def peer(path, out):
    """Runs inside the scratch environment: 3-word shingles, 128 permutations, threshold 0.4, then a ratio of 60."""
    from datasketch import MinHash, MinHashLSH
    from rapidfuzz import fuzz

    ids, texts, hashes = [], [], []
    lsh = MinHashLSH(threshold=0.4, num_perm=128)
    parent = []

    def find(a):
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    for number, line in enumerate(open(path, encoding="utf8")):
        record = json.loads(line)
        words = re.findall(r"\w+", record["text"].lower().replace("’", "'"))
        sketch = MinHash(num_perm=128, seed=1)
        sketch.update_batch([" ".join(words[i : i + 3]).encode() for i in range(max(1, len(words) - 2))])
        ids.append(record["id"])
        texts.append(" ".join(words))
        parent.append(number)
        seen = set()
        for other in lsh.query(sketch):
            root = find(other)
            if root not in seen and root != find(number):
                seen.add(root)
                if fuzz.ratio(texts[number], texts[other]) >= 60:
                    parent[find(number)] = root
        lsh.insert(number, sketch)
    with open(out, "w", encoding="utf8") as file:
        for number, name in enumerate(ids):
            file.write(json.dumps({"id": name, "cluster": ids[find(number)]}) + "\n")


def score(gold, found):
    """Precision, recall and F1 of pairs, and BCubed F1."""
    pairs = lambda n: n * (n - 1) // 2
    g, p, both = collections.Counter(gold.values()), collections.Counter(), collections.Counter()
    for name, cluster in gold.items():
        own = found.get(name, name)
        p[own] += 1
        both[cluster, own] += 1
    right, wanted, made = (sum(pairs(n) for n in c.values()) for c in (both, g, p))
    harmonic = lambda a, b: 2 * a * b / (a + b) if a + b else 0.0
    precision, recall = right / made if made else 1.0, right / wanted if wanted else 1.0
    bp = sum(n * n / p[own] for (_, own), n in both.items()) / len(gold)
    br = sum(n * n / g[cluster] for (cluster, _), n in both.items()) / len(gold)
    return precision, recall, harmonic(precision, recall), harmonic(bp, br)


def measured(command, stdout):
    """CPU seconds and peak memory in MB of a command."""
    with open(stdout, "wb") as file:
        child = subprocess.Popen(command, stdout=file)
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="target/release/wic-verify")
    parser.add_argument("--env", default=os.path.join(tempfile.gettempdir(), "wic-verify-peers"))
    parser.add_argument("quotes", nargs="+")
    options = parser.parse_args()
    python = os.path.join(options.env, "bin", "python3")
    if not os.path.exists(python):
        venv.create(options.env, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "datasketch", "rapidfuzz"], check=True)
    print("| quotations | system | CPU s | µs each | memory | P | R | F1 | BCubed F1 |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for quotes in options.quotes:
        gold = {r["id"]: r["cluster"] for r in map(json.loads, open(quotes, encoding="utf8"))}
        with tempfile.TemporaryDirectory() as scratch:
            ours, theirs = os.path.join(scratch, "ours"), os.path.join(scratch, "theirs")
            runs = [
                ("wic-verify align", [options.bin, "align", "--threads", "1", quotes], ours, ours),
                ("datasketch + rapidfuzz", [python, os.path.abspath(__file__), "--peer", quotes, theirs], os.devnull, theirs),
            ]
            for name, command, stdout, result in runs:
                seconds, memory = measured(command, stdout)
                records = (json.loads(line) for line in open(result, encoding="utf8"))
                found = {r["id"]: r["cluster"] for r in records if "id" in r}
                scores = " | ".join(f"{value:.3f}" for value in score(gold, found))
                print(f"| {len(gold)} | {name} | {seconds:.2f} | {1e6 * seconds / len(gold):.1f} | {memory:.0f} MB | {scores} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        peer(*sys.argv[2:4])
    else:
        main()
