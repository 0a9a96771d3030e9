namespace Tercet.Files;

/// <summary>Where a field of a delimited text is.</summary>
/// <param name="Start">Its first character in the text; of one that is not in the text as it is, its number among those.</param>
/// <param name="Length">Its characters; negative for one that is not in the text as it is, since quotes in it are doubled.</param>
internal readonly record struct CsvField(int Start, int Length);
