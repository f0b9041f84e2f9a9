from sphinxext.http_status.testing import assert_no_drift


def test_the_status_page_is_right():
    assert_no_drift('docs/status.rst', 'README.md#status-codes', release='3.13')


def test_the_table_of_replies_is_built():
    assert_no_drift('docs/_build/html/errors.html', object='yourproject.errors.Reply')
