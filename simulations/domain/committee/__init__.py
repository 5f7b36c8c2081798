"""The review committee (贷审会) as pure rules: events in, a state out, and what each seat may see of it."""
