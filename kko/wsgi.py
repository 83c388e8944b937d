"""The WSGI application that gunicorn serves; what is slow to load is loaded before the workers fork."""

import os

from django.core.wsgi import get_wsgi_application

from kko.search.lemmas import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kko.settings")

application = get_wsgi_application()

warm_up()
