"""The version of the package and of its engine."""
__version__ = "0.2.0"
