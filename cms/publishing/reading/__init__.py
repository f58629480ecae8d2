"""The read side of the ledger: whoever shows what is public asks here, and nobody else asks its tables."""
