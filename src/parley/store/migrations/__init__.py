"""Schema migrations of the ledger, run by `parley.store.migrate`."""
