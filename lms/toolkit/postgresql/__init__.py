"""Django's PostgreSQL backend with a cheaper look at kept connections, and statements that the server plans once."""
