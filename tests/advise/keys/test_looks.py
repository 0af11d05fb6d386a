"""Looks: what columns look like before any key is counted; scores are worked out from the rules, by hand."""

from __future__ import annotations

import pytest

from tests.advise.tables import Data, entity
from workbench.advise._naming import naming
from workbench.advise.keys._looks import Looks
from workbench.advise.keys._mentioned import Mentioned
from workbench.facts import Facts, TableFacts, Unique, UniqueFact
from workbench.model import AttributeBinding, Model
from workbench.model.nodes import Attribute, Entity


def looks(one, *others, **columns):
    """Looks of an entity beside others; `columns` are the values in its table."""
    model = Model(entities=(one, *others))
    names = naming(model)
    facts = Data(**{one.source: columns}).facts if columns else Facts()
    table = facts.tables.get(one.source) or TableFacts(table=one.source, origin="", rows=0)
    return Looks(facts, names, Mentioned(names, model, facts), one, table)


def table(name, columns, *, first="x"):
    """An entity of whole numbers; something that says nothing stands first unless told otherwise."""
    return entity(name, *(f"{column} int32" for column in (first, *columns.split()) if column))


def unique(rows, *names):
    return UniqueFact(question=Unique("t", names or ("a",)), rows=rows, distinct=rows, nulls=0)


BOOKS, AUTHORS = entity("books", "id int32"), entity("authors", "id int32")


# -- the score --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "column", "later", "first"),
    [
        # As the name says (see the scores of names), and a tenth more in the first place, up to 1.
        ("orders", "order_id", 1.0, 1.0),
        ("orders", "id", 0.95, 1.0),
        ("orders", "customer_id", 0.3, 0.4),
        ("orders", "total", 0.0, 0.1),
        ("orders", "%", 0.0, 0.1),
        ("größen", "größen_id", 1.0, 1.0),
        # A number inside something else: at most 0.1, unless the table is of these.
        ("order_lines", "line_no", 0.1, 0.2),
        ("lines", "line_no", 1.0, 1.0),
        ("positions", "position", 0.6, 0.7),
        ("positions", "pos_no", 0.9, 1.0),  # the whole name of its table, cut
        ("orders", "sequence", 0.0, 0.1),
        ("order_lines", "order_line_id", 1.0, 1.0),
    ],
)
def test_the_score_is_that_of_the_name_and_more_in_the_first_place(name, column, later, first):
    assert looks(table(name, column)).score(column) == pytest.approx(later)
    assert looks(table(name, column, first="")).score(column) == pytest.approx(first)


def test_what_names_a_part_of_the_own_table_is_another_tables_key_where_there_is_one():
    alone = table("book_author", "book_id")
    assert looks(alone).score("book_id") == pytest.approx(0.85)
    assert looks(alone, BOOKS).score("book_id") == pytest.approx(0.3)
    assert looks(table("book_author", "book_id", first=""), BOOKS).score("book_id") == pytest.approx(0.4)
    assert looks(table("book_author", "book"), BOOKS).score("book") == pytest.approx(0.3)  # 0.6 without books


def test_the_whole_name_of_the_own_table_is_not_taken_for_another_ones():
    # Cards refer to members by member_id, and so does the first column of another table.
    assert looks(table("members", "member_id"), entity("cards", "member_id int32")).score("member_id") == 1.0
    # Nor is that name cut, though it would do for the other.
    cut = looks(table("purchase_orders", "purch_ord_id"), entity("orders", "id int32"))
    assert cut.refers("purch_ord_id")
    assert cut.score("purch_ord_id") == pytest.approx(0.9)


def test_a_short_form_that_leads_its_table_and_is_had_by_others_is_its_key():
    tickets, lines = table("purchases", "total", first="tkt_no"), table("lines", "tkt_no")
    assert looks(tickets).score("tkt_no") == pytest.approx(0.4)
    assert looks(tickets, lines).score("tkt_no") == pytest.approx(0.95)  # 0.85, and first
    # Elsewhere in the table, or where another table leads with it, it is not.
    assert looks(table("purchases", "tkt_no"), lines).score("tkt_no") == pytest.approx(0.3)
    assert looks(tickets, lines, table("boxes", "", first="tkt_no")).score("tkt_no") == pytest.approx(0.4)
    # Without a word that says key, and with hardly any score, it is not either.
    assert looks(table("purchases", "", first="tkt"), table("lines", "tkt")).score("tkt") == pytest.approx(0.1)
    assert looks(table("users", "", first="user"), table("visits", "user")).score("user") == pytest.approx(0.7)
    former = table("purchases", "", first="legacy_no"), table("lines", "legacy_no")
    assert looks(*former).score("legacy_no") == pytest.approx(0.2)


# -- single columns ---------------------------------------------------------------------------------------------


def test_names_are_those_of_the_source_and_a_name_that_is_no_attribute_stands_for_itself():
    renamed = Entity(
        name=BOOKS.name,
        attributes=(Attribute(name="x", binding=AttributeBinding(column="book_id")),),
    )
    one = looks(renamed)
    assert one.column("x").whole == ("book", "id")
    assert one.column("author_id").whole == ("author", "id")
    assert one.score("x") == 1.0


def test_a_name_refers_where_it_mentions_another_table():
    one = looks(table("loans", "book_id reader_id loan_id"), BOOKS)
    assert [one.refers(name) for name in ("book_id", "reader_id", "loan_id", "x")] == [True, False, False, False]


@pytest.mark.parametrize(
    ("column", "like"),
    [
        ("customer_id", True),  # 0.3
        ("loan_id", True),
        ("user_id", True),
        ("total", False),  # says no key
        ("loan", False),
        ("book", False),  # refers, and scores 0
        ("legacy_no", False),  # 0.1
        ("line_no", False),  # counts
    ],
)
def test_a_key_like_name_says_key_or_refers_and_is_neither_former_nor_counts(column, like):
    assert looks(table("loans", column), BOOKS).key_like(column) is like


def test_a_former_key_is_not_key_like_in_the_first_place_either():
    one = looks(table("loans", "", first="legacy_no"))
    assert one.score("legacy_no") == pytest.approx(0.2)
    assert not one.key_like("legacy_no")


def test_what_refers_without_saying_key_is_key_like_where_the_own_table_is_of_it_too():
    one = table("book_notes", "book")
    assert looks(one, BOOKS).key_like("book")  # 0.6 by its name, 0.3 as it refers
    assert not looks(one).key_like("book")  # refers to nothing


def test_a_number_of_its_own_table_counts_and_is_not_key_like_whatever_its_score():
    one = looks(table("lines", "line_no"))
    assert one.score("line_no") == 1.0
    assert one.counts("line_no")
    assert not one.key_like("line_no")


def test_dates_are_dates_and_moments():
    kinds = {"d": "date", "ts": "timestamp", "z": "timestamptz", "t": "time", "n": "int32", "day": "text"}
    one = looks(entity("t", *(f"{name} {kind}" for name, kind in kinds.items())))
    assert {name for name in kinds if one.is_date(name)} == {"d", "ts", "z"}
    assert not one.is_date("gone")


@pytest.mark.parametrize(
    ("column", "part"),
    [("reader_id int32", True), ("book int32", True), ("line int32", True), ("d date", True), ("total int32", False),
     ("note text", False)],
)  # fmt: skip
def test_each_of_four_things_speaks_for_a_part_of_a_key(column, part):
    assert looks(entity("loans", "x int32", column), BOOKS).looks_like_part(column.split()[0]) is part


def test_places_count_from_nought_and_a_fact_knows_its_attribute():
    one = looks(entity("t", "b int32", "größe text"))
    assert [one.place("b"), one.place("größe")] == [0, 1]
    assert one.attribute_of(unique(3, "größe")) == Attribute(name="größe", nullable=False)
    with pytest.raises(KeyError):
        one.place("gone")


# -- junctions --------------------------------------------------------------------------------------------------

ENDS = ("book_id", "author_id")


def joins(name, columns, first=None, leads=ENDS, others=(BOOKS, AUTHORS)):
    return looks(table(name, columns, first=""), *others).joins(leads, first)


def test_a_table_that_is_named_by_both_ends_joins_them_in_however_many_rows():
    assert joins("book_author", "book_id author_id a b c", unique(10_000))
    assert joins("auth_book", "book_id author_id a b c", unique(10))  # short forms
    assert not joins("book_reviews", "book_id author_id a b c", unique(10))
    # Letters left out (0.75) are enough, another word of the same meaning (0.6) is not.
    leads, others = ("book_id", "language_id"), (BOOKS, entity("languages", "id int32"))
    assert joins("book_lngg", "book_id language_id a b c", unique(10), leads, others)
    assert not joins("book_tongue", "book_id language_id a b c", unique(10), leads, others)


def test_a_table_of_another_name_joins_what_no_column_of_many_rows_tells_apart():
    assert joins("book_reviews", "book_id author_id a b c")
    assert joins("book_reviews", "book_id author_id a b c", unique(9))
    assert not joins("book_reviews", "book_id author_id a b c", unique(10))


def test_a_table_of_one_word_joins_where_it_has_four_columns_at_most():
    assert joins("reviews", "book_id author_id a b")
    assert not joins("reviews", "book_id author_id a b c")
    assert not joins("reviews", "book_id author_id a b", unique(10))


def test_one_column_or_one_that_names_no_table_joins_nothing():
    assert not joins("book_author", "book_id author_id", leads=ENDS[:1])
    assert not joins("book_author", "book_id author_id", leads=())
    assert not joins("book_author", "book_id author_id", others=(BOOKS,))
    assert not joins("book_author", "book_id author_id", others=(AUTHORS,))


def test_two_columns_that_name_the_same_table_do_not_join_two():
    leads = "book_id", "other_book_id"
    assert not joins("book_pairs", "book_id other_book_id", unique(10), leads=leads)
    assert joins("book_pairs", "book_id other_book_id", unique(9), leads=leads)


def test_columns_behind_the_first_two_do_not_matter():
    assert joins("book_author", "book_id author_id x", unique(50), leads=(*ENDS, "x"))


# -- several columns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "leads"),
    [
        ("book_id int32,line_no int32,note text", ("book_id", "line_no")),
        ("book_id int32,line int32", ("book_id", "line")),
        ("book text,d date,ts timestamp", ("book", "d", "ts")),
        ("note text,book_id int32", ()),
        ("a_id int32,b_id int32,c_id int32,d_id int32,e_id int32", ("a_id", "b_id", "c_id", "d_id")),  # four at most
        ("a_id int32,b_id int32?,c_id int32", ("a_id",)),  # a key is never missing
        ("a_id int32,b_id float64,c_id int32", ("a_id",)),  # nor a fraction
        ("a_id uuid,b_id decimal,c_id text", ("a_id", "b_id", "c_id")),
        ("a_id int32,b_id boolean", ("a_id",)),
        ("", ()),
    ],
)
def test_a_table_begins_with_what_looks_like_parts_of_a_key(columns, leads):
    assert looks(entity("t", *filter(None, columns.split(","))), BOOKS).leading() == leads


def test_without_rows_types_and_nulls_say_nothing():
    one = looks(entity("t", "a_id text?", "b_id float64", "note text", "c_id int32"))
    assert one.leading(data=False) == ("a_id", "b_id")
    assert one.leading() == ()


TWO = ["1", "2"]


@pytest.mark.parametrize(
    ("column", "values", "able"),
    [
        ("a int32", TWO, True),
        ("a int32", ["1", "1"], False),  # tells nothing apart
        ("a int32", [None, None], False),
        ("a int32?", TWO, False),
        ("a date", TWO, True),
        ("a timestamp", TWO, True),
        ("a enum:e", TWO, True),
        ("a decimal(5,2)", TWO, True),
        ("a float64", TWO, False),
        ("a boolean", TWO, False),
        ("a text(50)", TWO, True),
        ("a text(51)", TWO, False),
        ("a text", TWO, False),
        ("a char(2)", TWO, True),
        ("größe int32", TWO, True),
    ],
)
def test_what_may_be_part_of_a_key(column, values, able):
    one = entity("t", column)
    name = one.attributes[0].name
    assert looks(one, **{name: values}).may_be_part(one.attributes[0]) is able


def test_what_is_not_in_the_data_may_be_no_part():
    one = entity("t", "a int32")
    assert not looks(one, b=TWO).may_be_part(one.attributes[0])
    assert not looks(one).may_be_part(one.attributes[0])


def parts(*columns, others=(BOOKS,)):
    one = entity("t", *columns)
    return looks(one, *others, **{a.name: TWO for a in one.attributes}).parts()


def test_references_come_before_numbers_of_keys_and_these_before_dates():
    assert parts("d date", "no int32", "line int32", "book_id int32", "total int32") == ["book_id", "no", "line", "d"]


def test_measures_are_parts_only_where_hardly_anything_else_is():
    assert parts("total int32", "d date", "size int32") == ["d", "total", "size"]
    assert parts("total int32", "size int32") == ["total", "size"]
    assert parts("total int32", "d date", "a_id int32") == ["a_id", "d"]
    assert parts("note text", "a_id int32?") == []


def test_eight_parts_are_enough():
    assert parts(*(f"a{i}_id int32" for i in range(10))) == [f"a{i}_id" for i in range(8)]
    assert parts(*(f"a{i} int32" for i in range(10))) == [f"a{i}" for i in range(8)]


def test_the_product_of_distinct_values_allows_a_twentieth_more_for_each_column():
    one = looks(entity("t", "a int32", "b int32", "c int32"), a=["1", "2", "3", None], b=["1", "2", "2", "2"])
    assert one.product(["a"]) == pytest.approx(3.15)
    assert one.product(["a", "b"]) == pytest.approx(3 * 2 * 1.1025)
    assert one.product(["a", "c"]) == pytest.approx(3.15)  # of what is not known nothing is said
    assert one.product(["gone"]) == one.product([]) == 1.0


def test_the_product_is_that_of_the_columns_that_attributes_are_bound_to():
    renamed = Entity(name=BOOKS.name, attributes=(Attribute(name="x", binding=AttributeBinding(column="a")),))
    assert looks(renamed, a=TWO).product(["x"]) == pytest.approx(2.1)
