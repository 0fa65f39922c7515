"""CRM Desktop's core: customers, complaints, visits and surveys of one office, without any window."""

__version__ = "0.1.0"
