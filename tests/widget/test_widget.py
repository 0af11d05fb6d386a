import subprocess
import sys

from tests.widget.conftest import Page
from workbench import Project
from workbench.widget import edit


def test_the_package_loads_no_widget_library_until_something_is_edited():
    code = (
        "import sys, workbench.widget; "
        "print([name for name in ('anywidget', 'ipywidgets', 'workbench.widget.editor') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_project_opens_an_editor_with_its_findings_and_its_diagram():
    project = Project.declare("Table orders { number text }")
    editor = project.edit(autosave=False)
    assert [box["name"] for box in editor.stage.scene["boxes"]] == ["orders"]
    page = Page(editor)
    listed = page.ask("findings.list")
    assert [finding["number"] for finding in listed] == list(project.findings.numbers)
    assert listed[0]["entities"] == ["orders"]  # an entity without a key is something to say
    page.do("canvas.edit", edits=[{"do": "add", "kind": "entity", "node": {"name": "customers"}}])
    assert project.model.has_entity("customers")
    assert page.refused("disk.save").startswith("This project has no file yet")
    editor.close()


def test_the_usual_diagram_is_drawn_when_none_is_given(session):
    editor = edit(session)
    svg = editor._repr_mimebundle_()["image/svg+xml"]
    assert 'data-entity="orders"' in svg
    assert 'data-reference="reference:orders(customer_id)-&gt;customers(id)"' in svg
    assert [line["subject"] for line in editor.stage.scene["lines"]] == ["reference:orders(customer_id)->customers(id)"]
