"""Other people's RDF tools, driven from the tests."""
