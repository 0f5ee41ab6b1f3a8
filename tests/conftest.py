"""What every test stands on."""

import signal

# A shell that runs the suite in the background leaves Ctrl-C ignored, and children inherit that: the tests of
# Ctrl-C want what a person at a terminal has.
signal.signal(signal.SIGINT, signal.default_int_handler)
