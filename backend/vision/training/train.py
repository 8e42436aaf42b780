"""Trains the line recogniser. `python train.py --steps 9000 --out ../models/mrz-line.onnx`"""

import argparse

import cv2
import numpy as np
import torch

from draw import sample
from network import LineRecogniser, export, restore, train_mode
from optimise import Trainer, drawn
from recognition import VALIDATION_SEED, loss_of, validate

BATCH = 32
LENGTHS = [30] * 9 + [36] * 4 + [44] * 9
"""How often each format is drawn, in turn."""


def batch(seed, step):
    """The strips of one step: the same for the same seed, whatever else runs."""
    length = LENGTHS[step * 7 % len(LENGTHS)]
    strips, texts = zip(*(sample(seed + step * BATCH + i, length) for i in range(BATCH)))
    strips = np.stack(strips)[:, None]
    return strips, [strips.shape[-1] // 4] * BATCH, list(texts)


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
    trainer = Trainer(network, options.rate)
    held_out = [batch(VALIDATION_SEED, step) for step in range(22)]
    for step, drawing in enumerate(drawn(batch, options.seed << 32, options.steps, 1)):
        train_mode(network, options.start)
        trainer.step(loss_of(network, drawing), step / options.steps)
        if trainer.steps % 500 == 0 or trainer.steps == options.steps:
            rates = validate(trainer.average, held_out)
            trainer.say(rates)
            export(trainer.average, options.out, f"MRZ line recogniser, step {trainer.steps}, seed {options.seed}; {rates}")


if __name__ == "__main__":
    main()
