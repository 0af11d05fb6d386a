"""Display: what notebooks show, without JavaScript, with everything escaped and nothing personal."""

from __future__ import annotations

import pytest

from workbench.display import FactsView, FindingsView, Page, Picture, Raw, Text, findings_html, frame, table
from workbench.findings import Evidence, Figure, Finding, Findings
from workbench.model import Subject
from workbench.profile import measure
from workbench.sources import open_source

EVIL = "<script>alert('x')</script>"
FINDINGS = Findings(
    [
        Finding(
            "X-001-x", "advice", Subject.attribute("t", EVIL), f"Do {EVIL}.",
            Evidence(figures=(Figure("rows", 3, "rows"),)), confidence=0.5,
        ),
        Finding("X-002-y", "error", Subject.entity("t"), "Mend it."),
    ]
)  # fmt: skip


@pytest.fixture
def facts(tmp_path):
    (tmp_path / "t.csv").write_text(f'id,"{EVIL}",email\n1,"{EVIL}",a@b.de\n2,,c@d.de\n')
    with open_source(tmp_path) as source:
        return measure(source)


def test_cells_are_escaped_unless_made_here():
    html = table([EVIL], [[EVIL], [Raw("<b>x</b>")]])
    assert "<script>" not in html
    assert html.count("&lt;script&gt;") == 2
    assert "<td><b>x</b></td>" in html


def test_findings_as_a_table_numbered_as_they_are_accepted():
    html = findings_html(dict(enumerate(FINDINGS)))
    assert "<script>" not in html
    assert html.index("<td>0</td><td>error</td>") < html.index("<td>1</td><td>advice</td>")
    assert "<td>0.50</td><td>measured: rows 3 rows</td><td><span class='wb-muted'>–</span></td><td>X-001-x</td>" in html


def test_a_view_of_findings_is_a_sequence_with_a_frame():
    view = FindingsView(FINDINGS)
    assert len(view) == 2
    assert view[0].code == "X-002-y"
    assert [f.code for f in view[1:]] == ["X-001-x"]
    assert [f.code for f in view.where(severity="advice")] == ["X-001-x"]
    assert list(view.to_frame()["code"]) == ["X-002-y", "X-001-x"]
    assert repr(view).splitlines()[0] == "[0]  error: t: Mend it. [X-002-y]"
    assert repr(FindingsView(Findings())) == "<no findings>"
    assert view._repr_html_() == findings_html(dict(enumerate(FINDINGS)))


def test_facts_as_tables_and_frame(facts):
    view = FactsView(facts, frozenset({("t", "email")}))
    html = view._repr_html_()
    assert "<script>" not in html
    assert "a@b.de" not in html
    assert "(masked)" in html
    assert "width:50%" in html  # half of the values are missing
    assert repr(view) == "t: 2 rows, 3 columns"
    rows = view.to_frame()
    assert list(rows.columns) == ["subject", "measure", "value", "unit", "source"]
    masked = rows[rows["value"] == "(masked)"]
    assert set(masked["subject"]) == {"t.email"}
    assert set(masked["measure"]) == {"minimum", "maximum"}
    assert "a@b.de" not in rows.to_string()
    assert "a@b.de" in FactsView(facts, frozenset()).to_frame().to_string()


def test_pictures_texts_and_pages():
    assert Picture("<svg/>")._repr_html_() == "<svg/>"
    assert repr(Picture("x" * 1234)) == "<Picture: 1,234 characters of SVG>"
    text = Text(f"SELECT {EVIL}", FINDINGS)
    assert str(text) == repr(text) == f"SELECT {EVIL}"
    assert "<script>" not in text._repr_html_()
    assert "X-001-x" in text._repr_html_()
    assert "X-001" not in Text("SELECT 1")._repr_html_()
    page = Page(f'<p title="a">{EVIL}</p>')._repr_html_()
    assert page.startswith('<iframe srcdoc="&lt;p title=&quot;a&quot;&gt;')
    assert 'sandbox="allow-scripts"' in page
    assert repr(Page("abc")) == "<Page: 3 characters of HTML>"


def test_rows_become_a_frame():
    assert frame([{"a": 1}, {"a": 2}])["a"].sum() == 3
