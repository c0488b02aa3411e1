"""Trains one question encoder.

python -m fit_encoder.train WORK OUT LENGTH LAYERS,KEYS,HIDDEN,BITS RANKING

LENGTH is a number of steps, or about how many seconds it may take ("200s"), from which the steps
are reckoned; their number is printed, and the same number gives the same encoder.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch.nn.functional import cosine_similarity, kl_div, normalize

from fit_encoder.student import Shape, Student
from fit_encoder.teach import HELD_OUT, SEED

TOKENS = 49_152  # of a batch, padding included
WIDTHS = (6, 10, 16, 32)  # words that texts are padded to: a batch has one width
RATE = 2e-3
PLAIN = 0.25  # weight of the plain sum's loss: the fast encoder and a lost file rely on it
TEMPERATURE = 0.05  # of the shares: MiniLM's nearest 32 differ by about .15
WARM_UP = 400  # steps
EXACT = 0.3  # of the training, until the matrices are quantised
REPORT = 1_000  # steps


@dataclass(frozen=True)
class Data:
    """All texts on the device, and which of them have which width."""

    pieces: torch.Tensor
    targets: torch.Tensor
    passages: torch.Tensor
    nearest: torch.Tensor  # the passages that each text is ranked against, by number
    likeness: torch.Tensor  # and how near MiniLM finds them
    buckets: list[torch.Tensor]
    shares: torch.Tensor  # of the batches

    @classmethod
    def load(cls, work: Path, device: str) -> Data:
        names = ("pieces", "targets", "passages", "nearest", "likeness")
        arrays = [torch.from_numpy(np.load(work / f"{name}.npy")).to(device) for name in names]
        length = (arrays[0][:, :, 0] > 0).sum(1)
        length[:HELD_OUT] = 0
        edges = zip((0, *WIDTHS), WIDTHS, strict=False)
        buckets = [((length > low) & (length <= high)).nonzero()[:, 0] for low, high in edges]
        batches = [len(b) * width / TOKENS for b, width in zip(buckets, WIDTHS, strict=True)]
        return cls(*arrays, buckets, torch.tensor(batches))

    def draw(self, chance: torch.Generator) -> tuple[torch.Tensor, int]:
        """The texts of a batch and their width."""
        which = int(torch.multinomial(self.shares, 1, generator=chance))
        bucket, width = self.buckets[which], WIDTHS[which]
        picked = torch.randint(0, len(bucket), (TOKENS // width,), generator=chance)
        return bucket[picked.to(bucket.device)], width


def main(work: Path, out: Path, length: str, shape: Shape, ranking: float) -> None:
    """Trains for ``length`` and writes ``out/encoder-….npz``."""
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    torch.backends.cuda.matmul.allow_tf32 = True
    device = "cuda" if torch.cuda.is_available() else "cpu"
    data = Data.load(work, device)
    model = Student(shape, np.load(work / "rows.npy")).to(device)
    optimiser = torch.optim.Adam(model.parameters(), betas=(0.9, 0.98), fused=device == "cuda")
    chance = torch.Generator().manual_seed(SEED)
    begun, step = time.monotonic(), 0
    steps = 0 if length.endswith("s") else int(length)
    while not steps or step < steps:
        if step == WARM_UP and not steps:
            seconds = float(length[:-1])
            steps = int(seconds * WARM_UP / (time.monotonic() - begun))
        share = max(0.0, (step - WARM_UP) / (steps - WARM_UP)) if steps else 0.0
        for group in optimiser.param_groups:
            group["lr"] = rate(step, share)
        for layer in model.layers:
            layer.exact = share < EXACT
        near = improve(model, optimiser, data, chance, ranking)
        step += 1
        if step % REPORT == 0:
            print(
                f"{shape} {step} of {steps}: {float(near):.4f}; {held_out(model, data)}", flush=True
            )
    name = "-".join(map(str, (shape.layers, shape.keys, shape.hidden, shape.bits, ranking)))
    state = {key: value.detach().cpu().numpy() for key, value in model.state_dict().items()}
    np.savez_compressed(out / f"encoder-{name}.npz", **state)
    print(f"{shape} done, {step} steps: {held_out(model, data)}", flush=True)


def rate(step: int, share: float) -> float:
    """The learning rate: up over WARM_UP steps, then down along a cosine."""
    return RATE * min(1, (step + 1) / WARM_UP) * max(0.5 * (1 + math.cos(math.pi * share)), 0.002)


def improve(
    model: Student,
    optimiser: torch.optim.Optimizer,
    data: Data,
    chance: torch.Generator,
    ranking: float,
) -> torch.Tensor:
    """One step; the batch's mean cosine."""
    batch, width = data.draw(chance)
    got, plain = model(data.pieces[batch, :width].long())
    wanted = data.targets[batch].float()
    near = cosine_similarity(got, wanted).mean()
    loss = 1 - near + PLAIN * (1 - cosine_similarity(plain, wanted).mean())
    if ranking:
        loss = loss + ranking * disorder(got, batch, data)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    optimiser.step()
    return near.detach()


def disorder(got: torch.Tensor, batch: torch.Tensor, data: Data) -> torch.Tensor:
    """How far the shares of the nearest passages are from MiniLM's: the mean KL divergence."""
    passages = data.passages[data.nearest[batch]].float()
    likeness = (passages @ normalize(got)[:, :, None])[:, :, 0]
    wanted = (data.likeness[batch].float() / TEMPERATURE).softmax(1)
    return kl_div((likeness / TEMPERATURE).log_softmax(1), wanted, reduction="batchmean")


@torch.inference_mode()
def held_out(model: Student, data: Data) -> str:
    """The mean cosines on the questions that are held out."""
    got, plain = model(data.pieces[:HELD_OUT].long())
    wanted = data.targets[:HELD_OUT].float()
    nears = (float(cosine_similarity(each, wanted).mean()) for each in (got, plain))
    asked = torch.arange(HELD_OUT, device=got.device)
    kept = [(normalize(each) @ data.passages.float().T).topk(5).indices for each in (got, plain)]
    agree = [
        float((k[:, :, None] == data.nearest[asked, :5][:, None, :]).any(2).float().mean())
        for k in kept
    ]
    return "held out {:.4f}, plain sum {:.4f}; top 5 {:.3f}, {:.3f}".format(*nears, *agree)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]), sys.argv[3], Shape(*map(int, sys.argv[4].split(","))),
         float(sys.argv[5]))  # fmt: skip
