"""The frame around the pages: start, sign-in, navigation, lock. Knows no feature."""
