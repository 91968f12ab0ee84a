"""The tagger: MiniLM's encoder, what is told beside each piece, a linear layer and a linear-chain conditional random field."""

import json
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

LABELS = 7
TOLD = 32
NEVER = -1e4


def fits(previous, label):
    """Whether a label may stand behind another: the inside of a part only behind its begin or inside."""
    return label == 0 or label % 2 == 1 or previous == label or previous + 1 == label


def read_safetensors(path):
    """The tensors of a file, by name."""
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        body = file.read()
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            start, end = entry["data_offsets"]
            tensors[name] = torch.from_numpy(np.frombuffer(body[start:end], dtype="<f4").reshape(entry["shape"]).copy())
    return tensors


class Layer(nn.Module):
    def __init__(self, width, inner, heads, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        attended = attended.transpose(1, 2).reshape(batch, length, width)
        drop = lambda y: F.dropout(y, self.dropout, self.training)
        x = self.norm1(x + drop(self.out(attended)))
        return self.norm2(x + drop(self.down(F.gelu(self.up(x)))))


class Tagger(nn.Module):
    def __init__(self, base, layers=6, heads=12, dropout=0.1):
        """`base` holds the tensors of BERT; of its layers, the first are taken."""
        super().__init__()
        words = base["embeddings.word_embeddings.weight"]
        width = words.shape[1]
        self.dropout = dropout
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        self.places = nn.Parameter(base["embeddings.position_embeddings.weight"] + base["embeddings.token_type_embeddings.weight"][0])
        self.told = nn.Embedding(TOLD, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        inner = base["encoder.layer.0.intermediate.dense.weight"].shape[0]
        self.layers = nn.ModuleList(Layer(width, inner, heads, dropout) for _ in range(layers))
        self.head = nn.Linear(width, LABELS)
        self.steps = nn.Parameter(torch.zeros(LABELS, LABELS))
        banned = torch.tensor([[0.0 if fits(a, b) else NEVER for b in range(LABELS)] for a in range(LABELS)])
        self.register_buffer("banned", banned)
        self.load(base)

    @torch.no_grad()
    def load(self, base):
        nn.init.normal_(self.told.weight, std=0.01)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)
        self.norm.weight.copy_(base["embeddings.LayerNorm.weight"])
        self.norm.bias.copy_(base["embeddings.LayerNorm.bias"])
        for k, layer in enumerate(self.layers):
            of = lambda name: base[f"encoder.layer.{k}.{name}"]
            for kind in ("weight", "bias"):
                parts = [of(f"attention.self.{part}.{kind}") for part in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                getattr(layer.out, kind).copy_(of(f"attention.output.dense.{kind}"))
                getattr(layer.norm1, kind).copy_(of(f"attention.output.LayerNorm.{kind}"))
                getattr(layer.up, kind).copy_(of(f"intermediate.dense.{kind}"))
                getattr(layer.down, kind).copy_(of(f"output.dense.{kind}"))
                getattr(layer.norm2, kind).copy_(of(f"output.LayerNorm.{kind}"))

    def scores(self, pieces, told, mask):
        """Label scores at every piece."""
        x = self.words(pieces) + self.places[: pieces.shape[1]] + self.told(told)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return F.linear(F.dropout(x, self.dropout, self.training), self.head.weight, self.head.bias)

    def transitions(self):
        return self.steps + self.banned

class Chain(torch.autograd.Function):
    """Negative log likelihood of labels under a linear chain, by forward and backward sums in plain arrays, which is much faster here than by tape."""

    @staticmethod
    def forward(ctx, scores, table, labels, lengths):
        """`scores`: (sequences, items, labels), the longest sequence first; all in nats; the sum over sequences."""
        own, steps, lengths = scores.detach().numpy().astype(np.float64), table.detach().numpy().astype(np.float64), lengths.numpy()
        labels = labels.numpy()
        count, longest, _ = own.shape
        top = own.max(2, keepdims=True)
        own = np.exp(own - top)
        jump = np.exp(steps)
        inside = np.arange(longest)[None, :] < lengths[:, None]
        alive = inside.sum(0)
        ahead = np.zeros_like(own)
        scale = np.ones((count, longest))
        row = own[:, 0] * np.array([float(fits(0, label)) for label in range(LABELS)])
        for i in range(longest):
            if i > 0:
                row = (row[: alive[i]] @ jump) * own[: alive[i], i]
            scale[: alive[i], i] = row.sum(1)
            row = row / scale[: alive[i], i, None]
            ahead[: alive[i], i] = row
        behind = np.ones_like(own)
        pairs = np.zeros_like(jump)
        for i in range(longest - 1, 0, -1):
            n = alive[i]
            onward = own[:n, i] * behind[:n, i] / scale[:n, i, None]
            behind[:n, i - 1] = onward @ jump.T
            pairs += jump * (ahead[:n, i - 1].T @ onward)
        chances = ahead * behind * inside[:, :, None]
        whole = (np.log(scale) * inside).sum() + (top[:, :, 0] * inside).sum()
        rows, places = np.nonzero(inside)
        gold = scores.detach().numpy()[rows, places, labels[rows, places]].sum()
        chances[rows, places, labels[rows, places]] -= 1.0
        rows, places = np.nonzero(inside[:, 1:])
        before, here = labels[rows, places], labels[rows, places + 1]
        gold += steps[before, here].sum()
        np.subtract.at(pairs, (before, here), 1.0)
        ctx.gradients = torch.from_numpy(chances.astype(np.float32)), torch.from_numpy(pairs.astype(np.float32))
        return torch.tensor(float(whole - gold))

    @staticmethod
    def backward(ctx, gradient):
        scores, table = ctx.gradients
        return scores * gradient, table * gradient, None, None


def best(scores, table, banned):
    """The best labels of one sequence (Viterbi)."""
    sums = scores[0] + banned[0]
    back = []
    for i in range(1, len(scores)):
        step = sums[:, None] + table
        back.append(step.argmax(0))
        sums = step.max(0) + scores[i]
    labels = [int(sums.argmax())]
    for row in reversed(back):
        labels.append(int(row[labels[-1]]))
    return labels[::-1]


def batches(portions, size, generator):
    """Indices of portions of about the same length, put together at random."""
    order = generator.permutation(len(portions))
    groups = []
    for at in range(0, len(order), size * 50):
        pool = sorted(order[at : at + size * 50], key=lambda k: len(portions[k]["pieces"]))
        groups += [pool[k : k + size] for k in range(0, len(pool), size)]
    generator.shuffle(groups)
    return groups


def tensors(portions):
    """Pieces, what is told of them, and which are there, padded."""
    length = max(len(p["pieces"]) for p in portions)
    pieces = torch.zeros(len(portions), length, dtype=torch.long)
    told = torch.zeros(len(portions), length, dtype=torch.long)
    mask = torch.zeros(len(portions), length, dtype=torch.bool)
    for k, portion in enumerate(portions):
        n = len(portion["pieces"])
        pieces[k, :n] = torch.tensor(portion["pieces"])
        told[k, :n] = torch.tensor(portion["told"])
        mask[k, :n] = True
    return pieces, told, mask


def sequences(portions):
    """Where the sequences of a batch stand: for each its portion, the places of its items, and its labels; the longest first."""
    found = []
    for k, portion in enumerate(portions):
        at = 0
        for length in portion["lengths"]:
            found.append((k, portion["firsts"][at : at + length], portion["labels"][at : at + length]))
            at += length
    found.sort(key=lambda s: -len(s[1]))
    return found


def chunks(labels):
    """The parts that labels stand for: kind, start, end."""
    found = []
    for i, label in enumerate(labels):
        if label == 0:
            continue
        part = (label + 1) // 2
        if label % 2 == 0 and found and found[-1][0] == part and found[-1][2] == i:
            found[-1][2] = i + 1
        else:
            found.append([part, i, i + 1])
    return {tuple(f) for f in found}


def warmth(done, warm=0.06):
    """Share of the learning rate at a share of the run: a short rise, then a straight fall to nought."""
    return min(done / warm, (1 - done) / (1 - warm))
