"""What every feature shares; knows no feature itself."""
