"""The list of nouns, made of a small dictionary in WordNet's format (wndb(5WN), senseidx(5WN))."""

import importlib.util
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "make_words.py"

# offset, file number, part of speech, number of words (hexadecimal), words with a number each, number of pointers,
# pointers of four fields each; @ points to what is wider, ;u to how it is used.
NOUNS = """\
  1 Permission to use, copy and distribute is granted.
00001740 03 n 01 entity 0 000 | all there is
00000010 18 n 02 person 0 individual 0 001 @ 00001740 n 0000 | a human being
00000020 18 n 02 doctor 0 physician 0 001 @ 00000010 n 0000 | who heals
00000030 18 n 01 surgeon 0 001 @ 00000020 n 0000 | who heals with a knife
00000040 06 n 02 structure 0 construction 0 001 @ 00001740 n 0000 | what is built
00000050 06 n 01 station 0 001 @ 00000040 n 0000 | where trains stop
00000060 18 n 01 lout 0 002 @ 00000010 n 0000 ;u 00000070 n 0000 | a rude person
00000070 10 n 01 disparagement 0 001 @ 00001740 n 0000 | rude words
00000080 26 n 01 status 0 001 @ 00001740 n 0000 | how things stand
00000090 18 n 01 Smith 0 001 @ 00000010 n 0000 | a name
00000095 18 n 02 prime_minister 0 premier 0 001 @ 00000010 n 0000 | who leads
"""
# word%type:file:…, offset, number of the sense, how often it was met
SENSES = """\
doctor%1:18:00:: 00000020 1 50
individual%1:18:00:: 00000010 1 90
physician%1:18:00:: 00000020 1 7
surgeon%1:18:00:: 00000030 1 3
station%1:06:00:: 00000050 1 20
station%1:26:00:: 00000080 2 1
lout%1:18:00:: 00000060 1 2
status%1:26:00:: 00000080 1 20
smith%1:18:00:: 00000090 1 4
prime_minister%1:18:00:: 00000095 1 4
premier%1:18:00:: 00000095 1 0
doctor%2:31:00:: 00000020 1 9
"""


@pytest.fixture
def made(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("scripts_make_words", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "scripts_make_words", module)
    spec.loader.exec_module(module)
    (tmp_path / "data.noun").write_text(NOUNS)
    (tmp_path / "index.sense").write_text(SENSES)
    monkeypatch.setattr(module, "TARGET", tmp_path / "words.txt")
    monkeypatch.setattr(module, "LICENCE", tmp_path / "words-licence.txt")
    module.main(tmp_path)
    return tmp_path


def test_words_stand_with_what_they_are_of_and_what_is_wider(made):
    assert (made / "words.txt").read_text().splitlines() == [
        "doctor p physician",
        "individual p",
        "physician p doctor",
        "premier p",
        "station l",
        "surgeon p doctor physician",
    ]


def test_the_licence_is_the_head_of_the_dictionary(made):
    assert (made / "words-licence.txt").read_text() == "Permission to use, copy and distribute is granted.\n"
