"""`python -m hashtui`."""

from hashtui.cli import main

if __name__ == "__main__":
    main()
