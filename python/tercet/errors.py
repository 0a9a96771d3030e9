"""The errors of this package: each is also a built-in error where one fits."""


class TercetError(Exception):
    """An error of the engine; the message says what was found, where, what was expected and what to do."""


class OptionsError(TercetError, ValueError):
    """Options are out of bounds or contradict each other; all invalid ones are reported together."""


class InputError(TercetError, ValueError):
    """Labels or embeddings cannot be used."""


class InputTypeError(TercetError, TypeError):
    """Labels or embeddings are of a type that cannot be read."""


class StateError(TercetError, RuntimeError):
    """Called in an invalid state, or a custom function returned an invalid value."""


class ForkedError(TercetError, RuntimeError):
    """A call in a process that was forked after the first call. Use the parent, or multiprocessing's spawn."""
