"""Trains the finder of lines of print. `python train_page.py --steps 8000 --out ../models/print-lines.onnx`"""

import argparse

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, smooth_l1_loss

from network import LineFinder, export_finder
from optimise import Trainer, drawn
from page_draw import sample
from recognition import VALIDATION_SEED

BATCH = 8


def batch(seed, step):
    """Pictures and the truth of their cells, (batch, height / 2, width / 4) each."""
    first = (seed << 32) + step * BATCH
    pages, *truth = (np.stack(part) for part in zip(*(sample(first + i) for i in range(BATCH))))
    return pages[:, None].astype(np.float32), *(part.astype(np.float32) for part in truth)


def halves(cells):
    """(batch, 6, rows, columns) → three of (batch, 2 · rows, columns)."""
    count, _, rows, columns = cells.shape
    return cells.view(count, 3, 2, rows, columns).permute(1, 0, 3, 2, 4).reshape(3, count, 2 * rows, columns)


def losses(cells, lines, up, down):
    found, *distances = halves(cells)
    known, is_line = lines >= 0, lines > 0
    loss = binary_cross_entropy_with_logits(found[known], lines[known])
    # Dice, since lines are a small part of a page.
    chance = torch.sigmoid(found) * known
    loss = loss + 0.5 * (1 - (2 * (chance * is_line).sum() + 1) / (chance.sum() + is_line.sum() + 1))
    for guess, truth in zip(distances, (up, down)):
        loss = loss + smooth_l1_loss(guess[is_line], truth[is_line], beta=0.1) if is_line.any() else loss
    return loss


def validate(network, held_out, device):
    """Shares of cells found of those of lines, and of lines among those found; mean error of distances in pixels."""
    network.eval()
    right = found_cells = line_cells = 0
    wrong = []
    with torch.no_grad():
        for pages, lines, up, down in held_out:
            found, above, below = (part.cpu().numpy() for part in halves(network(torch.from_numpy(pages).to(device))))
            is_found, is_line = (found > 0) & (lines >= 0), lines > 0
            right, found_cells, line_cells = right + (is_found & is_line).sum(), found_cells + is_found.sum(), line_cells + is_line.sum()
            wrong += [np.abs(above - up)[is_line], np.abs(below - down)[is_line]]
    return right / line_cells, right / max(1, found_cells), 16 * np.concatenate(wrong).mean()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--steps", type=int, default=8000, help="of 8 pages each")
    options.add_argument("--seconds", type=float, help="stop after so many, whatever the steps")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--rate", type=float, default=3e-3, help="peak learning rate")
    options.add_argument("--device", default="cpu")
    options.add_argument("--workers", type=int, default=1, help="processes that draw")
    options.add_argument("--out", default="../models/print-lines.onnx")
    options = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    network = LineFinder().to(options.device)
    trainer = Trainer(network, options.rate)
    held_out = [batch(VALIDATION_SEED, step) for step in range(8)]

    def report():
        rates = "cells of lines found %.3f, of those found right %.3f, distances %.2f px off" % validate(trainer.average, held_out, options.device)
        trainer.say(rates)
        export_finder(trainer.averaged_on_cpu(), options.out, f"finder of lines of print, step {trainer.steps}, seed {options.seed}; {rates}")

    for drawing in drawn(batch, options.seed, options.steps, options.workers):
        share = max(trainer.steps / options.steps, trainer.seconds() / options.seconds if options.seconds else 0)
        if share >= 1:
            break
        network.train()
        pages, *truth = (torch.from_numpy(part).to(options.device) for part in drawing)
        trainer.step(losses(network(pages), *truth), share)
        if trainer.steps % 500 == 0:
            report()
    report()


if __name__ == "__main__":
    main()
