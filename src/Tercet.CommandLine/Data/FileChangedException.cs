namespace Tercet.CommandLine.Data;

/// <summary>An input file was written to while it was read.</summary>
/// <param name="path">The file.</param>
internal sealed class FileChangedException(string path)
    : IOException($"{path}: the file was changed while it was read, so its results were not kept. Run the command again.");
