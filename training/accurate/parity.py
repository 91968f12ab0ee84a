"""Label scores of our own paragraphs by the unquantized tagger, against which the program is tested. See README.md."""

import argparse
import json

import numpy as np
import torch

from encoder import Tagger, read_safetensors
from train import read, tag


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--checkpoint", required=True, nargs="+")
    parser.add_argument("--portions", required=True, help="of fixtures/accurate/paragraphs.jsonl")
    parser.add_argument("--out", required=True, help="fixtures/accurate/scores.json")
    args = parser.parse_args()
    states = [torch.load(path) for path in args.checkpoint]
    state = {name: sum(s[name] for s in states) / len(states) for name in states[0]}
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    model = Tagger(read_safetensors(f"{args.base}/model.safetensors"), layers=layers)
    model.load_state_dict(state, strict=False)
    portions = read(args.portions)
    found = {}
    for portion, scores in zip(portions, tag(model, portions)):
        rows = np.round(scores - scores[:, :1], 3).tolist()
        found.setdefault(portion["article"], []).extend(rows)
    with open(args.out, "w") as out:
        lines = ",\n".join("  " + json.dumps(rows, separators=(",", ":")) for _, rows in sorted(found.items()))
        out.write("[\n" + lines + "\n]\n")


if __name__ == "__main__":
    main()
