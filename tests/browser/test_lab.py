"""A person models a small shop in real JupyterLab; after each step the Python side is asked what it holds."""

from __future__ import annotations

from playwright.sync_api import Page, expect

TEXT = """// The shop, as it began.
Table customers {
  id int64 [pk]
  name text
}

Table orders {
  id int64 [pk]
  customer int64
  state text
}
"""
DECLARE = f"""
from workbench.findings import Evidence, Figure, Finding
from workbench.model import Attribute, Cardinality, Entity, QualifiedName, Reference, Subject
from workbench.model.edits import Add, Replace
from workbench.session import Session
from workbench.widget import edit

session = Session.of_text({TEXT!r})
reference = Reference(child=QualifiedName("orders"), child_attributes=("customer",),
                      parent=QualifiedName("customers"), parent_attributes=("id",),
                      parent_cardinality=Cardinality.ZERO_OR_ONE)
state = session.model.attribute("orders", "state")
found = [
    Finding("REF-001-inclusion", "advice", Subject.reference(reference),
            "All values of customer are found in customers.id.",
            Evidence(figures=(Figure("rows", 300000), Figure("orphans", 0), Figure("distinct", 12345))),
            (Add(reference),), 0.97),
    Finding("LINT-004-null", "warning", Subject.attribute("orders", "state"), "state is never empty: require it.",
            Evidence(figures=(Figure("null share", 0.0),)),
            (Replace(Subject.attribute("orders", "state"), Attribute(name="state", nullable=False)),), 0.8),
]
saved = []
editor = edit(session, findings=lambda: [f for f in found if session.model.has_entity("orders")],
              save=lambda: (saved.append(session.text), session.saved()))
"""


def field(page: Page, form: str, css_class: str, tag: str):
    return page.locator(f".workbench-form-{form} .workbench-{css_class} {tag}")


def press(page: Page, form: str, name: str) -> None:
    page.locator(f".workbench-form-{form}").get_by_role("button", name=name, exact=True).click()


def tab(page: Page, name: str) -> None:
    page.locator(".workbench-tabs .lm-TabBar-tab", has_text=name).click()


def at_revision(page: Page, revision: int) -> None:
    expect(page.locator(".workbench-revision")).to_have_attribute("data-revision", str(revision))


def test_a_person_models_a_shop(lab, person):
    page = person.page
    person.open(lab.notebook("shop.ipynb", DECLARE, "editor"))
    entities = page.locator(".workbench-canvas [data-entity]")
    expect(entities).to_have_count(2)
    at_revision(page, 0)
    person.picture("opened")

    # Add an entity, its attributes and a reference.
    field(page, "entity", "name", "input").fill("products")
    press(page, "entity", "Add entity")
    at_revision(page, 1)
    expect(entities).to_have_count(3)
    expect(page.locator('.workbench-canvas [data-entity="products"]')).to_have_attribute("aria-pressed", "true")
    assert person.run("print(session.model.entity('products').primary_key.attributes)") == "('id',)\n"

    tab(page, "Attributes")
    expect(field(page, "attribute", "entity", "select")).to_have_value("products")
    for revision, (name, kind, required) in enumerate(
        [("title", "text(80)", True), ("price", "decimal(10,2)", False)], 2
    ):
        field(page, "attribute", "name", "input").fill(name)
        field(page, "attribute", "type", "input").fill(kind)
        field(page, "attribute", "required", "input").set_checked(required)
        if required:
            press(page, "attribute", "Add attribute")
        else:
            field(page, "attribute", "name", "input").press("Enter")
        at_revision(page, revision)
    assert person.run(
        "print([(a.name, str(a.type), a.nullable) for a in session.model.entity('products').attributes])"
    ) == ("[('id', 'int64', False), ('title', 'text(80)', False), ('price', 'decimal(10,2)', True)]\n")

    # What cannot be is refused where it was asked for, and nothing typed is lost.
    field(page, "attribute", "name", "input").fill("price")
    field(page, "attribute", "type", "input").fill("intt")
    press(page, "attribute", "Add attribute")
    alert = page.locator(".workbench-form-attribute [role=alert]")
    expect(alert).to_contain_text("There is no type 'intt'. Did you mean 'int'?")
    field(page, "attribute", "type", "input").fill("int")
    press(page, "attribute", "Add attribute")
    expect(alert).to_contain_text("There is already an attribute products.price")
    expect(field(page, "attribute", "name", "input")).to_have_value("price")
    press(page, "attribute", "Reset")
    at_revision(page, 3)

    tab(page, "References")
    field(page, "reference", "child", "select").select_option("orders")
    field(page, "reference", "parent", "select").select_option("products")
    expect(field(page, "reference", "child-attribute", "select")).to_have_value("+ new: product_id")
    field(page, "reference", "on-delete", "select").select_option("restrict")
    person.picture("reference")
    press(page, "reference", "Add reference")
    at_revision(page, 4)
    expect(page.locator(".workbench-canvas [data-reference]")).to_have_count(1)
    assert person.run("print(*session.model.references, session.model.references[0].on_delete)") == (
        "orders(product_id) → products(id) restrict\n"
    )

    # Choose in the diagram, rename, drop.
    page.locator('.workbench-canvas [data-entity="orders"]').click()
    tab(page, "Entity")
    expect(field(page, "entity", "name", "input")).to_have_value("orders")
    field(page, "entity", "name", "input").fill("sales")
    press(page, "entity", "Apply")
    at_revision(page, 5)
    expect(page.locator('.workbench-canvas [data-entity="sales"]')).to_have_attribute("aria-pressed", "true")
    assert person.run("print(*session.model.references)") == "sales(product_id) → products(id)\n"
    person.run("session.undo()")
    at_revision(page, 6)
    expect(field(page, "entity", "name", "input")).to_have_value("orders")

    page.locator('.workbench-canvas [data-entity="products"]').focus()
    page.keyboard.press("Enter")
    expect(field(page, "entity", "name", "input")).to_have_value("products")
    press(page, "entity", "Drop")
    at_revision(page, 7)
    expect(page.locator(".workbench-form-entity [role=status]")).to_have_text(
        "Done: drop entity products, with 1 reference."
    )
    assert person.run("print([str(e.name) for e in session.model.entities], session.model.references)") == (
        "['customers', 'orders'] ()\n"
    )

    # Accept a finding, reject another.
    tab(page, "Findings (2)")
    detail = page.locator(".workbench-finding")
    page.locator(".workbench-findings-list select").select_option(
        label="▲ orders.state · 0.80 · state is never empty: require it."
    )
    expect(detail).to_contain_text("LINT-004-null")
    page.locator(".workbench-findings-list select").select_option(
        label="● orders(customer) → customers(id) · 0.97 · All values of customer are found in customers.id."
    )
    expect(detail).to_contain_text("orphans")
    expect(detail.locator(".workbench-diff-add")).to_contain_text("+Ref: orders.customer")
    person.picture("finding")
    page.locator(".workbench-findings").get_by_role("button", name="Accept", exact=True).click()
    at_revision(page, 8)
    expect(page.locator(".workbench-canvas [data-reference]")).to_have_count(1)
    page.locator(".workbench-reason input").fill("a new order has no state yet")
    page.locator(".workbench-findings").get_by_role("button", name="Reject", exact=True).click()
    at_revision(page, 9)
    assert person.run(
        "print(sorted((d.code, d.verdict, d.reason) for d in session.state.decisions.values()), "
        "*session.model.references)"
    ) == (
        "[('LINT-004-null', 'rejected', 'a new order has no state yet'), ('REF-001-inclusion', 'accepted', '')] "
        "orders(customer) → customers(id)\n"
    )

    # Type in the text.
    tab(page, "Text")
    area = page.locator(".workbench-dbml textarea")
    area.press("Control+End")
    area.press_sequentially("\nTable shops {\n  id\n}\n")
    page.locator(".workbench-text").get_by_role("button", name="Apply", exact=True).click()
    expect(page.locator(".workbench-excerpt")).to_contain_text("The column 'id' has no type")
    expect(page.locator(".workbench-excerpt")).to_contain_text("^")
    person.picture("text")
    page.locator(".workbench-text").get_by_role("button", name="Revert", exact=True).click()
    at_revision(page, 9)

    # All of it back, byte for byte, and forth again.
    final = person.run("print(session.text)")
    undo, redo = (page.locator(f".workbench-{name}") for name in ("undo", "redo"))
    expect(undo).to_have_attribute("title", "Undo: reject LINT-004-null on orders.state")
    for revision in range(10, 17):
        undo.click()
        at_revision(page, revision)
    expect(undo).to_be_disabled()
    assert person.run("print(session.text, end='')") == TEXT
    expect(entities).to_have_count(2)
    for revision in range(17, 24):
        redo.click()
        at_revision(page, revision)
    expect(redo).to_be_disabled()
    assert person.run("print(session.text)") == final

    page.locator(".workbench-save").click()
    expect(page.locator(".workbench-dirty")).to_have_count(0)
    assert person.run("print(saved == [session.text])") == "True\n"

    # A change made in a cell is seen at once.
    person.run("session.apply(Add(Entity(name=QualifiedName('shops'))))")
    expect(page.locator('.workbench-canvas [data-entity="shops"]')).to_have_count(1)
    person.picture("light")
    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })")
    expect(page.locator(".wb-canvas")).to_have_attribute("data-theme", "dark")
    person.picture("dark")


def test_a_cell_of_dbml_declares_a_project_that_can_be_edited_by_keyboard(lab, person):
    page = person.page
    cell = "%%dbml shop\nTable customers { id int64 [pk] }\nTable orders { id int64 [pk] }"
    wrong = "%%dbml shop\nTable customers {\n  id\n}"
    person.open(lab.notebook("dbml.ipynb", "%load_ext workbench", cell, "shop.edit()", wrong))
    entities = page.locator(".workbench-canvas [data-entity]")
    expect(entities).to_have_count(2)
    # The cell itself shows the project, and a wrong one its place, without a traceback.
    expect(page.locator(".jp-OutputArea svg [data-entity=orders]").first).to_be_visible()
    fault = page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']")
    expect(fault).to_contain_text("line 3, column 3: The column 'id' has no type.")
    expect(fault).not_to_contain_text("Traceback")
    expect(fault).not_to_contain_text("magics.py")
    assert person.run("print([str(e.name) for e in shop.model.entities])") == "['customers', 'orders']\n"

    canvas = page.locator(".wb-canvas")
    view = page.locator(".wb-canvas .react-flow__viewport")
    page.wait_for_timeout(500)  # the first fit is drawn in the next frame
    canvas.focus()
    kernel = person.run("import os; print(os.getpid())")
    seen = view.get_attribute("style")
    # 0 0 restarts the kernel and d d deletes the cell in JupyterLab: not from here.
    for key in ("+", "d", "d"):
        page.keyboard.press(key)
    expect(view).not_to_have_attribute("style", seen)
    for key in ("0", "0"):
        page.keyboard.press(key)
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    assert person.run("import os; print(os.getpid())") == kernel
    expect(page.locator(".jp-CodeCell")).to_have_count(4)

    entities.first.focus()
    page.keyboard.press("Enter")
    first = entities.first.get_attribute("data-entity")
    expect(field(page, "entity", "name", "input")).to_have_value(first)
    person.picture("keyboard")

    # Pan by dragging, and the wheel zooms where a person works; elsewhere the page scrolls.
    page.wait_for_timeout(500)
    seen = view.get_attribute("style")
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] - 60, box["y"] + 60
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y + 40, steps=4)
    page.mouse.up()
    expect(view).not_to_have_attribute("style", seen)
    moved = view.get_attribute("style")
    page.mouse.wheel(0, -200)
    expect(view).not_to_have_attribute("style", moved)
