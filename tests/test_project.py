"""Project: the one object of the notebooks, from data to files, and what it says when asked wrongly."""

from __future__ import annotations

import pandas as pd
import pytest

from workbench import Attribute, Entity, Project, QualifiedName, Subject, parse_type
from workbench.display import FactsView, FindingsView, Page, Picture, Text
from workbench.errors import MemoryLimitError, ModelError, SourceError, TextError, UnknownNameError, UsageError
from workbench.formats.dbml import DbmlError
from workbench.progress import Progress
from workbench.webpage.wording import plural

TEXT = """// Ours.
Table customers {
  id int [pk]
}
Table orders {
  id int [pk]
  customer_id int [not null, ref: > customers.id]
}
"""
FRAMES = {
    "customers": pd.DataFrame({"id": range(101, 161), "email": [f"ann{i}@example.org" for i in range(60)]}),
    "orders": pd.DataFrame({"id": range(300), "customer_id": [101 + i % 60 for i in range(300)]}),
}


@pytest.fixture
def project():
    return Project.declare(TEXT)


@pytest.fixture(scope="module")
def inferred():
    return Project(FRAMES, progress=Progress()).infer()


def test_a_script_of_sql_begins_a_project_and_says_what_is_left_out():
    with pytest.warns(UserWarning, match=r"^SQL:2:1: INSERT is left out: rows are no part of a design\.$") as told:
        project = Project.from_ddl("CREATE TABLE t (a int PRIMARY KEY);\nINSERT INTO t VALUES (1);", "sqlite")
    assert told[0].filename == __file__
    assert project.model.entity("t").primary_key.attributes == ("a",)
    assert Project.from_ddl("CREATE TABLE t (a int);", "sqlite", data=FRAMES).source.tables
    with pytest.raises(TextError, match="syntax error"):
        Project.from_ddl("CREATE TABLE t (a int,, b int);", "sqlite")


def test_every_verb_gives_the_project_back_and_can_be_undone(project):
    project.rename("orders.id", "order_id").add(Attribute(name="note"), "orders").drop("customers.id").rename(
        Subject.entity("orders"), "sales"
    )
    assert "Table sales {" in project.text
    assert [a.name for a in project.model.entity("sales").attributes] == ["order_id", "customer_id", "note"]
    for _ in range(4):
        project.undo()
    assert project.text == TEXT
    assert project.redo().text != TEXT


def test_a_whole_entity_can_be_added_in_code(project):
    attributes = (Attribute(name="id", type=parse_type("int32"), nullable=False),)
    project.add(Entity(name=QualifiedName("stores"), attributes=attributes))
    assert "Table stores {" in project.text
    assert project.text.startswith(TEXT)


def test_text_and_model_can_be_set_and_stay_one(project):
    project.text = TEXT.replace("orders", "sales")
    assert project.model.has_entity("sales")
    other = Project.declare("Table t { id int [pk] }").model
    project.model = other
    assert project.model == other
    with pytest.raises(DbmlError, match=r"The column 'id' has no type"):
        project.text = "Table t { id }"
    assert project.model == other


@pytest.mark.parametrize(
    ("do", "error", "text"),
    [
        (lambda p: p.drop("order"), UnknownNameError, "There is no entity 'order'. Did you mean 'orders'?"),
        (lambda p: p.rename("orders.nothing", "x"), UnknownNameError, "There is no attribute"),
        (lambda p: p.undo(), ModelError, "There is nothing to undo."),
        (lambda p: p.save(), UsageError, "This project has no file yet. Say where: save('NAME.dbml')."),
        (lambda p: p.source, UsageError, "This project has no data. Open it with data=…."),
        (lambda p: p.infer(), UsageError, "This project has no data."),
        (lambda p: p.accept(), UsageError, "Say which finding. accept(3), accept(above=0.8) or accept(code='ENUM')."),
        (lambda p: p.add("orders"), UsageError, "A str is no part of a model. Add Entity(…), Attribute(…)"),
        (lambda p: Project([1]), SourceError, "A list is no path. Give a data frame a name"),
        (lambda p: p.accept(99), UsageError, "There is no finding 99."),
        (lambda p: p.accept(-1), UsageError, "There is no finding -1."),
        (lambda p: p.ddl("postgres"), UnknownNameError, "Did you mean 'postgresql'?"),
        (lambda p: p.diagram("a.xyz"), UsageError, "No diagram format has the ending of 'a.xyz'."),
        (lambda p: p.dictionary("a.xyz"), UnknownNameError, "no dictionary format for the ending '.xyz'"),
    ],
)
def test_what_is_asked_wrongly_is_said_plainly(project, do, error, text):
    before = project.text
    with pytest.raises(error) as caught:
        do(project)
    assert text in str(caught.value)
    assert project.text == before


def test_a_memory_limit_is_looked_at_when_the_project_is_made():
    with pytest.raises(MemoryLimitError, match="'abc' is no amount of memory"):
        Project(FRAMES, memory_limit="abc")


def test_save_and_open(project, tmp_path):
    path = tmp_path / "shop.dbml"
    finding = next(iter(project.add(Entity(name=QualifiedName("empty"))).findings))
    assert project.reject(finding, "later").save(path) == path
    opened = Project.open(path)
    assert opened.text == project.text
    assert finding.identity in opened.session.state.decisions
    assert opened.rename("empty", "void").save() == path
    assert "Table void" in path.read_text()


def test_from_frames_to_a_design(inferred):
    model = inferred.model
    assert {str(e.name): e.primary_key.attributes for e in model.entities} == {"customers": ("id",), "orders": ("id",)}
    assert [str(r) for r in model.references] == ["orders(customer_id) → customers(id)"]
    size, step = "2 tables, 1 reference", "infer from data frames"
    assert repr(inferred) == f"<Project: {size}; last step, which undo() takes back: {step}>"
    assert "<svg" in inferred._repr_html_()


def test_findings_can_be_accepted_and_rejected_by_number_code_and_confidence():
    project = Project(FRAMES, progress=Progress()).infer(accept_above=None)
    assert isinstance(project.findings, FindingsView)
    project.accept(code="DAT-001", reason="all of them")
    assert {str(e.name) for e in project.model.entities} == {"customers", "orders"}
    project.infer(accept_above=None)
    first = project.findings[0]
    count = len(project.findings)
    project.reject(0, "no")
    assert len(project.findings) == count - 1
    assert first.identity not in {f.identity for f in project.findings}
    with pytest.raises(UsageError, match=r"There is no finding 0\. Their numbers are 1 to 6\."):
        project.accept(0)
    sure = len([f for f in project.findings if f.acceptable and (f.confidence or 0) >= 0.9])
    project.accept(above=0.9)
    step = f"accept {plural(sure, 'finding')}"
    assert repr(project).endswith(f"{step}>")
    assert step in project._repr_html_()
    assert all((f.confidence or 0) < 0.9 or not f.acceptable for f in project.findings)


def test_what_drops_something_is_accepted_with_its_number_only():
    frame = {"orders": pd.DataFrame({"id": range(60), "fax": [None] * 60})}
    project = Project(frame, progress=Progress()).infer()
    (number,) = (n for n, f in project.findings.numbers.items() if f.code == "DATA-003-all-null")
    with pytest.raises(UsageError, match=rf"begins with 'DATA' can be accepted so\. Their numbers are {number};"):
        project.accept(code="DATA")
    assert project.model.attribute("orders", "fax")
    assert project.accept(number).model.entity("orders").attribute("fax") is None


def test_a_finding_without_a_change_cannot_be_accepted_and_those_that_can_are_named():
    frame = {"orders": pd.DataFrame({"id": [*range(600), 7], "kind": ["a", "b", "c"] * 200 + ["a"]})}
    project = Project(frame, progress=Progress()).infer(accept_above=None)
    able = [n for n, f in project.findings.numbers.items() if f.acceptable]
    project.accept(able[0])
    number = next(n for n, f in project.infer(accept_above=None).findings.numbers.items() if not f.acceptable)
    with pytest.raises(UsageError, match=r"proposes no change: it tells what is so\. Those that can be accepted: \d"):
        project.accept(number)


def test_numbers_stay_those_of_their_findings_whatever_is_decided_and_filtered():
    project = Project(FRAMES, progress=Progress()).infer(accept_above=None)
    first, second = project.findings[0], project.findings[1]
    project.reject(0)
    assert project.findings[1] is second
    assert repr(project.findings).startswith("[1]+ ")
    alike = project.findings.where(code=second.code)
    assert list(alike.to_frame()["number"])[:1] == [1]
    assert alike[0] is second
    project.undo()
    assert project.findings[0].identity == first.identity
    count = len(project.findings)
    project.reject(code=first.code, reason="as one step").undo()
    assert len(project.findings) == count


def test_findings_about_what_was_undone_are_gone_and_come_back():
    project = Project(FRAMES, progress=Progress()).infer()
    before = [f.identity for f in project.findings]
    assert any(code.startswith(("KEY", "CHK", "DATA", "REF", "STR")) for code, _ in before)
    project.undo()
    assert [f.code for f in project.findings if f.subject.kind != "source"] == []
    project.redo()
    assert [f.identity for f in project.findings] == before


def test_a_finding_about_the_model_goes_when_it_is_mended(project):
    project.drop("orders.customer_id")
    assert not project.findings.where(code="LINT")
    project.add(Entity(name=QualifiedName("empty")))
    assert [f.code for f in project.findings] == ["LINT-001-no-attributes"]
    project.drop("empty")
    assert len(project.findings) == 0


def test_what_comes_out_is_shown_or_written(inferred, tmp_path):
    assert isinstance(inferred.diagram(), Picture)
    assert isinstance(inferred.dictionary(), Page)
    script = inferred.ddl("sqlite")
    assert isinstance(script, Text)
    assert "CREATE TABLE" in str(script)
    assert inferred.diagram(tmp_path / "a.mmd").read_text().startswith("erDiagram")
    assert inferred.dictionary(tmp_path / "a.md").read_text().count("customers") > 1
    assert inferred.ddl("postgresql@15", tmp_path / "a.sql") == tmp_path / "a.sql"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.md", "a.mmd", "a.sql"]


def test_values_of_people_are_masked(inferred):
    profile = inferred.profile()
    assert isinstance(profile, FactsView)
    assert "@example.org" not in profile._repr_html_()
    assert "@example.org" not in profile.to_frame().to_string()
    assert "@example.org" not in inferred.dictionary().page


def test_facts_are_there_without_a_design():
    project = Project(FRAMES, progress=Progress())
    assert project.facts.tables["orders"].rows == 300


def test_a_proof_with_the_data_of_the_project(inferred):
    proof = inferred.prove("duckdb")
    assert proof.holds
    assert proof.rows_in == 360


def test_a_proof_without_data():
    assert Project.declare(TEXT).prove("sqlite").proven


def test_memory_can_be_limited(tmp_path):
    (tmp_path / "t.csv").write_text("a\n1\n")
    limited = Project(tmp_path, memory_limit="300MB", progress=Progress())
    (setting,) = limited.source.cursor().execute("SELECT current_setting('memory_limit')").fetchone()
    assert setting == "286.1 MiB"  # DuckDB counts a megabyte as 1,000,000 bytes
    with pytest.raises(SourceError, match="no amount of memory"):
        Project(tmp_path, memory_limit="much", progress=Progress()).infer()
