"""One module a command, each with `run(words) -> exit status`."""
