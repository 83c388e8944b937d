"""gunicorn: one file for ``make run`` and for servers; the environment decides.

``WEB_CONCURRENCY`` workers (2 by default; a good number is one for each core) of a few threads each:
the threads keep the idle connections that browsers open in advance from holding up a worker.
"""

import os

bind = os.environ.get("KKO_BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("KKO_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 8
keepalive = 5
max_requests = 20_000
max_requests_jitter = 2_000
forwarded_allow_ips = os.environ.get("KKO_PROXY_IPS", "127.0.0.1")
errorlog = "-"
accesslog = os.environ.get("KKO_ACCESS_LOG") or None
loglevel = os.environ.get("KKO_GUNICORN_LOG_LEVEL", "warning")
