"""Expression text ⇄ tree. Only this room knows lark."""
