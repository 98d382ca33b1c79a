"""Any server with the Mastodon client API: Mastodon itself, GoToSocial, Pleroma, Akkoma, Pixelfed and others."""
