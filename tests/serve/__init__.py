"""The server, tried as its clients meet it: a process of its own on a port of the loopback interface."""
