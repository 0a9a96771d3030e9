namespace Glyphs;

/// <summary>The set cannot be drawn as asked. The message says what was found, what was expected and what to do.</summary>
internal sealed class GlyphsException(string message) : Exception(message);
