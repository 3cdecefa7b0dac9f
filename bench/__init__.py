"""What is measured, against what: `python -m bench`, or `python -m bench front_door` and `python -m bench brief`."""
