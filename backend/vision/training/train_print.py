"""Trains the recogniser of print. `python train_print.py --steps 30000 --out ../models/print-line.onnx`"""

import argparse

import numpy as np
import torch
from torch.nn.functional import ctc_loss, log_softmax

from network import PrintRecogniser, export, keep_statistics, restore
from optimise import Trainer, drawn
from printed_draw import HEIGHT, sample
from printed_text import ALPHABET
from train import VALIDATION_SEED, distance, greedy

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


def validate(network, held_out, device):
    """Character error rate and share of lines without an error, read freely."""
    network.eval()
    errors = characters = exact = lines = 0
    with torch.no_grad():
        for images, columns, texts in held_out:
            for scores, count, text in zip(network(torch.from_numpy(images).to(device)).cpu(), columns, texts):
                wrong = distance(greedy(scores[:count]), text)
                errors, characters, exact, lines = errors + wrong, characters + len(text), exact + (wrong == 0), lines + 1
    return errors / characters, exact / lines


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
        rates = "character error %.4f, exact lines %.3f" % validate(trainer.average, held_out, options.device)
        print(f"step {trainer.steps}, {trainer.seconds():.0f} s, loss {trainer.running:.4f}; {rates}", flush=True)
        export(trainer.averaged_on_cpu(), options.out, f"recogniser of print, step {trainer.steps}, seed {options.seed}; {rates}", "print_line")

    for pool in drawn(batches, options.seed, -(-options.steps // POOL), options.workers):
        share = max(trainer.steps / options.steps, trainer.seconds() / options.seconds if options.seconds else 0)
        if share >= 1:
            break
        for images, columns, texts in pool:
            network.train()
            if options.start:
                keep_statistics(network)
            strips = torch.from_numpy(images).to(options.device).contiguous(memory_format=torch.channels_last)
            scores = log_softmax(network(strips), -1).transpose(0, 1)
            lengths = torch.tensor([len(text) for text in texts])
            loss = ctc_loss(scores, torch.tensor(sum(texts, [])).to(options.device), torch.tensor(columns), lengths, zero_infinity=True)
            trainer.step(loss, share)
        if trainer.steps % 2000 < POOL:
            report()
    report()


if __name__ == "__main__":
    main()
