"""The tests of the example need it loaded: they run in a process of their own, started by `tests/kit/test_example.py`."""

import os

collect_ignore_glob = [] if os.environ.get("LITFASS_PLUGINS_PATH") else ["*"]
