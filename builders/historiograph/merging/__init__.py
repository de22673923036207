"""Two datasets made one."""
