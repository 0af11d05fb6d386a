from workbench.errors import WorkbenchError
from workbench.model import Entity, QualifiedName
from workbench.model.edits import Add
from workbench.widget.drawing import Drawing


def test_a_state_is_drawn_once(session):
    drawn = []

    def draw(model):
        drawn.append(len(model.entities))
        return "<svg/>"

    drawing = Drawing(draw)
    drawing.follow(session.state)
    drawing.follow(session.state)
    session.apply(Add(Entity(name=QualifiedName("a"))))
    drawing.follow(session.state)
    assert drawn == [2, 3]
    session.place({QualifiedName("a"): (5.0, 7.0)})  # the same model, elsewhere
    drawing.follow(session.state)
    assert drawn == [2, 3, 3]


def test_the_usual_diagram_puts_entities_where_the_layout_says(session):
    session.place({QualifiedName("orders"): (640.0, 320.0), QualifiedName("customers"): (0.0, 0.0)})
    drawing = Drawing()
    drawing.follow(session.state)
    assert 'data-entity="orders" transform="translate(640 320)"' in drawing.svg


def test_a_picture_that_fails_leaves_the_former_one_and_says_so(session):
    faults = []

    def draw(model):
        if faults:
            raise faults[0]
        return "<svg>first</svg>"

    drawing = Drawing(draw)
    drawing.follow(session.state)
    for fault, text in ((WorkbenchError("No engine."), "No engine."), (KeyError("x"), "KeyError: 'x'")):
        faults[:] = [fault]
        session.apply(Add(Entity(name=QualifiedName(f"t{session.revision}"))))
        drawing.follow(session.state)
        assert drawing.svg == "<svg>first</svg>"
        assert drawing.fault == f"The diagram is that of an earlier state: {text}"
    faults.clear()
    session.undo()
    drawing.follow(session.state)
    assert drawing.fault == ""
