"""The team's own records: one supplier a module, the book (CSV or SQL) by default."""
