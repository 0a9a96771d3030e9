namespace TextsSamples;

/// <summary>The set cannot be made as asked. The message says what was found, what was expected and what to do.</summary>
internal sealed class TextsException(string message) : Exception(message);
