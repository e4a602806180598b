"""What the rest of the package stands on: resources, entry points, lazy patterns, writing of files."""
