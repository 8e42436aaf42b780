"""What the trainings of both recognisers share: the loss, and the error of what is read freely. A
batch is strips (count, 1, height, width), the columns used of each, and its classes."""

import torch
from torch.nn.functional import ctc_loss, log_softmax

VALIDATION_SEED = 1_000_000_007


def loss_of(network, batch, device="cpu"):
    """Connectionist temporal classification."""
    strips, columns, texts = batch
    strips = torch.from_numpy(strips).to(device).contiguous(memory_format=torch.channels_last)
    scores = log_softmax(network(strips), -1).transpose(0, 1)
    lengths = torch.tensor([len(text) for text in texts])
    return ctc_loss(scores, torch.tensor(sum(texts, [])).to(device), torch.tensor(columns), lengths, zero_infinity=True)


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


def validate(network, held_out, device="cpu"):
    """Character error rate and share of lines without an error, read freely, in words."""
    network.eval()
    errors = characters = exact = lines = 0
    with torch.no_grad():
        for strips, columns, texts in held_out:
            for scores, count, text in zip(network(torch.from_numpy(strips).to(device)).cpu(), columns, texts):
                wrong = distance(greedy(scores[:count]), text)
                errors, characters, exact, lines = errors + wrong, characters + len(text), exact + (wrong == 0), lines + 1
    return "character error %.4f, exact lines %.3f" % (errors / characters, exact / lines)
