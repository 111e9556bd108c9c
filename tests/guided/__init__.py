"""Coverage-guided fuzzing: targets, and running them under atheris."""
