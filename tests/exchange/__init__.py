"""What other programs make of the exports for networks, arguments, tables and bibliographies."""
