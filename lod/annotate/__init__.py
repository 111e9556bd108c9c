"""Annotations that stand off the text: citations, actors, acts and duties, each keyed by place and offsets."""
