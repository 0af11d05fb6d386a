"""Train the weights of the signs that speak for a reference, on made-up databases with known keys.

    python scripts/train_references.py [DATABASES PER DOMAIN]

Writes ``workbench/advise/references/weights.json``. Only the half of the domains that is meant for it is used; how sure
and how right the result is on the other half, `make bench` says (benchmarks/truth.py).
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks._hard.score import Ends, database, names, ordered
from workbench.advise import settle
from workbench.advise.references import inclusion
from workbench.inference import STAGES, is_sure
from workbench.profile import answer, measure
from workbench.session import Session
from workbench.sources import open_source

TARGET = ROOT / "workbench" / "advise" / "references" / "weights.json"
# Weights are drawn towards nothing by this much, so that rare signs do not decide alone.
RIDGE = 1.0


def rows_of(name: str) -> list[list[tuple[dict[str, float], bool]]]:
    """Signs of each candidate of one database that its data do not refute, and whether it is true, by attribute."""
    made = database(name)
    truth = {ordered(reference) for reference in made.references()}
    with tempfile.TemporaryDirectory() as folder:
        made.write(Path(folder))
        with open_source(folder) as source:
            session = Session()
            facts = measure(source)
            for title, judges in STAGES:
                found, facts = settle(judges, facts, session.model, lambda qs: answer(source, session.model, qs))
                if title == "References":
                    break
                sure = [finding for finding in found if is_sure(finding)]
                if sure:
                    session.accept(sure)
            model = session.model
    result = []
    for group in inclusion.weighed(facts, model):
        if isinstance(group, list):
            rows = []
            for item in group:
                c = item.candidate
                ends = (str(c.child.name), (c.attribute.name,), str(c.parent.entity.name), (c.parent.key.name,))
                true = ordered(ends) in truth
                if true or not implied(ends, truth):
                    rows.append((item.signs, true))
            if rows:
                result.append(rows)
    return result


def implied(ends: Ends, truth: AbstractSet[Ends]) -> bool:
    """Whether the row of the parent is reached through a true composite reference: neither right nor wrong."""
    child, (column,), parent, key = ends
    for way in truth:
        if way[0] == child and len(way[1]) > 1 and column in way[1]:
            further = way[2], (way[3][way[1].index(column)],), parent, key
            if further in truth or implied(further, truth - {way}):
                return True
    return False


def fitted(signs: np.ndarray, truth: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression by Newton's method; the first column is the constant."""
    weights = np.zeros(signs.shape[1])
    penalty = np.full(signs.shape[1], RIDGE)
    penalty[0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-signs @ weights))
        gradient = signs.T @ (truth - p) - penalty * weights
        hessian = (signs * (p * (1 - p))[:, None]).T @ signs + np.diag(penalty + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main(per_domain: int) -> None:
    """Train and write."""
    wanted = names("tuned", range(1000, 1000 + per_domain))
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        groups = [group for part in pool.map(rows_of, wanted) for group in part]
    rows = [row for group in groups for row in group]
    titles = sorted({title for signs, _ in rows for title in signs})
    signs = np.array([[1.0, *(found[title] for title in titles)] for found, _ in rows])
    truth = np.array([float(true) for _, true in rows])
    weights = fitted(signs, truth)
    logits = signs @ weights
    # The best of several candidates is true more often than a candidate of that score at large.
    best, at = [], 0
    for group in groups:
        best.append(at + int(np.argmax(logits[at : at + len(group)])))
        at += len(group)
    offset, slope = fitted(np.column_stack([np.ones(len(best)), logits[best]]), truth[best])
    weights = weights * slope
    weights[0] += offset
    p = 1 / (1 + np.exp(-(signs @ weights)))[best]
    truth = truth[best]
    said = {"bias": round(float(weights[0]), 3)} | {
        title: round(float(weight), 3) for title, weight in zip(titles, weights[1:], strict=True)
    }
    about = {"databases": len(wanted), "candidates": len(rows), "true": int(truth.sum())}
    TARGET.write_text(json.dumps({"about": about, "weights": said}, indent=1) + "\n", encoding="utf-8")
    print(about, f"Brier score {float(((p - truth) ** 2).mean()):.4f}", file=sys.stderr)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12)
