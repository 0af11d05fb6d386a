"""Junctions and weak entities, and pairs of references that no two rows share."""

from __future__ import annotations

from tests.advise.measured import found, model, reference
from tests.advise.tables import entity
from workbench.advise.structure.junctions import judge
from workbench.model import Key
from workbench.model.edits import Add

A = entity("students", "student_id int64", key="student_id")
B = entity("courses", "course_id int64", key="course_id")
ROWS = {"students": {"student_id": list(range(10))}, "courses": {"course_id": list(range(5))}}
PAIRS = [(s, c) for s in range(10) for c in range(5) if (s + c) % 3]
TO_BOTH = [reference("takes", "student_id", "students"), reference("takes", "course_id", "courses")]


def columns(pairs, *names, **more):
    return dict(zip(names, map(list, zip(*pairs, strict=True)), strict=True)) | more


def test_a_junction_with_its_own_attributes():
    takes = entity("takes", "student_id int64", "course_id int64", "grade text?", key="student_id course_id")
    rows = columns(PAIRS, "student_id", "course_id", grade=["A"] * len(PAIRS))
    (finding,) = found(judge, model(A, B, takes, references=TO_BOTH), **ROWS, takes=rows)
    assert (finding.code, finding.subject.title) == ("STR-004-junction", "takes")
    # By hand: (s + c) % 3 != 0 leaves each student 3 or 4 of 5 courses, each course 6 or 7 of 10 students.
    assert finding.message == (
        "Joins students and courses many to many: a row of students is in up to 4 and a row of courses is in up to 7. "
        "Its own attributes: grade."
    )


def test_what_is_there_only_once_needs_no_junction():
    takes = entity("takes", "student_id int64", "course_id int64", key="student_id course_id")
    rows = columns([(0, 0), (0, 1), (1, 2), (2, 3)], "student_id", "course_id")
    (finding,) = found(judge, model(A, B, takes, references=TO_BOTH), **ROWS, takes=rows)
    assert "a reference from courses to students says it too" in finding.message


def test_a_weak_entity_is_told_apart_within_its_owner():
    orders = entity("orders", "id int64", key="id")
    lines = entity("lines", "order_id int64", "line_no int64", key="order_id line_no")
    one = model(orders, lines, references=[reference("lines", "order_id", "orders", "id")])
    pairs = [(i, n) for i in range(9) for n in range(1 + i % 3)]
    (finding,) = found(judge, one, orders={"id": list(range(9))}, lines=columns(pairs, "order_id", "line_no"))
    assert finding.code == "STR-005-weak-entity"
    assert finding.message == "Its rows belong to orders and are told apart within it by line_no, up to 3 of them."


def test_two_references_that_chance_would_repeat_are_a_key():
    takes = entity("takes", "id int64", "student_id int64", "course_id int64", key="id")
    one = model(A, B, takes, references=TO_BOTH)
    rows = columns(PAIRS, "student_id", "course_id", id=list(range(len(PAIRS))))
    (finding,) = found(judge, one, **ROWS, takes=rows)
    assert (finding.code, finding.confidence) == ("KEY-003-references-unique", 0.7)
    assert finding.edits == (Add(Key(attributes=("student_id", "course_id")), takes.name),)
    # One pair twice refutes it; few rows in many possible pairs would differ anyway.
    twice = columns([*PAIRS, PAIRS[0]], "student_id", "course_id", id=list(range(len(PAIRS) + 1)))
    assert found(judge, one, **ROWS, takes=twice) == []
    many = {"students": {"student_id": list(range(900))}, "courses": {"course_id": list(range(900))}}
    sparse = columns([(i, i * 7 % 900) for i in range(30)], "student_id", "course_id", id=list(range(30)))
    assert found(judge, one, **many, takes=sparse) == []
