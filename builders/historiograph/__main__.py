"""`python -m historiograph` is the command line."""

from historiograph.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
