"""People and what proves who they are: passwords, sessions, invitations, and the trail. Knows no HTTP."""
