"""Types: from a guess that holds on all rows to a proposal; and whether the model's type still holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.advise.tables import Q, column, with_type
from workbench.advise import settle
from workbench.advise.types.reading import judge
from workbench.facts import Facts, FitFact, TableFacts
from workbench.model import Attribute, AttributeBinding, Entity, Model, parse_type
from workbench.progress import Progress
from workbench.project import Project


def facts(name, values):
    one = column(name, values)
    return Facts({"t": TableFacts(table="t", origin="t.csv", rows=len(values), columns=(one,))})


def answering(**measured):
    """Answers to each question of fit: as measured, or all values fit."""

    def answer(questions):
        return {
            q: FitFact(question=q, **{"values": 100, "misfits": 0, "nulls": 0, "distinct": 50, **measured})
            for q in questions
        }

    return answer


def judged(texts, name="a", attribute=None, **measured):
    attribute = attribute or Attribute(name=name)
    model = Model(entities=(Entity(name=Q("t"), attributes=(attribute,)),))
    found, known = settle([judge], facts(name, texts), model, answering(**measured))
    return found, known


def proposed(texts, name="a", **measured):
    found, _ = judged(texts, name, **measured)
    (finding,) = found.where(code="TYPE-001")
    changed = dict(finding.edits[0].values)
    return str(changed["type"]), changed["nullable"], finding.confidence


NUMBERS = [str(n) for n in range(100)]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("is_new", ["0", "1"], "boolean"),
        ("has_children", ["0", "1", "NA"], "boolean"),
        ("Discontinued", ["0", "1"], "boolean"),
        ("children", ["0", "1"], "int32"),  # a count
        ("is_new", ["0", "1", "2"], "int32"),
        ("is_new", ["0", "0"], "int32"),  # one value tells nothing
    ],
)
def test_zero_and_one_are_no_and_yes_where_the_name_asks_whether(name, values, expected):
    assert proposed(values * 20, name, minimum="0", maximum="2")[0] == expected


def test_the_unit_of_an_amount_is_kept():
    found, _ = judged(["$1,003.62", "$7.50"] * 20, "price", digits=4, scale=2)
    (finding,) = found.where(code="TYPE-001")
    changed = dict(finding.edits[0].values)
    assert (str(changed["type"]), changed["unit"]) == ("decimal(10,2)", "$")
    assert (changed["binding"].unit_mark, changed["binding"].thousands_mark) == ("$", ",")
    assert "beside '$', which is the unit and no part of the value" in finding.message


@pytest.mark.parametrize(
    ("values", "measured", "expected"),
    [
        (NUMBERS, {"minimum": "0", "maximum": "99"}, "int32"),
        (NUMBERS, {"minimum": "0", "maximum": "1073741823"}, "int32"),  # half of what 32 bits hold is room to grow
        (NUMBERS, {"minimum": "0", "maximum": "1073741824"}, "int64"),
        (NUMBERS, {"minimum": "-1073741824", "maximum": "9"}, "int64"),
        (["1.50", "2.25"] * 50, {"digits": 3, "scale": 2}, "decimal(10,2)"),  # money as people write it
        (["1.5", "2.2"] * 50, {"digits": 3, "scale": 1}, "decimal(6,1)"),  # two digits more than were seen
        (["1.50", "2.25"] * 50, {"digits": 12, "scale": 2}, "decimal(16,2)"),
        (["1.0", "2.0"] * 50, {"digits": 1, "scale": 0}, "int32"),
        (["DE", "FR"] * 50, {}, "char(2)"),
        (["007", "012"] * 50, {}, "char(3)"),
        (["a b", "c d"] * 50, {}, "text(10)"),  # no codes
        (["ab", "abc"] * 5, {}, "text(10)"),
        (["a", "x" * 8] * 50, {}, "text(10)"),
        (["a", "x" * 9] * 50, {}, "text(20)"),  # a quarter to spare
        (["a", "x" * 204] * 50, {}, "text(255)"),
        (["a", "x" * 205] * 50, {}, "text"),
    ],
)
def test_the_size_of_a_type_follows_from_all_values(values, measured, expected):
    assert proposed(values, **measured)[0] == expected


@pytest.mark.parametrize("name", ["lat", "Latitude", "geo_lon", "lng", "storeLongitude"])
def test_coordinates_are_measurements(name):
    assert proposed(["52.5200", "13.4050"] * 50, name, scale=4, digits=2)[0] == "float64"


@pytest.mark.parametrize("name", ["latest", "flat", "long_price", "salon"])
def test_other_names_are_no_coordinates(name):
    assert proposed(["52.5200", "13.4050"] * 50, name, scale=4, digits=2)[0] == "decimal(8,4)"


def test_coordinates_that_are_no_numbers_stay_what_they_are():
    assert proposed(["north", "south"] * 50, "lat")[0] == "char(5)"


def test_the_number_of_rows_says_how_sure_it_is():
    assert proposed(NUMBERS, values=100)[2] == 0.99
    assert proposed(NUMBERS, values=20)[2] == 0.97
    assert proposed(NUMBERS, values=19)[2] == 0.95


def test_a_null_makes_it_optional():
    assert proposed(NUMBERS, nulls=1)[1] is True
    assert proposed(NUMBERS, nulls=0)[1] is False


def test_a_few_misfits_are_reported_and_the_type_stands():
    found, _ = judged(NUMBERS, values=1000, misfits=5, examples=("x", "y"))
    (finding,) = found.where(code="TYPE-001")
    assert finding.confidence == 0.965  # 0.97 - 5/1000
    (misfit,) = found.where(code="TYPE-002")
    assert misfit.severity == "warning"
    assert misfit.message == "5 of 1,000 values cannot be read as int32: 'x', 'y'. Mend them at their source."
    assert misfit.evidence.sql.startswith('SELECT * FROM "t" WHERE (')


def test_many_misfits_make_the_next_guess_be_asked():
    values = ["1", "2", "1.5"] * 30

    def answer(questions):
        return {
            q: FitFact(
                question=q, values=90, misfits=30 if str(q.type) == "int64" else 0, nulls=0, distinct=3,
                minimum="1", maximum="2", digits=1, scale=1,
            )
            for q in questions
        }  # fmt: skip

    # A sample that showed whole numbers only: the rest of the rows says otherwise.
    one = replace(column("a", values), values=(("1", 60), ("2", 30)))
    known = Facts({"t": TableFacts(table="t", origin="t.csv", rows=90, columns=(one,))})
    model = Model(entities=(Entity(name=Q("t"), attributes=(Attribute(name="a"),)),))
    found, known = settle([judge], known, model, answer)
    assert [str(question.type) for question in known] == ["int64", "decimal"]
    (finding,) = found.where(code="TYPE-001")
    assert str(dict(finding.edits[0].values)["type"]) == "decimal(4,1)"


def test_a_type_that_somebody_chose_is_checked_and_kept():
    chosen = Attribute(name="a", type=parse_type("int32"), binding=AttributeBinding(null_tokens=("-",)))
    found, known = judged(NUMBERS, attribute=chosen)
    assert list(found) == []
    (question,) = known
    assert (str(question.type), question.binding.null_tokens) == ("int32", ("-",))
    found, _ = judged(NUMBERS, attribute=chosen, misfits=2, examples=("x",))
    assert [f.code for f in found] == ["TYPE-002-misfit"]


def test_misfits_of_personal_values_are_not_shown():
    chosen = Attribute(name="a", type=parse_type("date"), personal="birth date")
    found, _ = judged(NUMBERS, attribute=chosen, misfits=2, examples=("1983-02-29",))
    assert "1983" not in found[0].message
    assert found[0].evidence.personal


def test_columns_with_a_type_of_their_own_become_required_when_they_are_full():
    model = Model(entities=(Entity(name=Q("t"), attributes=(Attribute(name="a", type=parse_type("int32")),)),))
    typed = with_type(facts("a", NUMBERS), "t", "a", "INTEGER")
    found, _ = settle([judge], typed, model, answering())
    assert [(f.code, f.confidence) for f in found] == [("TYPE-003-required", 0.97)]
    assert dict(found[0].edits[0].values) == {"nullable": False}
    typed = with_type(facts("a", [*NUMBERS, None]), "t", "a", "INTEGER")
    assert list(settle([judge], typed, model, answering())[0]) == []


def test_an_empty_table_says_nothing():
    assert list(judged([])[0]) == []


def test_words_that_are_read_as_no_value_are_told():
    found, _ = judged(["None", "Smith", "Lee", "Ray"], "surname", nulls=1)
    (told,) = found.where(code="TYPE-004")
    assert told.message == "1 row says 'None', which is read as no value. Where it is a value, take it out of wb_null."
    assert told.evidence.sql == 'SELECT * FROM "t" WHERE trim("surname") IN (\'None\')'
    found, _ = judged(["NA", "1", "2", "3"], "n", nulls=1)
    assert not found.where(code="TYPE-004")


def test_dates_of_which_no_value_tells_the_order_are_told():
    (finding,) = judged(["01/02/2024", "12/11/2023"] * 10, "day")[0].where(code="TYPE-007")
    assert "%d/%m/%Y" in finding.message
    assert "%m/%d/%Y" in finding.message
    assert not judged(["01/02/2024", "13/11/2023"] * 10, "day")[0].where(code="TYPE-007")


def test_a_text_far_longer_than_nearly_all_others_is_told():
    found, _ = judged(["x" * 10] * 150 + ["y" * 8] * 50 + ["z" * 90], max_length=90)
    (finding,) = found.where(code="TYPE-001")
    assert "up to 90 characters, 99 of 100 of them up to 10" in finding.message
    found, _ = judged(["x" * 10] * 150 + ["z" * 14] * 50, max_length=14)
    assert "99 of 100" not in found.where(code="TYPE-001")[0].message


def test_a_point_groups_digits_where_a_comma_stands_before_fractions_beside_it():
    texts = {"amount": ["5.859", "1.236", "7"] * 20, "price": ["46,98", "7,25", "1,5"] * 20}
    columns = tuple(column(name, values, position=at) for at, (name, values) in enumerate(texts.items()))
    known = Facts({"t": TableFacts(table="t", origin="t.csv", rows=60, columns=columns)})
    model = Model(entities=(Entity(name=Q("t"), attributes=tuple(Attribute(name=name) for name in texts)),))
    found, _ = settle([judge], known, model, answering(digits=4, scale=0, minimum="7", maximum="5859"))
    (amount,) = found.where(code="TYPE-001", subject="t.amount")
    changed = dict(amount.edits[0].values)
    assert (str(changed["type"]), changed["binding"].thousands_mark) == ("int32", ".")
    assert not found.where(code="TYPE-008")


def test_three_digits_behind_each_point_are_told():
    found, _ = judged(["5.859", "1.236", "7"] * 20, digits=1, scale=3)
    (finding,) = found.where(code="TYPE-008")
    assert finding.severity == "warning"
    assert "could be more than a thousand" in finding.message
    assert not judged(["5.859", "0.236"] * 20, digits=1, scale=3)[0].where(code="TYPE-008")  # below one
    assert not judged(["5.859", "1.23"] * 20, digits=1, scale=3)[0].where(code="TYPE-008")


def test_words_that_may_mean_that_nothing_is_known_are_shown_and_not_taken_unasked():
    found, _ = judged(["red", "blue", "unbekannt"] * 20, max_length=9)
    (finding,) = found.where(code="TYPE-009")
    assert finding.message.startswith("20 rows say 'unbekannt'. Read it as no value")
    assert finding.confidence < 0.9
    assert dict(finding.edits[0].values)["binding"].null_tokens == ("unbekannt",)
    assert not judged(["red", "blue"] * 20, max_length=4)[0].where(code="TYPE-009")


def test_numbers_beyond_64_bits_are_decimals_without_a_fraction():
    texts = [str(10**20 + i) for i in range(60)]
    assert proposed(texts, digits=21, scale=0, minimum=texts[0], maximum=texts[-1])[0] == "decimal(23,0)"


@pytest.mark.parametrize("name", ["plz", "zip_code", "PostalCode"])
def test_postal_codes_are_no_numbers(name):
    assert proposed(["10115", "20095", "80331"] * 20, name, max_length=5)[0] == "char(5)"


def test_the_number_of_a_row_is_a_number_whatever_it_is_of():
    assert proposed(["101", "205", "307"] * 20, "ship_to_postal_address_id", max_length=3)[0] == "int32"


def test_numbers_of_accounts_of_which_a_spreadsheet_cut_some_are_no_measurements():
    cut = [str(123456789012 + i * 7) for i in range(60)] + ["1.23457E+11", "1.23458E+11"]
    assert proposed(cut, "account", max_length=12)[0].startswith("text")
    assert proposed([f"{i}.5e-{i % 9}" for i in range(1, 60)], "reading", max_length=7)[0] == "float64"


def test_ibans_whose_check_digits_are_wrong_are_told(tmp_path):
    # DE89… is the example of ISO 13616's registry; one digit of the other is changed.
    def told(*values):
        rows = "".join(f"{i},{value}\n" for i, value in enumerate(values))
        (tmp_path / "t.csv").write_text(f"id,iban\n{rows}")
        found = Project(tmp_path, progress=Progress(), cache=False).infer().findings
        return [f.message for f in found.where(code="TYPE-008")]

    sound, wrong = "DE89370400440532013000", "DE89370400440532013001"
    assert told(*[sound] * 30) == []
    (message,) = told(*[sound] * 30, wrong, wrong)
    assert message.startswith("2 IBANs have wrong check digits")
