"""`python -m historiograph` is the command line."""

from historiograph.cli.main import command_line

if __name__ == "__main__":
    command_line()
