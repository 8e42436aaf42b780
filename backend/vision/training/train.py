"""Trains the line recogniser. `python train.py --steps 9000 --out ../models/mrz-line.onnx`"""

import argparse
import copy
import math
import multiprocessing
import time

import cv2
import numpy as np
import torch
from torch.nn.functional import ctc_loss, log_softmax

from draw import WIDTHS, sample
from network import LineRecogniser, export, keep_statistics, restore

BATCH = 32
VALIDATION_SEED = 1_000_000_007
LENGTHS = [30] * 9 + [36] * 4 + [44] * 9
"""How often each format is drawn, in turn."""


def batch(seed, step):
    """The strips of one step: the same for the same seed, whatever else runs."""
    length = LENGTHS[step * 7 % len(LENGTHS)]
    drawn = [sample(seed + step * BATCH + i, length) for i in range(BATCH)]
    return np.stack([strip for strip, _ in drawn])[:, None], [classes for _, classes in drawn]


def draw_batches(seed, steps, part, parts, queue):
    cv2.setNumThreads(1)
    for step in range(part, steps, parts):
        queue.put(batch(seed, step))


def greedy(scores):
    best, text, last = scores.argmax(-1).tolist(), [], 0
    for value in best:
        if value and value != last:
            text.append(value)
        last = value
    return text


def distance(left, right):
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


def train_mode(network, is_start_given):
    network.train()
    if is_start_given:
        keep_statistics(network)


def validate(network, batches):
    """Character error rate and share of lines without an error, read freely."""
    network.eval()
    errors = characters = exact = lines = 0
    with torch.no_grad():
        for strips, texts in batches:
            for scores, text in zip(network(torch.from_numpy(strips)), texts):
                wrong = distance(greedy(scores), text)
                errors, characters, exact, lines = errors + wrong, characters + len(text), exact + (wrong == 0), lines + 1
    return errors / characters, exact / lines


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=9000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=3e-3, help="peak learning rate")
    options.add_argument("--start", help="an exported model to train on")
    options.add_argument("--out", default="../models/mrz-line.onnx")
    options = options.parse_args()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    torch.manual_seed(options.seed)
    network = LineRecogniser().to(memory_format=torch.channels_last)
    if options.start:
        restore(network, options.start)
    average = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), lr=options.rate, weight_decay=1e-2)
    held_out = [batch(VALIDATION_SEED, step) for step in range(22)]
    queue = multiprocessing.Queue(12)
    multiprocessing.Process(target=draw_batches, args=(options.seed << 32, options.steps, 0, 1, queue), daemon=True).start()
    started, running = time.monotonic(), 0.0
    for step in range(options.steps):
        done = step / options.steps
        rate = options.rate * min(1, (step + 1) / 200) * (0.5 * (1 + math.cos(math.pi * done)) + 0.002)
        for group in optimiser.param_groups:
            group["lr"] = rate
        train_mode(network, options.start)
        strips, texts = queue.get()
        scores = log_softmax(network(torch.from_numpy(strips).contiguous(memory_format=torch.channels_last)), -1).transpose(0, 1)
        lengths = torch.tensor([len(text) for text in texts])
        columns = torch.full((BATCH,), scores.shape[0], dtype=torch.long)
        loss = ctc_loss(scores, torch.tensor(sum(texts, [])), columns, lengths, zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        keep = min(0.998, step / (step + 20))
        with torch.no_grad():
            for mean, now in zip(average.state_dict().values(), network.state_dict().values()):
                mean.mul_(keep).add_(now, alpha=1 - keep) if mean.is_floating_point() else mean.copy_(now)
        running = 0.98 * running + 0.02 * loss.item() if step else loss.item()
        if (step + 1) % 500 == 0 or step + 1 == options.steps:
            rates = "character error %.4f, exact lines %.3f" % validate(average, held_out)
            print(f"step {step + 1}, {time.monotonic() - started:.0f} s, loss {running:.4f}; {rates}", flush=True)
            export(average, options.out, f"MRZ line recogniser, step {step + 1}, seed {options.seed}; {rates}")


if __name__ == "__main__":
    main()
