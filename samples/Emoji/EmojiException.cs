namespace EmojiSamples;

/// <summary>The set cannot be made as asked. The message says what was found, what was expected and what to do.</summary>
internal sealed class EmojiException(string message) : Exception(message);
