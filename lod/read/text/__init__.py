"""Text to tree: lines, chunks, parts, notes; a PDF is text whose layout was made plain first."""
