"""The ledger of what is public."""
