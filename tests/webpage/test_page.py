import base64
import hashlib
import re

import jinja2
import pytest

from workbench.webpage import render

NOTHING = dict.fromkeys(("figures", "engines", "proofs", "faults", "groups", "ddl", "files"), ())
CONTEXT = NOTHING | dict.fromkeys(("summary", "diagram", "diagram_file", "dictionary_file", "dbml"))


@pytest.fixture
def page():
    return render("workbench.document", "index.html.j2", CONTEXT | {"title": "a\x00<b>\u202ec"})


def test_values_are_escaped_and_made_visible(page):
    assert "<h1><bdi>a�&lt;b&gt;�c</bdi></h1>" in page


def test_the_policy_allows_the_one_script_of_the_page_and_nothing_else(page):
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy.replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")


def test_nothing_is_fetched(page):
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//|@import|url\(", page)


def test_a_template_that_names_what_is_not_there_is_an_error():
    with pytest.raises(jinja2.UndefinedError, match="title"):
        render("workbench.document", "index.html.j2", {})
