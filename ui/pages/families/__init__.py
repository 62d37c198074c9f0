"""The list of families: open one, take one in from a file, begin a new one."""
