"""Akoma Ntoso, as the United Nations publishes it (AKN4UN): read to a tree and written from one."""
