"""Official files brought from the sites that publish them: addresses, a polite client, a folder that a build reads."""
