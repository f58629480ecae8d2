"""`manage.py plugins new`: writes a plugin that runs, with its tests, its migration and its German texts."""
