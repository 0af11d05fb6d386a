"""A person models a small shop in real JupyterLab; after each step the Python side is asked what it holds."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

TEXT = """// The shop, as it began.
Table customers {
  id int64 [pk]
  name text
}

Table orders {
  id int64 [pk]
  customer int64 // who ordered
  state text
}
"""
DECLARE = f"""
import pandas as pd
from pathlib import Path
from workbench import Project

Path("shop.dbml").write_text({TEXT!r})
numbers = range(1, 301)
data = {{
    "customers": pd.DataFrame({{"id": numbers, "name": [f"Customer {{n}}" for n in numbers]}}),
    "orders": pd.DataFrame({{
        "id": [1000 + n for n in numbers],
        "customer": [n * 7 % 300 + 1 for n in numbers],
        "state": [("open", "paid", "sent")[n % 3] for n in numbers],
    }}),
}}
project = Project.open("shop.dbml", data=data).infer(accept_above=None)
editor = project.edit()
"""


def at_revision(page: Page, revision: int) -> None:
    expect(page.locator(".wb-app").first).to_have_attribute("data-revision", str(revision))


def tab(page: Page, name: str) -> None:
    page.locator(f"[data-tab={name}]").first.click()


def cell(page: Page, row: int, title: str):
    titles = page.locator(".wb-grid-head .wb-cell").all_inner_texts()
    return page.locator(f'.wb-grid [data-cell="{row} {titles.index(title)}"]')


def head(page: Page, table: str):
    return page.locator(f'.wb-canvas [data-entity="{table}"] .wb-head')


def column(page: Page, table: str, name: str):
    return page.locator(f'.wb-canvas [data-entity="{table}"] [data-attribute="{name}"]')


def test_a_person_models_a_shop(lab, person):
    page = person.page
    person.open(lab.notebook("shop.ipynb", DECLARE, "editor"))
    entities = page.locator(".wb-canvas [data-entity]")
    expect(entities).to_have_count(2)
    at_revision(page, 0)
    page.wait_for_timeout(400)  # the first fit is drawn in the next frame

    # A table of its own, named where it stands, and columns in the grid.
    page.get_by_role("button", name="+ Table").click()
    at_revision(page, 1)
    page.keyboard.type("products")
    page.keyboard.press("Enter")
    at_revision(page, 2)
    assert person.run("print(project.model.entity('products').primary_key.attributes)") == "('id',)\n"
    expect(page.get_by_label("Name of the table")).to_have_value("products")
    cell(page, 1, "Name").click()
    page.keyboard.type("title")
    page.keyboard.press("Enter")
    at_revision(page, 3)
    cell(page, 1, "Type").click()
    page.keyboard.type("text(80)")
    expect(page.locator(".wb-options [role=option]").first).to_contain_text("VARCHAR(80)")  # on PostgreSQL
    page.keyboard.press("Enter")
    at_revision(page, 4)
    cell(page, 1, "NN").click()
    at_revision(page, 5)
    cell(page, 2, "Name").click()
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
          document.activeElement.dispatchEvent(event);
        }""",
        "price\tdecimal(10,2)\t\tyes\nsince\tdate",
    )
    at_revision(page, 6)
    assert person.run(
        "print([(a.name, str(a.type), a.nullable) for a in project.model.entity('products').attributes])"
    ) == (
        "[('id', 'int64', False), ('title', 'text(80)', False), ('price', 'decimal(10,2)', False), "
        "('since', 'date', True)]\n"
    )
    person.picture("grid")
    person.accessible()

    # What cannot be is refused where it was asked for, and nothing has changed.
    cell(page, 3, "Type").click()
    page.keyboard.type("intt")
    expect(page.locator(".wb-options .wb-wrong")).to_contain_text("There is no type 'intt'. Did you mean 'int'?")
    page.keyboard.press("Escape")
    cell(page, 3, "Name").click()
    page.keyboard.type("price")
    page.keyboard.press("Enter")
    refusal = page.locator(".wb-refusal")
    expect(refusal).to_contain_text("There is already an attribute products.price")
    at_revision(page, 6)
    refusal.get_by_role("button", name="Close").click()

    # A reference by the form, with its column; how many and what becomes of them on its menu.
    page.locator("summary", has_text="References").click()
    page.get_by_label("Let products refer to").select_option("orders")
    at_revision(page, 7)
    assert person.run("print(*project.model.references)") == "products(order_id) → orders(id)\n"
    page.locator(".wb-part .wb-boxed summary", has_text="products(order_id)").click()
    page.get_by_label("Parents of a child").select_option("0..1")
    page.get_by_label("On delete").select_option("set null")
    at_revision(page, 8)  # the first was so already
    assert person.run("print(project.model.references[0].on_delete)") == "set null\n"

    # Renamed on the canvas, and dropped with its reference.
    head(page, "products").dblclick()
    page.keyboard.type("goods")
    page.keyboard.press("Enter")
    at_revision(page, 9)
    head(page, "goods").click()
    page.keyboard.press("Delete")
    at_revision(page, 10)
    expect(entities).to_have_count(2)
    assert person.run("print(len(project.model.references))") == "0\n"

    # A finding is accepted as it said it would, another is rejected with a reason.
    tab(page, "findings")
    reference = page.locator("[data-finding^=REF-001]").first
    expect(reference).to_contain_text("orders(customer) → customers(id)")
    reference.click()
    expect(page.locator(".wb-chart")).to_be_visible()
    expect(page.locator(".wb-diff-add")).to_contain_text("Ref: orders.customer ?>? customers.id")
    person.picture("finding")
    person.accessible()
    page.get_by_role("button", name="Accept", exact=True).click()
    at_revision(page, 11)
    assert person.run("print(*project.model.references)") == "orders(customer) → customers(id)\n"
    expect(page.locator(".wb-canvas [data-reference]")).to_have_count(1)
    other = page.locator("[data-finding^=ENUM]").first
    other.click()
    code = other.get_attribute("data-finding")
    page.get_by_label("Reason for the verdict").fill("more will come")
    page.get_by_role("button", name="Reject", exact=True).click()
    at_revision(page, 12)
    assert person.run(
        f"print([(d.verdict, d.reason) for d in project.session.state.decisions.values() if d.code == '{code}'])"
    ) == ("[('rejected', 'more will come')]\n")

    # The text says it and is written in: what is right is the model a moment later, what is wrong is told in its place.
    tab(page, "text")
    editor = page.locator(".wb-code-host .cm-content")
    expect(editor).to_contain_text("Ref: orders.customer ?>? customers.id")
    editor.press("Control+End")
    page.keyboard.type("\nTable shops { id")  # the other bracket comes by itself
    expect(page.locator(".wb-text-foot .wb-error")).to_contain_text("The column 'id' has no type.")
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    shops = "print([len(e.attributes) for e in project.model.entities if str(e.name) == 'shops'])"
    assert person.run(shops) in ("[]\n", "[0]\n")  # the last text that was right
    page.keyboard.type(" bigi")
    expect(page.locator(".cm-tooltip-autocomplete")).to_contain_text("bigint")
    page.wait_for_timeout(200)  # a proposal is taken only once it could be read
    page.keyboard.press("Tab")
    person.picture("text")
    expect(page.locator('.wb-canvas [data-entity="shops"]')).to_have_count(1)
    expect(page.locator(".wb-text-foot")).to_contain_text("In step with the canvas")
    person.until("print(project.model.attribute('shops', 'id').type)", "int64\n")
    last = int(page.locator(".wb-app").get_attribute("data-revision"))
    expect(editor).to_contain_text("Table shops { id bigint}")

    # The output follows the model.
    tab(page, "output")
    written = page.locator(".wb-written")
    expect(written).to_contain_text("CREATE TABLE shops")
    page.get_by_label("What the model is written as").select_option("ddl:sqlite")
    expect(written).to_contain_text("STRICT")
    page.get_by_label("File to save it to").fill("out.sql")
    page.locator(".wb-output-pane").get_by_role("button", name="Save").click()
    expect(page.locator(".wb-told")).to_contain_text("Saved to out.sql")
    assert (lab.folder / "out.sql").read_text() == written.inner_text()
    person.accessible()

    # All of it back, byte for byte, and forth again.
    final = person.run("print(project.text)")
    undo, redo = (page.locator(f".wb-{name}") for name in ("undo", "redo"))
    steps = 0
    while undo.is_enabled():
        undo.click()
        steps += 1
        at_revision(page, last + steps)
    assert person.run("print(project.text, end='')") == TEXT
    expect(entities).to_have_count(2)
    expect(page.locator(".wb-file .wb-dot")).to_have_count(0)  # as it stands on the disk
    for number in range(1, steps + 1):
        redo.click()
        at_revision(page, last + steps + number)
    expect(redo).to_be_disabled()
    assert person.run("print(project.text)") == final

    # Saved: the bytes on the disk are the text, and what was there already has not moved.
    expect(page.locator(".wb-file .wb-dot")).to_have_count(1)
    page.locator(".wb-save").click()
    expect(page.locator(".wb-file .wb-dot")).to_have_count(0)
    saved = (lab.folder / "shop.dbml").read_text()
    assert saved == final[:-1]
    assert TEXT in saved
    assert '"more will come"' in (lab.folder / "shop.workbench.json").read_text()

    # A change made in a cell is seen at once.
    person.run("from workbench.model import Entity; project.add(Entity(name='depots'))")
    expect(page.locator('.wb-canvas [data-entity="depots"]')).to_have_count(1)
    tab(page, "table")
    head(page, "orders").click()
    person.picture("light")
    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', { theme: 'JupyterLab Dark' })")
    expect(page.locator(".wb-app")).to_have_attribute("data-theme", "dark")
    person.picture("dark")
    for pane in ("text", "findings", "output", "table"):
        tab(page, pane)
        person.accessible()


def test_what_others_write_to_the_file_is_seen_and_a_conflict_is_shown(lab, person):
    page, path = person.page, Path(lab.folder / "both.dbml")
    path.write_text(TEXT)
    declare = "from workbench import Project\nproject = Project.open('both.dbml')\nproject.edit()"
    person.open(lab.notebook("both.ipynb", declare))
    expect(page.locator(".wb-canvas [data-entity]")).to_have_count(2)

    # Nothing waits to be saved: what stands in the file is the model.
    path.write_text(TEXT + "Table shops {\n  id int64 [pk]\n}\n")
    expect(page.locator('.wb-canvas [data-entity="shops"]')).to_have_count(1)
    expect(page.locator(".wb-banner")).to_have_count(0)
    assert person.run("print(project.session.dirty)") == "False\n"

    # Both have changed: each is shown, and nothing is lost.
    page.wait_for_timeout(400)
    column(page, "orders", "state").dblclick()
    page.keyboard.type("status")
    page.keyboard.press("Enter")
    expect(column(page, "orders", "status")).to_have_count(1)
    path.write_text(TEXT + "Table shops {\n  id int64 [pk]\n  town text\n}\n")
    banner = page.locator("[data-banner=conflict]")
    expect(banner).to_contain_text("both.dbml was changed by another program, and here too.")
    banner.get_by_role("button", name="Show both").click()
    expect(banner.get_by_label("What was changed there").locator(".wb-diff-add")).to_contain_text("town text")
    expect(banner.get_by_label("What was changed here").locator(".wb-diff-add")).to_contain_text("status text")
    person.picture("conflict")
    banner.get_by_role("button", name="Merge both").click()
    expect(column(page, "shops", "town")).to_have_count(1)
    expect(column(page, "orders", "status")).to_have_count(1)
    expect(banner).to_have_count(0)
    page.locator(".wb-save").click()
    expect(page.locator(".wb-file .wb-dot")).to_have_count(0)
    assert "town text" in path.read_text()
    assert "status text" in path.read_text()


def test_unsaved_work_is_offered_again_after_the_kernel_was_killed(lab, person):
    page = person.page
    (lab.folder / "kept.dbml").write_text(TEXT)
    declare = "from workbench import Project\nproject = Project.open('kept.dbml')\nproject.edit()"
    person.open(lab.notebook("kept.ipynb", declare))
    expect(page.locator(".wb-canvas [data-entity]")).to_have_count(2)
    page.wait_for_timeout(400)
    column(page, "orders", "state").dblclick()
    page.keyboard.type("status")
    page.keyboard.press("Enter")
    expect(column(page, "orders", "status")).to_have_count(1)
    box = head(page, "orders").bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 140, box["y"] + 90, steps=5)
    page.mouse.up()
    expect(page.locator(".wb-undo")).to_have_attribute("title", "Undo: move orders in the diagram (Ctrl+Z)")
    places = person.run("print(project.session.state.layout)")
    page.wait_for_timeout(1000)  # what is typed is kept a moment later

    page.evaluate(
        """async () => {
          const { sessionContext } = window.jupyterapp.shell.currentWidget;
          await sessionContext.session.kernel.restart();
        }"""
    )
    person.again()
    banner = page.locator("[data-banner=found]")
    expect(banner).to_contain_text("was never saved")
    expect(column(page, "orders", "state")).to_have_count(1)
    banner.get_by_role("button", name="Show what it changes").click()
    expect(banner.locator(".wb-diff-add")).to_contain_text("status text")
    person.picture("found")
    banner.get_by_role("button", name="Bring it back").click()
    expect(column(page, "orders", "status")).to_have_count(1)
    expect(banner).to_have_count(0)
    assert person.run("print(project.session.state.layout)") == places

    # Saved, it comes back by itself, with its layout.
    page.locator(".wb-save").click()
    expect(page.locator(".wb-file .wb-dot")).to_have_count(0)
    page.evaluate("window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    page.wait_for_timeout(500)
    person.again()
    expect(column(page, "orders", "status")).to_have_count(1)
    assert person.run("print(project.session.state.layout)") == places
    expect(page.locator(".wb-banner")).to_have_count(0)


def test_a_cell_of_dbml_declares_a_project_that_can_be_edited_by_keyboard(lab, person):
    page = person.page
    cell = "%%dbml shop\nTable customers { id int64 [pk] }\nTable orders { id int64 [pk] }"
    wrong = "%%dbml shop\nTable customers {\n  id\n}"
    person.open(lab.notebook("dbml.ipynb", "%load_ext workbench", cell, "shop.edit()", wrong))
    entities = page.locator(".wb-canvas [data-entity]")
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

    # A model without a pointer: choose, walk, rename, retype, toggle by the menu, add, move, drop.
    orders = page.locator('.wb-canvas [data-entity="orders"]')
    orders.focus()
    page.keyboard.press("Enter")
    expect(orders).to_have_attribute("aria-current", "true")
    expect(page.get_by_label("Name of the table")).to_have_value("orders")
    page.keyboard.press("Insert")
    at_revision(page, 1)
    page.keyboard.type("placed")
    page.keyboard.press("Enter")
    at_revision(page, 2)
    orders.focus()
    for key in ("ArrowDown", "ArrowDown"):
        page.keyboard.press(key)
    expect(orders).to_have_attribute("aria-label", "entity orders, 2 attributes, at placed")
    page.keyboard.press("t")
    page.keyboard.type("timestamptz")
    page.keyboard.press("Enter")
    at_revision(page, 3)
    orders.focus()
    page.keyboard.press("Shift+F10")
    expect(page.get_by_role("menu")).to_be_visible()
    person.picture("menu")
    person.accessible()
    page.keyboard.press("r")  # from Rename, where it opens, to Required
    page.keyboard.press("Enter")
    at_revision(page, 4)
    placed = person.run("a = shop.model.attribute('orders', 'placed'); print(a.type, a.nullable)")
    assert placed == "timestamptz False\n"
    orders.focus()
    page.keyboard.press("Alt+ArrowUp")
    at_revision(page, 5)
    assert person.run("print([a.name for a in shop.model.entity('orders').attributes])") == "['placed', 'id']\n"
    page.keyboard.press("Control+d")
    at_revision(page, 6)
    page.keyboard.press("Delete")
    at_revision(page, 7)
    assert person.run("print([a.name for a in shop.model.entity('orders').attributes])") == "['placed_2', 'id']\n"
    person.picture("keyboard")

    # Pan by dragging, and the wheel zooms where a person works; elsewhere the page scrolls.
    page.wait_for_timeout(500)
    seen = view.get_attribute("style")
    box = canvas.bounding_box()
    x, y = box["x"] + box["width"] - 60, box["y"] + 120
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y + 40, steps=4)
    page.mouse.up()
    expect(view).not_to_have_attribute("style", seen)
    moved = view.get_attribute("style")
    page.mouse.wheel(0, -200)
    expect(view).not_to_have_attribute("style", moved)
