"""Factsheet: what stands on the page is what was measured; nothing of people, nothing that acts."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

import workbench
from workbench.errors import UnknownNameError
from workbench.facts import ColumnFacts, Facts, TableFacts
from workbench.factsheet import fragment, page, sheet
from workbench.progress import Progress
from workbench.project import Project

EVIL = '</style><script>alert(1)</script><img src=x onerror="alert(2)">'


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    lines = ["id,email,amount,state,day"]
    for i in range(1, 101):
        state = "" if i % 4 == 0 else "open" if i % 2 else "done"
        lines.append(f"{i},a{i}@example.org,{i * 1.25:.2f},{state},2024-{i % 12 + 1:02}-01")
    (folder / "orders.csv").write_text("\n".join(lines) + "\n")
    (folder / "empty.csv").write_text("a,b\n")
    return Project(folder, progress=Progress()).infer()


def rows(project, **options):
    view = project.profile(**options)
    shown = view._sheet("x")
    return {row.name: row for table in shown.tables if table.name == "orders" for row in table.columns}, shown


def test_rows_hold_what_was_measured(project):
    found, shown = rows(project)
    assert [table.name for table in shown.tables] == ["empty", "orders"]
    assert dict(shown.figures) == {"tables": 2, "columns": 7, "rows": 100}
    state = found["state"]
    assert (state.missing, state.nulls, state.distinct) == (0.25, 25, 2)
    assert [(bar.label, bar.share) for bar in state.bars] == [("open", 0.5), ("done", 0.25)]
    amount = found["amount"]
    assert (amount.type, amount.low, amount.high) == ("decimal(10,2)", "1.25", "125")
    assert sum(amount.bins) == 100
    assert dict(amount.details)["Smallest to largest value"] == "1.25 to 125"
    assert "decimal point" in amount.reason
    assert found["day"].reason == "written as YYYY-MM-DD"
    assert (found["day"].low, found["day"].high) == ("2024-01-01", "2024-12-01")
    assert (found["id"].unique, found["day"].unique) == (True, False)
    assert shown.tables[1].key == ("id",)


def test_what_a_row_is_stands_everywhere(tmp_path):
    (tmp_path / "orders.csv").write_text("order_id,name\n" + "".join(f"{i},n{i % 7}\n" for i in range(1, 61)))
    lines = "".join(f"{1 + i // 3},{i % 3},{i % 5}\n" for i in range(180))
    (tmp_path / "order_lines.csv").write_text("order_id,line_no,amount\n" + lines)
    (tmp_path / "log.csv").write_text("a,b\n" + "1,2\n" * 30)
    view = Project(tmp_path, progress=Progress()).profile()
    shown = {table.name: table for table in view._sheet("x").tables}
    said = {
        "log": "No key: rows may repeat",
        "order_lines": "One row per order and line number",
        "orders": "One row per order",
    }
    assert {name: table.grain for name, table in shown.items()} == said
    assert shown["order_lines"].key == ("order_id", "line_no")
    assert [row.refers for row in shown["order_lines"].columns] == [("orders.order_id",), (), ()]
    for text in (repr(view), view._repr_html_(), view.page().text):
        assert all(f"{sentence}." in text for sentence in said.values())


def test_what_refers_to_a_person_is_masked_too(tmp_path):
    emails = [f"ann{i}@example.org" for i in range(60)]
    (tmp_path / "people.csv").write_text("email,city\n" + "".join(f"{e},b{i % 9}\n" for i, e in enumerate(emails)))
    notes = "".join(f"{i},{emails[i % 60]}\n" for i in range(300))
    (tmp_path / "notes.csv").write_text("note_id,people\n" + notes)
    view = Project(tmp_path, progress=Progress()).profile()
    assert "@example.org" not in view._repr_html_()


def test_ranks_are_those_of_a_sort(project):
    found, _ = rows(project)
    by_name = sorted(found, key=lambda name: found[name].order[0])
    assert by_name == ["amount", "day", "email", "id", "state"]
    by_missing = sorted(found, key=lambda name: found[name].order[2])
    assert by_missing[-1] == "state"
    by_distinct = [found[name].distinct for name in sorted(found, key=lambda name: found[name].order[3])]
    assert by_distinct == [2, 12, 100, 100, 100]


def test_values_of_people_are_masked_until_somebody_asks(project):
    found, _ = rows(project)
    assert found["email"].personal == "email"
    for html in (project.profile()._repr_html_(), project.profile().page().text):
        assert "@example.org" not in html
        assert "(masked)" in html
    assert "@example.org" in project.profile(show_personal=True)._repr_html_()


def test_masked_is_said_only_of_what_has_a_value(tmp_path):
    lines = "".join(f"{i},a{i}@example.org,,\n" for i in range(40))
    (tmp_path / "people.csv").write_text("id,email,fax,note\n" + lines)
    view = Project(tmp_path, progress=Progress()).profile()
    found = {row.name: (row.masked, row.empty) for row in view._sheet().tables[0].columns}
    assert found == {"id": (False, False), "email": (True, False), "fax": (True, True), "note": (False, True)}
    html = view._repr_html_()
    assert (html.count("(masked)"), html.count("<small>empty</small>")) == (1, 2)


def test_a_page_states_source_day_and_version_but_no_folders(project, tmp_path):
    html = project.profile().page(tmp_path / "shop").text
    day = datetime.now(tz=UTC).astimezone().date()
    assert f"Profile of <bdi>shop</bdi>, written on {day} by Workbench {workbench.__version__}." in html
    assert str(tmp_path) not in html
    assert str(project.source.origin) not in html
    assert "<h1><bdi>Profile</bdi></h1>" in project.profile().page().text


def test_ends_of_a_histogram_are_short(tmp_path):
    lines = "".join(f"{i / 7 + 0.123456789},2024-01-{i % 28 + 1:02} 10:20:30\n" for i in range(60))
    (tmp_path / "t.csv").write_text("x,at\n" + lines)
    found = {row.name: row for row in Project(tmp_path, progress=Progress()).profile()._sheet().tables[0].columns}
    assert (found["x"].low, found["x"].high) == ("0.123457", "8.55203")
    assert (found["at"].low, found["at"].high) == ("2024-01-01", "2024-01-28")
    assert dict(found["at"].details)["Smallest to largest value"] == "2024-01-01 10:20:30 to 2024-01-28 10:20:30"


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def tags(html):
    parser = Tags()
    parser.feed(html)
    return parser.seen


def hostile():
    column = ColumnFacts(
        table=EVIL, column=EVIL, position=0, raw_type="VARCHAR", rows=2, nulls=0, distinct=1, distinct_exact=True,
        minimum=EVIL, maximum=EVIL, values=((EVIL, 2),), sample_rows=2,
    )  # fmt: skip
    return sheet(Facts({EVIL: TableFacts(table=EVIL, origin=EVIL, rows=2, columns=(column,))}), source=EVIL)


def test_names_and_values_are_only_text():
    for html in (fragment(hostile()), page(hostile()).text):
        seen = tags(html)
        assert not [tag for tag, attrs in seen if tag == "img" or any(name.startswith("on") for name in attrs)]
        assert html.count("<script") == (1 if html.startswith("<!doctype") else 0)
        assert html.count("</style") == 1


def test_a_page_loads_nothing(project):
    html = project.profile().page().text
    assert not re.findall(r"(?:src|href)=[\"'](?!#)", html)
    assert "default-src 'none'" in html


def test_tables_are_whole_without_a_style_sheet(project):
    """Each column has a row with all of its cells, whatever a viewer takes away."""
    html = re.sub(r"<style>.*?</style>", "", project.profile()._repr_html_(), flags=re.DOTALL)
    assert html.count("<tr") == 2 + 7
    assert html.count("<td") == 7 * 7
    assert "<script" not in html


def test_a_profile_changes_nothing_and_is_written_as_html(tmp_path, project):
    fresh = Project(project.source.origin, progress=Progress())
    path = fresh.profile(tmp_path / "p.html")
    assert path.read_text().startswith("<!doctype html>")
    assert fresh.text == ""
    assert fresh.model.entities == ()


def test_one_table_alone(project):
    html = project.profile()["orders"]._repr_html_()
    assert "amount" in html
    assert html.count("<h4>") == 1
    with pytest.raises(UnknownNameError, match="orders"):
        project.profile()["order"]


def test_what_is_wrong_with_whole_files_stands_at_the_head(tmp_path):
    (tmp_path / "sound.csv").write_text("a,b\n1,2\n")
    (tmp_path / "broken.csv").write_bytes(b"a,b\n1,\0\n")
    view = Project(tmp_path, progress=Progress()).profile()
    for html in (view._repr_html_(), view.page().text):
        assert "broken.csv" in html
        assert "NUL" in html
