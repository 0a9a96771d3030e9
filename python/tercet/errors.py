"""The errors of this package: each is also the built-in error that one would expect."""


class TercetError(Exception):
    """An error of the engine; the message says what was found, where, what was expected and what to do."""


class OptionsError(TercetError, ValueError):
    """Options are out of bounds or contradict each other; the message lists every fault."""


class InputError(TercetError, ValueError):
    """Labels or embeddings cannot be used."""


class InputTypeError(TercetError, TypeError):
    """Labels or embeddings are of a type that cannot be read."""


class StateError(TercetError, RuntimeError):
    """A call at a time when it cannot be answered, or a function of the user's own that returned what it must not."""


class ForkedError(TercetError, RuntimeError):
    """A call in a process that was forked after the first call. Use the parent, or multiprocessing's spawn."""
