"""The command line: thin, and quick to start, since a command imports only what it needs when it runs."""
