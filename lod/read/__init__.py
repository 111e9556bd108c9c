"""Reading: bytes of a text, PDF or Akoma Ntoso file to the tree of a resolution."""
