"""The pages about people, share links and the trail: plain forms, drawn on the server, that work without a script."""
