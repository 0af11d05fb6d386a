from workbench.declaring._fault import DdlError, fault


def test_the_first_fault_is_the_message_and_the_others_are_further():
    error = DdlError([fault("a\nb", 2, "Odd."), fault("a\nb", 0, "Odd too.")])
    assert str(error) == "SQL:2:1: Odd."
    assert error.further == ("SQL:1:1: Odd too.",)
    assert [diagnostic.severity for diagnostic in error.diagnostics] == ["error", "error"]
