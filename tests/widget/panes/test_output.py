"""Tests of what the model becomes, and of saving it."""

import pytest

from tests.widget.conftest import Page
from workbench import Project, ddl


@pytest.fixture
def project(tmp_path):
    made = Project.declare('Table orders { id int64 [pk]\n tags "list<text>" }')
    made.save(tmp_path / "shop.dbml")
    return made


@pytest.fixture
def page(project):
    editor = project.edit(autosave=False)
    yield Page(editor)
    editor.close()


def test_the_script_of_an_engine_follows_the_model(page, project):
    told = page.ask("output.text", name="ddl:postgresql")
    assert told["text"] == ddl.write(project.model, "postgresql")[0].text
    assert told["path"].endswith("shop.postgresql.sql")
    project.rename("orders", "sales")
    assert "CREATE TABLE sales" in page.ask("output.text", name="ddl:postgresql")["text"]


def test_what_an_engine_lacks_is_told_with_it(page):
    [[severity, about, message]] = page.ask("output.text", name="ddl:sqlite")["findings"]
    assert about == "orders.tags"
    assert severity in ("warning", "advice")
    assert "SQLite" in message


@pytest.mark.parametrize(
    "name",
    ["ddl:duckdb", "ddl:mariadb", "dictionary:html", "dictionary:markdown", "dbml", "diagram:mermaid", "diagram:svg"],
)
def test_everything_that_is_offered_can_be_written(page, name):
    assert name in page.ask("output.names")
    assert "orders" in page.ask("output.text", name=name)["text"]


def test_what_is_shown_is_what_is_saved(page, tmp_path):
    told = page.ask("output.text", name="dictionary:markdown")
    target = tmp_path / "doc" / "orders.md"
    assert page.ask("output.save", name="dictionary:markdown", path=str(target)) == str(target)
    assert target.read_text() == told["text"]


def test_a_place_that_cannot_be_is_refused(page, tmp_path):
    (tmp_path / "file").write_text("")
    assert "The file has no name" in page.refused("output.save", name="dbml", path=" ")
    assert "would not be DBML" in page.refused("output.save", name="ddl:sqlite", path=str(tmp_path / "shop.dbml"))
    assert page.refused("output.save", name="dbml", path=str(tmp_path / "file" / "x.dbml"))
    assert "There is no output 'ddl:oracle'" in page.refused("output.text", name="ddl:oracle")
