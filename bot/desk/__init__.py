"""The same bot as a web page of this machine, to try it and to test it: docs/decisions/0009-desk.md."""
