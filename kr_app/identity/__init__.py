"""People and what proves who they are: passwords, sessions, invitations, and the trail of what they did. Pure of HTTP."""
