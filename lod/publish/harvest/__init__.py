"""What harvesters read: records, sets and datestamps for OAI-PMH, lists of files for ResourceSync."""
