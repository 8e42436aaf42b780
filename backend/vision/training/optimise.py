"""What all trainings share: AdamW, warm-up and cosine rate, averaged weights, drawing beside."""

import copy
import math
import multiprocessing
import time

import cv2
import torch


def drawn(draw, seed, steps, workers, ahead=24):
    """Yields `draw(seed, step)` of every step, drawn by other processes; in order with one of them."""
    spawn = multiprocessing.get_context("spawn")  # threads of torch and OpenCV don't survive a fork
    queue = spawn.Queue(ahead)
    for part in range(workers):
        spawn.Process(target=feed, args=(draw, seed, steps, part, workers, queue), daemon=True).start()
    for _ in range(steps):
        yield queue.get()


def feed(draw, seed, steps, part, parts, queue):
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    for step in range(part, steps, parts):
        queue.put(draw(seed, step))


class Trainer:
    """One network in training; `share` of the work done decides the rate."""

    def __init__(self, network, rate, keep=0.998):
        self.network, self.rate, self.keep = network, rate, keep
        self.average = copy.deepcopy(network)
        self.optimiser = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=1e-2)
        self.steps, self.running, self.started = 0, 0.0, time.monotonic()

    def step(self, loss, share):
        rate = self.rate * min(1, (self.steps + 1) / 200) * (0.5 * (1 + math.cos(math.pi * min(1.0, share))) + 0.002)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 2.0)
        self.optimiser.step()
        keep = min(self.keep, self.steps / (self.steps + 20))
        with torch.no_grad():
            for mean, now in zip(self.average.state_dict().values(), self.network.state_dict().values()):
                mean.mul_(keep).add_(now, alpha=1 - keep) if mean.is_floating_point() else mean.copy_(now)
        self.running = 0.98 * self.running + 0.02 * loss.item() if self.steps else loss.item()
        self.steps += 1

    def seconds(self):
        return time.monotonic() - self.started

    def say(self, rates):
        print(f"step {self.steps}, {self.seconds():.0f} s, loss {self.running:.4f}; {rates}", flush=True)

    def averaged_on_cpu(self):
        return copy.deepcopy(self.average).cpu().eval()
