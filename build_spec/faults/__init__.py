"""Faults made on purpose: killed programs, full disks, broken import files. docs/reliability.md has the results."""
