"""The version of the program, in one place: packaging reads it here, and what rules made names it."""

VERSION = "0.1.0"
