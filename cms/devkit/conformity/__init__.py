"""The contract's tests: what every plugin must hold, as rules that name the faults they find.

`cms.devkit.testing.conformance` makes tests of them, `manage.py plugins check` a judgement.
"""
