from workbench.widget.message import Message


def test_screen_readers_hear_errors_at_once_and_markup_stays_text():
    message = Message()
    message.error("no <b>bold</b>")
    assert message.widget.value == '<div class="workbench-error" role="alert">no &lt;b&gt;bold&lt;/b&gt;</div>'
    message.info("Done.")
    assert 'role="status"' in message.widget.value
    message.clear()
    assert (message.widget.value, message.text) == ("", "")
