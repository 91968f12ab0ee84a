"""Writes a checkpoint as the file that the program reads (src/rules/compile/encoder.rs has the layout). See README.md."""

import argparse
import hashlib
import json
import struct

import numpy as np
import torch

from encoder import LABELS, Tagger, read_safetensors

GROUP = 32
# Scores of the program are in steps of 1/64.
UNIT = 64
HEADS = 12


def halves(x):
    """The upper halves of 32-bit numbers, rounded."""
    bits = np.ascontiguousarray(x, dtype="<f4").view("<u4").astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


def back(half):
    return (half.astype("<u4") << 16).view("<f4")


def words(table):
    """Columns of four bits, with a scale for each group; the scale is chosen for the least squared error."""
    rows, width = table.shape
    groups = table.reshape(rows, width // GROUP, GROUP)
    top = np.abs(groups).max(2)
    best, error = None, np.full(top.shape, np.inf)
    for share in (1.0, 0.92, 0.85, 0.78, 0.7):
        scale = back(halves(np.maximum(top * share / 7.5, 1e-12)))
        steps = np.clip(np.round(groups / scale[:, :, None]), -8, 7)
        loss = ((steps * scale[:, :, None] - groups) ** 2).sum(2)
        better = loss < error
        if best is None:
            best = [scale, steps]
        best[0] = np.where(better, scale, best[0])
        best[1] = np.where(better[:, :, None], steps, best[1])
        error = np.minimum(error, loss)
    scale, steps = best
    steps = (steps + 8).astype(np.uint8).reshape(rows, width)
    packed = steps[:, 0::2] | steps[:, 1::2] << 4
    return np.concatenate([halves(scale).view(np.uint8).reshape(rows, -1), packed], 1).tobytes()


def matrix(weight, bias):
    """Columns of seven bits with a scale each; `weight` has a row for each column of the result."""
    weight = weight.numpy()
    top = np.abs(weight).max(1)
    best, error = np.zeros(len(top)), np.full(len(top), np.inf)
    for share in (1.0, 0.95, 0.9, 0.85, 0.8):
        scale = np.maximum(top * share / 63, 1e-12)
        loss = ((np.clip(np.round(weight / scale[:, None]), -64, 63) * scale[:, None] - weight) ** 2).sum(1)
        best, error = np.where(loss < error, scale, best), np.minimum(error, loss)
    best = best.astype("<f4")
    steps = np.clip(np.round(weight / best[:, None]), -64, 63).astype(np.int8)
    return floats(best) + floats(bias) + np.ascontiguousarray(steps.T).tobytes()


def floats(x):
    return np.ascontiguousarray(x, dtype="<f4").tobytes()


def kept(pieces, portions, most):
    """The pieces that are kept: what the corpus holds, single characters, and of the rest the first, which are the most common ones."""
    seen = set()
    with open(portions) as file:
        for line in file:
            seen.update(json.loads(line)["pieces"])
    special = {"[CLS]", "[SEP]", "[UNK]", '"', "\u2026"}
    plain = lambda piece: piece.removeprefix("##")
    always = {k for k, p in enumerate(pieces) if p in special or len(plain(p)) == 1 and ord(plain(p)) < 0x250}
    unused = {k for k, p in enumerate(pieces) if p.startswith("[") and p.endswith("]") and p not in special}
    chosen = (seen | always) - unused
    foreign = lambda p: any(ord(c) > 0x24F for c in p)
    for k, piece in enumerate(pieces):
        if len(chosen) >= most:
            break
        if k not in unused and not foreign(piece):
            chosen.add(k)
    return sorted(chosen)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--checkpoint", required=True, nargs="+", help="several are averaged")
    parser.add_argument("--portions", required=True, help="what was learned from: its pieces are kept")
    parser.add_argument("--pieces", type=int, default=24000)
    parser.add_argument("--bonus", type=float, default=0.0, help="added to the begin of a part, in nats: the judge comes after")
    parser.add_argument("--name", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    base = read_safetensors(f"{args.base}/model.safetensors")
    states = [torch.load(path) for path in args.checkpoint]
    state = {name: sum(s[name] for s in states) / len(states) for name in states[0]}
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    model = Tagger(base, layers=layers, heads=HEADS)
    model.load_state_dict(state, strict=False)
    with open(f"{args.base}/vocab.txt", encoding="utf-8") as file:
        pieces = [line.rstrip("\n") for line in file]
    keep = kept(pieces, args.portions, args.pieces)
    width, inner = model.words.weight.shape[1], model.layers[0].up.out_features
    with torch.no_grad():
        table = model.transitions().numpy().copy()
        table[:, 1::2] += args.bonus
        steps = np.round(table * UNIT).clip(-100000, 100000).astype("<i4")
        name = args.name.encode()
        body = struct.pack("<H", len(name)) + name
        body += struct.pack("<6I", len(keep), layers, width, HEADS, inner, model.places.shape[0])
        for k in keep:
            raw = pieces[k].encode()
            body += struct.pack("<B", len(raw)) + raw
        body += steps.tobytes() + words(model.words.weight.numpy()[keep])
        body += halves(model.places.numpy()).tobytes() + halves(model.told.weight.numpy()).tobytes()
        norm = lambda n: floats(n.weight) + floats(n.bias)
        body += norm(model.norm)
        for layer in model.layers:
            body += matrix(layer.qkv.weight, layer.qkv.bias) + matrix(layer.out.weight, layer.out.bias) + norm(layer.norm1)
            body += matrix(layer.up.weight, layer.up.bias) + matrix(layer.down.weight, layer.down.bias) + norm(layer.norm2)
        assert model.head.out_features == LABELS
        body += floats(model.head.weight) + floats(model.head.bias)
    file = b"WICACCU1" + hashlib.sha256(body).digest() + body
    with open(args.out, "wb") as out:
        out.write(file)
    print(f"{len(file)} bytes, {len(keep)} pieces, {layers} layers")


if __name__ == "__main__":
    main()
