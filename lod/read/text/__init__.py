"""The reader of text: lines, chunks, paragraphs and footnotes of a resolution."""
