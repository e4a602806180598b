"""What places citations in other tools: documentation builders, pandoc, pybtex.  Nothing here formats."""
