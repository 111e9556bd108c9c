"""Rules by which hosts of files give what the build wrote: types, negotiation, what is gone, headers."""
