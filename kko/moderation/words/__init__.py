"""Words of Wagtail and wagtail-localize that their own Czech lacks, or says so that it is not understood.

A project's catalogue wins over an app's. Extraction reads our sources only, so the English strings
stand here once more, letter by letter; one that Wagtail has translated well in the meantime may go.
Nothing imports these modules.
"""
