"""The windows of CRM Desktop."""
