"""The drawing and its twin, the list: seen, heard, and worked by hand."""
