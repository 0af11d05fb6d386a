"""A person draws a model on the canvas in real JupyterLab; after each step the Python side is asked what it holds."""

from __future__ import annotations

from playwright.sync_api import expect

TEXT = """// The shop, as it began.
Table customers {
  id int64 [pk]
  name text
}

Table orders {
  id int64 [pk]
  customer int64 [not null]
  state text
}
"""
DECLARE = f"""
from workbench.session import Session
from workbench.widget import edit

session = Session.of_text({TEXT!r})
editor = edit(session)
"""


def revision(page, number):
    expect(page.locator(".wb-app").first).to_have_attribute("data-revision", str(number))


def column(page, table, name):
    return page.locator(f'.wb-canvas [data-entity="{table}"] [data-attribute="{name}"]')


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_person_draws_a_model(lab, person):
    page = person.page
    person.open(lab.notebook("canvas.ipynb", DECLARE, "editor"))
    tables = page.locator(".wb-canvas [data-entity]")
    expect(tables).to_have_count(2)
    revision(page, 0)

    # A line from a column to a column is a reference, wherever on its row it ends.
    column(page, "orders", "customer").hover()
    source = column(page, "orders", "customer").locator(".react-flow__handle-left")
    page.mouse.move(*middle(source))
    page.mouse.down()
    page.mouse.move(*middle(column(page, "customers", "id").locator(".wb-name")), steps=12)
    page.mouse.up()
    revision(page, 1)
    assert person.run("print(session.model.references[0], session.model.references[0].parent_cardinality.value)") == (
        "orders(customer) → customers(id) 1\n"
    )
    lines = page.locator(".wb-canvas [data-reference]")
    expect(lines).to_have_count(1)

    # The lines of the table under the pointer stand out.
    page.mouse.move(*middle(page.locator('.wb-canvas [data-entity="customers"] .wb-head')))
    expect(page.locator(".wb-canvas .wb-near")).to_have_count(1)

    # A name is changed where it stands.
    column(page, "orders", "state").dblclick()
    page.keyboard.type("status")
    page.keyboard.press("Enter")
    revision(page, 2)
    expect(column(page, "orders", "status")).to_be_visible()
    page.locator('.wb-canvas [data-entity="customers"] .wb-head').dblclick()
    page.keyboard.type("people")
    page.keyboard.press("Enter")
    revision(page, 3)
    assert person.run("print(session.model.references[0])") == "orders(customer) → people(id)\n"

    # What cannot be is said, and nothing has changed.
    column(page, "orders", "status").dblclick()
    page.keyboard.type("customer")
    page.keyboard.press("Enter")
    expect(page.locator(".wb-refusal")).to_contain_text("There is already an attribute orders.customer.")
    revision(page, 3)
    page.locator(".wb-refusal button").click()
    expect(page.locator(".wb-refusal")).to_have_count(0)

    # A table and a column are added; a table is moved, and what is chosen is dropped.
    page.get_by_role("button", name="+ Table").click()
    revision(page, 4)
    page.locator('.wb-canvas [data-entity="table_1"] .wb-head').click()
    page.get_by_role("button", name="+ Column").click()
    revision(page, 5)
    expect(column(page, "table_1", "column_1")).to_have_count(1)
    x, y = middle(page.locator('.wb-canvas [data-entity="orders"] .wb-head'))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 90, y + 60, steps=6)
    page.mouse.up()
    revision(page, 6)
    expect(lines).to_have_count(1)
    assert person.run("print(len(session.state.layout))") == "3\n"
    person.picture("drawn")
    page.locator('.wb-canvas [data-entity="table_1"] .wb-head').click()
    page.keyboard.press("Delete")
    revision(page, 7)
    expect(tables).to_have_count(2)

    # All of it back, byte for byte, and forth again, with the keyboard.
    final = person.run("print(session.text)")
    for number in range(8, 15):
        page.keyboard.press("Control+z")
        revision(page, number)
    assert person.run("print(session.text, end='')") == TEXT
    expect(lines).to_have_count(0)
    for number in range(15, 22):
        page.keyboard.press("Control+Shift+z")
        revision(page, number)
    assert person.run("print(session.text)") == final
    expect(lines).to_have_count(1)


def test_two_canvases_of_one_session_stay_in_step_and_a_search_finds(lab, person):
    page = person.page
    person.open(lab.notebook("two.ipynb", DECLARE, "editor", "edit(session)"))
    first, second = page.locator(".wb-canvas").nth(0), page.locator(".wb-canvas").nth(1)
    expect(second.locator("[data-entity]")).to_have_count(2)
    first.get_by_role("button", name="+ Table").click()
    expect(second.locator('[data-entity="table_1"]')).to_have_count(1)
    second.get_by_label("Find a table").fill("ord")
    expect(second.locator('[data-entity="orders"]')).to_have_attribute("aria-current", "true")
    assert person.run("print(len(session.model.entities))") == "3\n"
    assert page.evaluate("globalThis.workbenchModules.size") == 1  # fetched once for both


MANY = TEXT + "".join(f"\nTable t{n} {{\n  id int64 [pk]\n  a text\n  b text\n}}\n" for n in range(12))
LARGER = DECLARE.replace(repr(TEXT), repr(MANY))


def test_hands_find_what_they_expect(lab, person):
    page = person.page
    person.open(lab.notebook("hands.ipynb", LARGER, "editor"))
    expect(page.locator(".wb-canvas [data-entity]")).to_have_count(14)

    # A type is typed, completed and taken.
    page.get_by_label("Find a table").fill("orders")
    expect(column(page, "orders", "state")).to_be_visible()
    page.wait_for_timeout(500)  # the view glides there
    column(page, "orders", "state").locator(".wb-type").dblclick()
    page.keyboard.type("dec")
    options = page.locator(".wb-options [role=option]")
    expect(options.first).to_contain_text("decimal")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    revision(page, 1)
    assert person.run("print(session.model.attribute('orders', 'state').type)").startswith("decimal")

    # The chosen table is marked, and its menu is the only one.
    head = page.locator('.wb-canvas [data-entity="orders"] .wb-head')
    head.click()
    assert (
        page.locator('.wb-canvas [data-entity="orders"]').evaluate("box => getComputedStyle(box).boxShadow") != "none"
    )
    head.click(button="right")
    expect(page.locator(".wb-menu")).to_be_visible()
    expect(page.locator(".lm-Menu:not(.lm-MenuBar)")).to_have_count(0)
    page.keyboard.press("Escape")
    page.locator(".wb-canvas .react-flow__pane").click(button="right", position={"x": 300, "y": 450})
    expect(page.locator(".lm-Menu:not(.lm-MenuBar)")).to_have_count(0)

    # What is asked for once is not asked for again.
    head.click(button="right")
    page.get_by_role("menuitem", name="Comment, colour, subject area").click()
    page.get_by_label("Find a table").fill("t3")
    page.wait_for_timeout(500)
    page.locator('.wb-canvas [data-entity="t3"] .wb-head').click()
    page.keyboard.press("Delete")
    revision(page, 2)
    assert person.run("print(session.model.has_entity('t3'))") == "False\n"

    # A text that is longer than its pane scrolls there.
    page.get_by_role("tab", name="Text").click()
    scroller = page.locator(".wb-pane-text .cm-scroller")
    expect(scroller).to_be_visible()
    pane = page.locator(".wb-pane-text").bounding_box()
    page.mouse.move(pane["x"] + 100, pane["y"] + 100)
    page.mouse.wheel(0, 400)
    page.wait_for_function("document.querySelector('.wb-pane-text .cm-scroller').scrollTop > 100")
    assert page.locator(".wb-app").evaluate("app => app.scrollHeight <= app.clientHeight + 1")
