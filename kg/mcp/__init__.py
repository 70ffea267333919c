"""The tools that programs get over the Model Context Protocol: check, query, show, explain."""
