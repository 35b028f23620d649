"""The same scores in bare NumPy: what the arithmetic alone costs. At most 40 lines of code."""

import numpy as np


def bare(matrix, rising, normalisation, aggregation, weights_of_index, floor):
    """Scores, ranks and shares not counted of the index and the dimensions, each [1 + dimensions, units]."""
    size, units = len(matrix) // len(aggregation), matrix.shape[1]
    scores, lost = np.full((2, 1 + len(aggregation), units), np.nan)
    for d, mean in enumerate(aggregation):
        total, counted = np.zeros(units), np.zeros(units)
        for i in range(d * size, (d + 1) * size):
            x, known = matrix[i], ~np.isnan(matrix[i])
            if normalisation[i] == "rank_exponential":
                n = np.count_nonzero(known)
                fraction = (n - places(-x if rising[i] else x) + 1) / n
                score = -23 * np.log(1 - fraction * (1 - np.exp(-100 / 23)))
            else:
                low, high = (5, 120) if normalisation[i] == "goalposts" else (np.nanmin(x), np.nanmax(x))
                share = (np.clip(x, low, high) - low) / (high - low)
                score = 100 * (share if rising[i] else 1 - share)
            with np.errstate(divide="ignore"):
                total += np.where(known, np.log(score) if mean == "geometric" else score, 0)
            counted += known
        lost[1 + d] = 1 - counted / size
        with np.errstate(divide="ignore", invalid="ignore"):
            average = np.exp(total / counted) if mean == "geometric" else total / counted
        scores[1 + d] = np.where(counted / size >= floor, average, np.nan)
    known = ~np.isnan(scores[1:])
    lost[0] = weights_of_index @ np.where(known, lost[1:], 1)
    with np.errstate(invalid="ignore"):
        index = (weights_of_index @ np.where(known, scores[1:], 0)) / (weights_of_index @ known)
    scores[0] = np.where(1 - lost[0] >= floor, index, np.nan)
    return scores, np.stack([places(-score) for score in scores]), lost


def places(x):
    """1 = the smallest; values that are equal to ten decimals share the first place; NaN has none."""
    x = np.round(x, 10)  # the last bits of a sum decide no rank
    order, n = np.argsort(x), np.count_nonzero(~np.isnan(x))  # NaN last
    starts = np.concatenate(([True], x[order[1:n]] != x[order[: n - 1]]))
    place = np.full(len(x), np.nan)
    place[order[:n]] = np.flatnonzero(starts)[np.cumsum(starts) - 1] + 1
    return place
