"""The pictures of the guides: the real program in a seeded sample office on a day that stands still."""
