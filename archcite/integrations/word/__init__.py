"""Word manuscripts: markers such as ``[@creel, p. 5]`` become footnotes, citations in the text and a bibliography."""
