extensions = ['sphinxext.http_status']
html_theme = 'furo'

# Most themes leave the direction of a page to its project.
DIRECTION = """
if (['ar', 'fa', 'he'].includes(document.documentElement.lang)) document.dir = 'rtl'
"""
html_js_files = [(None, {'body': DIRECTION})]
