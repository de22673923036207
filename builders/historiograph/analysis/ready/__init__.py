"""The entries of the catalogue, one module a theme or two."""
