"""Which of the changes that a tool makes to the code the tests notice: `make mutation`."""
