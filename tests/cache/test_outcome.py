"""Outcome: what came of looking at data is known again for the same state of the session, and for no other."""

from __future__ import annotations

import json

import pytest

from tests.running import runner, write
from workbench import Project, inference, profile
from workbench.progress import Progress

SHOP = {
    "customers.csv": "id,email\n" + "".join(f"{i},ann{i}@example.org\n" for i in range(1, 41)),
    "orders.csv": "id,customer_id,total\n" + "".join(f"{i},{i % 40 + 1},{i}.50\n" for i in range(1, 121)),
}


@pytest.fixture
def run(capsys):
    return runner(capsys)


@pytest.fixture
def shop(tmp_path, monkeypatch):
    monkeypatch.delenv("WORKBENCH_CACHE")
    return write(tmp_path / "shop", SHOP)


@pytest.fixture
def judged(monkeypatch):
    """Rounds of judging from now on."""
    rounds = []
    settle = inference.settle
    monkeypatch.setattr(inference, "settle", lambda *args: rounds.append(1) or settle(*args))
    return rounds


def test_the_terminal_says_where_facts_come_from(run, shop):
    status, first, err = run("infer", shop)
    assert (status, "cache" in err) == (0, False)
    status, second, err = run("infer", shop)
    assert (status, second) == (0, first)
    assert err.splitlines()[0].startswith("Facts measured 2")
    assert "from the cache. --verify compares all of the data, --no-cache measures anew." in err
    assert "all of the data is the same" in run("infer", shop, "--verify")[2]
    assert "cache" not in run("infer", shop, "--no-cache")[2]


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_profile_is_the_same_from_the_cache_and_masked_as_before(run, shop, form, judged):
    _, first, _ = run("profile", shop, "--format", form)
    judged.clear()
    _, second, err = run("profile", shop, "--format", form)
    assert "from the cache" in err
    assert (second, judged) == (first, [])
    assert "ann1@example.org" not in second


def test_json_is_the_same_but_for_the_time(run, shop):
    first, second = (json.loads(run("infer", shop, "--format", "json")[1]) for _ in range(2))
    assert {**first, "elapsed_s": 0} == {**second, "elapsed_s": 0}


def test_check_is_answered_from_before_until_the_model_or_the_data_change(run, shop, tmp_path, judged):
    model = tmp_path / "shop.dbml"
    run("infer", shop, "-o", model)
    first = run("check", model, "--data", shop)
    judged.clear()
    second = run("check", model, "--data", shop)
    assert (second[:2], judged) == (first[:2], [])
    assert "from the cache" in second[2]
    orders = shop / "orders.csv"
    orders.write_text(orders.read_text() + "121,99,1.50\n")  # no such customer
    status, out, _ = run("check", model, "--data", shop)
    assert (status, "orders" in out) == (1, True)
    assert run("check", model, "--data", shop)[:2] == (status, out)
    text = model.read_text()
    model.write_text(text.replace("total decimal", "total date"))
    assert model.read_text() != text
    edited = run("check", model, "--data", shop)
    assert edited[:2] == run("check", model, "--data", shop, "--no-cache")[:2]
    assert edited[1] != out


def test_other_thresholds_and_decisions_are_other_questions(run, shop, judged):
    run("infer", shop)
    judged.clear()
    run("infer", shop, "--accept-above", "0.5")
    assert judged
    project = Project(shop, progress=Progress()).infer()
    judged.clear()
    project.reject(project.findings.findings[0], "not ours").infer()
    assert judged


def test_a_project_measures_once(shop, monkeypatch):
    first = Project(shop, progress=Progress())
    facts = first.facts
    monkeypatch.setattr(profile, "measure", None)
    again = Project(shop, progress=Progress())
    assert dict(again.facts.tables) == dict(facts.tables)
    assert "orders" in again.profile()._repr_html_()
    with pytest.raises(TypeError):
        Project(shop, progress=Progress(), cache=False).profile()


def test_a_project_that_was_inferred_before_goes_on_as_usual(shop, judged):
    first = Project(shop, progress=Progress()).infer()
    judged.clear()
    again = Project(shop, progress=Progress()).infer()
    assert judged == []
    assert again.text == first.text
    assert list(again.findings.findings) == list(first.findings.findings)
    assert again.dictionary()._repr_html_() == first.dictionary()._repr_html_()
    assert again.prove("duckdb").proven  # opens the data
    assert again.rename("orders.id", "order_id").infer().facts.answers
