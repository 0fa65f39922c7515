"""Placeholder until measured below."""
