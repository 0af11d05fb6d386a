import pytest

from workbench import dictionary, targets
from workbench.dictionary._format import Format
from workbench.errors import TextError, UnknownNameError
from workbench.model import Model


@pytest.mark.parametrize("name", dictionary.formats())
def test_every_format_is_a_target_that_says_what_it_writes(name, shop, facts, findings):
    target = targets.load("workbench.dictionary", name)
    assert isinstance(target, Format)
    assert target.name == name
    artefact = dictionary.write(shop, name, facts=facts, findings=findings, title="The shop")
    assert artefact.path == f"dictionary{target.suffixes[0]}"
    assert artefact.media_type == target.media_type
    assert "The shop" in artefact.text


@pytest.mark.parametrize("name", dictionary.formats())
def test_no_format_shows_personal_values_unasked(name, shop, facts, findings):
    masked = dictionary.write(shop, name, facts=facts, findings=findings).text
    assert "example.org" not in masked
    assert "are masked" in masked
    shown = dictionary.write(shop, name, facts=facts, findings=findings, show_personal=True).text
    assert "ada@example.org" in shown
    assert "are masked" not in shown


@pytest.mark.parametrize("name", dictionary.formats())
def test_no_format_shows_where_the_data_lie_nor_a_password(name, shop, facts):
    text = dictionary.write(shop, name, facts=facts).text
    assert "secret" not in text
    assert "/home" not in text


@pytest.mark.parametrize("name", dictionary.formats())
def test_an_empty_model_is_a_dictionary_too(name):
    assert "The model has no tables yet." in dictionary.write(Model(), name).text


@pytest.mark.parametrize("name", dictionary.formats())
def test_the_same_model_gives_the_same_bytes(name, shop, facts, findings):
    first, second = (dictionary.write(shop, name, facts=facts, findings=findings).data for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("path", "name"), [("a.md", "markdown"), ("A.HTML", "html"), ("x/y.htm", "html"), ("a.b.markdown", "markdown")]
)
def test_the_ending_tells_the_format(path, name):
    assert dictionary.format_of(path) == name


def test_an_unknown_ending_names_the_known_ones():
    with pytest.raises(UnknownNameError) as caught:
        dictionary.format_of("shop.mdd")
    assert str(caught.value).startswith(
        "There is no dictionary format for the ending '.mdd'. Did you mean '.md'? Known: .htm, .html,"
    )


def test_a_name_without_ending_is_named():
    with pytest.raises(UnknownNameError, match=r"^shop: There is no dictionary format for the ending ''"):
        dictionary.format_of("shop")


def test_an_unknown_format_names_the_known_ones():
    with pytest.raises(UnknownNameError, match=r"There is no dictionary format 'htm'\. Did you mean 'html'\?"):
        dictionary.write(Model(), "htm")


def test_a_diagram_that_is_none_is_refused(shop):
    with pytest.raises(TextError, match="The diagram is not an SVG document"):
        dictionary.write(shop, "html", diagram_svg="<p>no</p>")
