"""Syntax tree: what settings say."""

from workbench.formats.dbml.syntax import NO_SETTINGS, Setting, Settings, Value

NOTES = [Setting("note", Value("string", text), (0, 1)) for text in ("a", "b")]
TWO = Settings([NOTES[0], Setting("pk", None, (1, 2)), NOTES[1]], (0, 9))


def test_the_last_setting_of_a_name_counts():
    assert TWO.get("note").text == "b"
    assert TWO.get("color") is None
    assert TWO.get("pk") is None


def test_a_flag_is_set_when_one_of_its_names_is_there():
    assert TWO.has("primary key", "pk")
    assert not TWO.has("unique")
    assert not NO_SETTINGS.has("pk")
