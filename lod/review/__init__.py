"""What a build recognized and left open, and what changed between two builds, read from the published data."""
