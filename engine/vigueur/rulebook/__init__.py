"""Files → documents, with the place of every word. Only this room knows yaml."""
