"""The stage of the class's story: its server, its people, and the steps they take."""
