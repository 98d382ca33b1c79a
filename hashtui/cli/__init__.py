"""The command line. Importing this costs nothing: what a command needs is loaded when it is asked for."""

import sys

from hashtui import __version__


def main(argv: list[str] | None = None) -> None:
    """Run the command line (that of the process when none is given) and leave with its exit code: SystemExit."""
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        # Answered before anything is loaded: scripts ask this often.
        try:
            print(f"hashtui {__version__}", flush=True)  # noqa: T201  # the answer itself
            sys.exit(0)
        except OSError:
            pass  # nobody reads it: the long way knows what to do then
    try:
        from hashtui.cli.bugs import tell_bugs_safely
        from hashtui.cli.program import run

        if argv is None:
            tell_bugs_safely()
        code = run(arguments)
    except KeyboardInterrupt:
        code = 130  # Ctrl-C while the program was being loaded
    sys.exit(code)
