"""Rules for hosts of files, in the hosts themselves and in an interpreter of those that run nowhere here."""
