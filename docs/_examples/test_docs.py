from sphinxext.http_status.testing import assert_no_drift


def test_the_pages_are_right():
    assert_no_drift('docs/status.rst', codes='200 404 503', release='3.13')
    assert_no_drift('docs/errors.md#reply-codes', object='shop.errors.Reply')


def test_the_table_is_built():
    assert_no_drift('build/html/index.html', object='shop.errors.Reply')
