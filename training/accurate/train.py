"""Fine-tunes the tagger on portions of a corpus, as `wic-verify-training portions` prints them. See README.md."""

import argparse
import copy
import json
import time

import numpy as np
import torch
from torch import nn

from encoder import Chain, Tagger, batches, best, chunks, read_safetensors, sequences, tensors, warmth

# Weights are averaged every so many steps.
EACH = 5
PARTS = {1: "source", 2: "cue", 3: "content"}


def read(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


def step_loss(model, portions, half):
    """Mean loss an item of a batch."""
    pieces, told, mask = tensors(portions)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
        scores = model.scores(pieces, told, mask).float()
    found = sequences(portions)
    longest = len(found[0][1])
    rows = torch.tensor([s[0] for s in found])
    places = torch.zeros(len(found), longest, dtype=torch.long)
    labels = torch.zeros(len(found), longest, dtype=torch.long)
    for k, (_, firsts, gold) in enumerate(found):
        places[k, : len(firsts)] = torch.tensor(firsts)
        labels[k, : len(gold)] = torch.tensor(gold)
    lengths = torch.tensor([len(s[1]) for s in found])
    return Chain.apply(scores[rows[:, None], places], model.transitions(), labels, lengths) / lengths.sum()


@torch.no_grad()
def tag(model, portions, half=False):
    """Label scores of the items of each portion."""
    model.eval()
    order = sorted(range(len(portions)), key=lambda k: len(portions[k]["pieces"]))
    found = [None] * len(portions)
    for at in range(0, len(order), 16):
        group = order[at : at + 16]
        pieces, told, mask = tensors([portions[k] for k in group])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            scores = model.scores(pieces, told, mask)
        for row, k in enumerate(group):
            found[k] = scores[row, portions[k]["firsts"]].float().numpy()
    model.train()
    return found


def evaluate(model, portions, half=False):
    """F1 of parts whose items are exactly right, in each sequence."""
    table, banned = model.transitions().detach().numpy(), model.banned.numpy()
    counts = {part: [0, 0, 0] for part in PARTS}
    for portion, scores in zip(portions, tag(model, portions, half)):
        at = 0
        for length in portion["lengths"]:
            gold = chunks(portion["labels"][at : at + length])
            mine = chunks(best(scores[at : at + length], table, banned))
            at += length
            for part, count in counts.items():
                a, b = {c for c in gold if c[0] == part}, {c for c in mine if c[0] == part}
                count[0] += len(a & b)
                count[1] += len(a)
                count[2] += len(b)
    return {PARTS[part]: round(200 * c[0] / max(1, c[1] + c[2]), 2) for part, c in counts.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder with model.safetensors")
    parser.add_argument("--train", required=True)
    parser.add_argument("--dev")
    parser.add_argument("--out", required=True, help="checkpoints are OUT.1.pt and so on; OUT.pt is the last")
    parser.add_argument("--start", help="checkpoint to begin with, else the base model")
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=12)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, help="leave out articles whose index leaves this rest, of two")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--full", action="store_true", help="32 bits throughout; slower on machines that have bfloat16")
    parser.add_argument("--minutes", type=float, default=1e9, help="end the fall of the rate, and the run, after so long")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    generator = np.random.default_rng(args.seed)
    half = not args.full
    train = [p for p in read(args.train) if p["labels"] and (args.fold is None or p["article"] % 2 != args.fold)]
    dev = [p for p in read(args.dev) if p["labels"]] if args.dev else []
    model = Tagger(read_safetensors(f"{args.base}/model.safetensors"))
    if args.start:
        model.load_state_dict(torch.load(args.start), strict=False)
    model.train()
    head = [p for name, p in model.named_parameters() if name.split(".")[0] in ("head", "steps", "told")]
    heads = {id(p) for p in head}
    plain = [p for p in model.parameters() if p.requires_grad and id(p) not in heads]
    groups = [{"params": [p for p in plain if p.dim() > 1], "rate": args.rate, "weight_decay": 0.01}]
    groups += [{"params": [p for p in plain if p.dim() == 1], "rate": args.rate, "weight_decay": 0.0}]
    groups += [{"params": head, "rate": args.head_rate, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=args.rate, fused=True)
    average = copy.deepcopy(model)
    total = args.epochs * -(-len(train) // args.batch)
    step, start, seen = 0, time.time(), 0.0
    print(f"{len(train)} portions, {total} steps", flush=True)
    done = 0.0
    for epoch in range(1, args.epochs + 1):
        for group in batches(train, args.batch, generator):
            done = max((step + 1) / total, (time.time() - start) / (60 * args.minutes))
            if done >= 1:
                break
            for settings in optimizer.param_groups:
                settings["lr"] = settings["rate"] * warmth(done)
            loss = step_loss(model, [train[k] for k in group], half)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step += 1
            seen = loss.item() if step == 1 else 0.98 * seen + 0.02 * loss.item()
            if step % 20 == 0:
                print(f"step {step}/{total} loss {seen:.4f} {time.time() - start:.0f}s", flush=True)
            decay = min(0.95, 1 - EACH / (step + EACH))
            with torch.no_grad():
                if step % EACH:
                    continue
                pairs = [(a, p) for a, p in zip(average.parameters(), model.parameters()) if p.requires_grad]
                torch._foreach_lerp_([a.data for a, _ in pairs], [p.data for _, p in pairs], 1 - decay)
        state = {name: tensor for name, tensor in average.state_dict().items() if name != "words.weight"}
        torch.save(state, f"{args.out}.{epoch}.pt")
        torch.save(state, f"{args.out}.pt")
        line = f"epoch {epoch}: loss {seen:.4f}, {time.time() - start:.0f} s"
        if dev:
            line += f", dev exact F1, averaged weights: {evaluate(average, dev, half)}, last weights: {evaluate(model, dev, half)}"
        print(line, flush=True)
        if done >= 1:
            break


if __name__ == "__main__":
    main()
