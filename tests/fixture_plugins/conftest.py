"""The tests of `full` need it loaded: they run in a process of their own, started by `tests/kit/test_full.py`."""

import os

collect_ignore_glob = [] if os.environ.get("LITFASS_PLUGINS_PATH") else ["*"]
