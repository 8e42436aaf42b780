"""Trains the recogniser of print. `python train_print.py --steps 30000 --out ../models/print-line.onnx`"""

import argparse

import numpy as np
import torch

from network import PrintRecogniser, export, restore, train_mode
from optimise import Trainer, drawn
from printed_draw import HEIGHT, sample
from printed_text import ALPHABET
from recognition import VALIDATION_SEED, loss_of, validate

BATCH = 64
POOL = 4
"""Batches drawn together and sorted by width, so that little of a batch is empty."""


def batches(seed, step):
    """Batches of one step: strips, columns used of each, classes."""
    first = (seed << 32) + step * BATCH * POOL
    strips = sorted((sample(first + i) for i in range(BATCH * POOL)), key=lambda strip: strip[0].shape[1])
    return [together(strips[i : i + BATCH]) for i in range(0, len(strips), BATCH)]


def together(strips):
    width = -(-max(image.shape[1] for image, _ in strips) // 16) * 16
    images = np.zeros((len(strips), 1, HEIGHT, width), np.float32)
    for i, (image, _) in enumerate(strips):
        images[i, 0, :, : image.shape[1]] = image
    return images, [image.shape[1] // 4 for image, _ in strips], [classes for _, classes in strips]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=30000, help="of 64 strips each")
    options.add_argument("--seconds", type=float, help="stop after so many, whatever the steps")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=3e-3, help="peak learning rate")
    options.add_argument("--device", default="cpu")
    options.add_argument("--workers", type=int, default=1, help="processes that draw")
    options.add_argument("--start", help="an exported model to train on")
    options.add_argument("--out", default="../models/print-line.onnx")
    options = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    network = PrintRecogniser(len(ALPHABET) + 1)
    if options.start:
        restore(network, options.start)
    network = network.to(options.device).to(memory_format=torch.channels_last)
    trainer = Trainer(network, options.rate, 0.9995 if options.device != "cpu" else 0.998)
    held_out = batches(VALIDATION_SEED, 0) + batches(VALIDATION_SEED, 1)

    def report():
        rates = validate(trainer.average, held_out, options.device)
        trainer.say(rates)
        export(trainer.averaged_on_cpu(), options.out, f"recogniser of print, step {trainer.steps}, seed {options.seed}; {rates}", "print_line")

    for pool in drawn(batches, options.seed, -(-options.steps // POOL), options.workers):
        share = max(trainer.steps / options.steps, trainer.seconds() / options.seconds if options.seconds else 0)
        if share >= 1:
            break
        for drawing in pool:
            train_mode(network, options.start)
            trainer.step(loss_of(network, drawing, options.device), share)
        if trainer.steps % 2000 < POOL:
            report()
    report()


if __name__ == "__main__":
    main()
