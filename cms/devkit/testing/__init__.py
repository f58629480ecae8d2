"""The kit for tests of plugins; pytest is needed to import it.

`test_contract = conformance(MyPlugin)` makes the contract's tests. `pytest_plugins = ["cms.devkit.testing.fixtures"]` in a test's
module gives it `site`, `editor` and `partner_client`. `temporarily(plugin)` loads a plugin for one test.
"""

from cms.devkit.testing.contract import conformance
from cms.devkit.testing.loading import temporarily

__all__ = ["conformance", "temporarily"]
