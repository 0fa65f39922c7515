"""What every window shares; knows no feature itself."""
